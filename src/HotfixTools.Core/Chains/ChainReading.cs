namespace HotfixTools;

/// <summary>What there is at a commit that should be an entry of a chain.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Info">What the commit says; null where it is missing.</param>
/// <param name="Entry">The entry; null where it is none.</param>
/// <param name="Fault">Why it is none; null where it is one.</param>
internal sealed record ChainReading(CommitId Commit, CommitInfo? Info, ChainEntry? Entry, string? Fault)
{
    /// <summary>Whether it has nothing of an entry: a commit of the code, or none at all.</summary>
    public bool IsStranger { get; init; }
}
