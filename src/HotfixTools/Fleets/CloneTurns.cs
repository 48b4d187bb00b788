using System.Collections.Concurrent;

namespace HotfixTools.PowerShell.Fleets;

/// <summary>
/// Lets those who work in the same clone take turns: Git locks files of it while it fetches, and whoever comes second then
/// fails. Folders below one working tree, and linked worktrees, are one clone.
/// </summary>
internal sealed class CloneTurns
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

    /// <summary>Waits for the turn, which lasts until it is disposed of.</summary>
    /// <param name="location">The root of a working tree, or a bare clone.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public IDisposable Wait(string location, CancellationToken cancellation)
    {
        var turn = _turns.GetOrAdd(CloneFolder.Of(location), _ => new SemaphoreSlim(1));
        turn.Wait(cancellation);
        return new Turn(turn);
    }

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
