namespace HotfixTools.ModuleTests.Crashing;

/// <summary>A command that writes.</summary>
/// <param name="Name">What the test is called.</param>
/// <param name="Command">The command.</param>
/// <param name="Refusal">What a second run may refuse with, where the first has done it all; null: it succeeds.</param>
/// <param name="Prepare">Sets the scene for it.</param>
internal sealed record Writer(string Name, string Command, string? Refusal, Action<Scene, ModuleSession> Prepare)
{
    /// <summary>The cmdlet that writes.</summary>
    public string Cmdlet => Command.Split(' ')[0];
}
