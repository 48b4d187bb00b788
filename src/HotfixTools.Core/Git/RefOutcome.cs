namespace HotfixTools;

/// <summary>What became of one update.</summary>
/// <param name="Update">The update.</param>
/// <param name="Verdict">What became of it.</param>
/// <param name="Present">Where the ref is now at the remote, where that is known; null: it does not exist, or nobody knows.</param>
/// <param name="Words">What the server said.</param>
public sealed record RefOutcome(RefUpdate Update, RefVerdict Verdict, CommitId? Present = null, string Words = "");
