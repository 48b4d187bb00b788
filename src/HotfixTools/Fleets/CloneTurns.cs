using System.Collections.Concurrent;

namespace HotfixTools.PowerShell.Fleets;

/// <summary>
/// Lets those who work in the same clone take turns: Git locks files of it while it fetches, and whoever comes second then
/// fails. Folders below one working tree, and linked worktrees, are one clone.
/// </summary>
internal sealed class CloneTurns
{
    private const string Pointer = "gitdir: ";

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

    /// <summary>Waits for the turn, which lasts until it is disposed of.</summary>
    /// <param name="location">The root of a working tree, or a bare clone.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public IDisposable Wait(string location, CancellationToken cancellation)
    {
        var turn = _turns.GetOrAdd(CloneOf(location), _ => new SemaphoreSlim(1));
        turn.Wait(cancellation);
        return new Turn(turn);
    }

    /// <summary>The Git folder that all working trees of a clone share.</summary>
    /// <param name="location">The root of a working tree, or a bare clone.</param>
    // As gitrepository-layout(5) has it: a linked worktree points to its own folder, and that to the one of the clone.
    public static string CloneOf(string location)
    {
        var git = Path.Combine(location, ".git");
        if (!File.Exists(git))
            return Directory.Exists(git) ? git : Path.TrimEndingDirectorySeparator(location);
        var text = File.ReadAllText(git).Trim();
        var own = text.StartsWith(Pointer, StringComparison.Ordinal) ? Path.GetFullPath(text[Pointer.Length..], location) : git;
        var common = Path.Combine(own, "commondir");
        return Path.TrimEndingDirectorySeparator(File.Exists(common) ? Path.GetFullPath(File.ReadAllText(common).Trim(), own) : own);
    }

    /// <summary>Whether a folder is a clone that people work in, whose remote may have more than it has itself.</summary>
    /// <param name="location">Any folder, or none.</param>
    public static bool IsClone(string location) =>
        Path.Exists(Path.Combine(location, ".git")) && Directory.Exists(Path.Combine(CloneOf(location), "refs", "remotes"));

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
