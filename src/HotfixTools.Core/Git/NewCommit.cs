namespace HotfixTools;

/// <summary>A commit to write.</summary>
/// <param name="Tree">What it holds.</param>
/// <param name="Parents">Its parents, in order.</param>
/// <param name="Message">The message.</param>
/// <param name="By">Who writes it.</param>
/// <param name="At">When.</param>
/// <param name="Original">The commit whose author and date it keeps, as a pick does; null: it is new.</param>
public sealed record NewCommit(TreeId Tree, IReadOnlyList<CommitId> Parents, string Message, GitIdentity By, DateTimeOffset At, CommitInfo? Original = null);
