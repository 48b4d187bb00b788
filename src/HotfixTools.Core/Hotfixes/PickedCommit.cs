namespace HotfixTools;

/// <summary>A commit of a hotfix that is a copy of one of the mainline.</summary>
/// <param name="Fix">The commit of the hotfix.</param>
/// <param name="Original">What it is a copy of.</param>
internal sealed record PickedCommit(CommitInfo Fix, CommitInfo Original);
