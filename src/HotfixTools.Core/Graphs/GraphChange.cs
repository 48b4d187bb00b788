namespace HotfixTools;

/// <summary>One commit that came to the mainline since X: a merge, or one that was pushed or squashed.</summary>
public sealed record GraphChange
{
    /// <summary>Its place on the mainline, from 1.</summary>
    public int Number { get; init; }

    /// <summary>The commit of the mainline.</summary>
    public GraphCommit Commit { get; init; } = new();

    /// <summary>How it came to the mainline.</summary>
    public ChangeKind Kind { get; init; }

    /// <summary>The number of the pull request, where the commit says it.</summary>
    public int? PullRequest { get; init; }

    /// <summary>The branch that was merged, where the commit says it.</summary>
    public string? Branch { get; init; }

    /// <summary>How many commits a merge brought, itself apart.</summary>
    public int BranchCommits { get; init; }

    /// <summary>The change after which the branch of a merge left: 0 for X, <see cref="HotfixGraph.BeforeX"/> for one before it.</summary>
    public int LeftAt { get; init; } = HotfixGraph.BeforeX;

    /// <summary>Whether the branch did not leave there, but went on from what was merged there.</summary>
    public bool IsContinued { get; init; }
}
