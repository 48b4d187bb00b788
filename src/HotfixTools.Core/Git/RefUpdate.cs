namespace HotfixTools;

/// <summary>One ref to write at a remote.</summary>
/// <param name="Ref">The ref.</param>
/// <param name="Expected">What it must be there; <see cref="CommitId.Zero"/>: must not exist.</param>
/// <param name="New">What it becomes; <see cref="CommitId.Zero"/>: removed.</param>
/// <param name="IsReplacement">
/// Whether what is there may be no ancestor of what it becomes. Compared all the same: only what is expected is replaced.
/// </param>
public sealed record RefUpdate(RefName Ref, CommitId Expected, CommitId New, bool IsReplacement = false);
