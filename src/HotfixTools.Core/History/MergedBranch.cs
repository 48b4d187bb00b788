namespace HotfixTools;

/// <summary>A hotfix branch that a commit of the mainline merged.</summary>
/// <param name="Merge">The commit of the mainline.</param>
/// <param name="Branch">The branch, by the words of the merge.</param>
/// <param name="PullRequest">The number of its pull request, by the same; null for none.</param>
/// <param name="Brought">The commits that it brought, newest first: its head is the first.</param>
internal sealed record MergedBranch(CommitInfo Merge, string Branch, int? PullRequest, IReadOnlyList<CommitInfo> Brought)
{
    /// <summary>The head that was merged.</summary>
    public CommitId Head => Merge.Parents[1];
}
