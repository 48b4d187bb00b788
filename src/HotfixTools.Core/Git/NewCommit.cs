namespace HotfixTools;

/// <summary>A commit to write.</summary>
/// <param name="Tree">What it holds.</param>
/// <param name="Parents">Its parents, in order.</param>
/// <param name="Message">The message.</param>
/// <param name="Author">Who writes it.</param>
/// <param name="At">When.</param>
public sealed record NewCommit(TreeId Tree, IReadOnlyList<CommitId> Parents, string Message, GitIdentity Author, DateTimeOffset At);
