namespace HotfixTools.ModuleTests.Interleaving;

/// <summary>The prompts of a team, which outlive a story: opening one takes longer than most commands.</summary>
internal sealed class Troupe : IDisposable
{
    /// <summary>One for each of the team.</summary>
    public IReadOnlyList<ModuleSession> Shells { get; } = [.. Stage.Names.Select(_ => new ModuleSession())];

    /// <summary>That of one who only looks.</summary>
    public ModuleSession Watcher { get; } = new();

    public void Dispose()
    {
        foreach (var shell in Shells)
            shell.Dispose();
        Watcher.Dispose();
    }
}
