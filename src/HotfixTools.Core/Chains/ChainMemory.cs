namespace HotfixTools;

/// <summary>
/// Where the chains of remotes were as of the last fetches of a clone, read before this command's own fetch notes it anew;
/// kept for as long as a command runs, which may begin twice.
/// </summary>
public sealed class ChainMemory
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, CommitId>> _seen = new(StringComparer.Ordinal);

    /// <summary>Where refs of a remote were. The first call must come before the first fetch.</summary>
    /// <param name="session">The repository and its remote.</param>
    internal IReadOnlyDictionary<string, CommitId> Of(HotfixSession session)
    {
        var key = $"{session.Location}\n{session.Remote.Name}";
        if (!_seen.TryGetValue(key, out var refs))
            _seen[key] = refs = session.Remote.RememberedRefs();
        return refs;
    }
}
