namespace HotfixTools;

/// <summary>What a service says is live.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="At">When it went live; for a system that tells what it runs now, when it was asked.</param>
/// <param name="By">Who deployed it; null where that is not said.</param>
/// <param name="Url">Where it can be looked at; null for nowhere.</param>
public sealed record ServiceDeploy(CommitId Commit, DateTimeOffset At, string? By = null, string? Url = null);
