namespace HotfixTools;

/// <summary>A pull request as a forge has it (a merge request, at GitLab).</summary>
/// <param name="Number">Its number in the repository.</param>
/// <param name="State">What became of it.</param>
/// <param name="From">The branch.</param>
/// <param name="Into">Where it is to be merged.</param>
/// <param name="Head">The newest commit of it that the forge knows; null where the forge does not say any more.</param>
public sealed record PullRequest(int Number, PullRequestState State, BranchName From, BranchName Into, CommitId? Head)
{
    /// <summary>Its title, as the forge has it.</summary>
    public string Title { get; init; } = string.Empty;

    /// <summary>Its description, as the forge has it.</summary>
    public string Body { get; init; } = string.Empty;

    /// <summary>Where people look at it.</summary>
    public string Url { get; init; } = string.Empty;

    /// <summary>Who opened it, as the forge calls them.</summary>
    public string Author { get; init; } = string.Empty;

    /// <summary>Whether it is a draft, which no forge merges.</summary>
    public bool IsDraft { get; init; }

    /// <summary>Whether it can be merged without a conflict; null where the forge has not found out yet.</summary>
    public bool? IsMergeable { get; init; }

    /// <summary>What the forge itself waits for before it merges: <c>place 3 in the merge queue</c>, <c>auto-merge is on</c>. Null: it was not told to merge.</summary>
    public string? Waits { get; init; }

    /// <summary>Of a merged one, the commit of the target branch that has it; null where the forge does not say.</summary>
    public CommitId? MergeCommit { get; init; }

    /// <summary>What the forge needs to know it by in other calls, such as a node id; null for its number.</summary>
    public string? Handle { get; init; }
}
