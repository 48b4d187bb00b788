namespace HotfixTools;

// Long: ConvertTo-Json writes the names of such an enum, and the numbers of any other.
/// <summary>How far a hotfix is.</summary>
public enum HotfixState : long
{
    /// <summary>The branch exists and has no commit of its own.</summary>
    Started,

    /// <summary>It has fix commits.</summary>
    InProgress,

    /// <summary>A pull request is open.</summary>
    InReview,

    /// <summary>The pull request is approved, at this very head.</summary>
    Approved,

    /// <summary>Its head is live in the last environment.</summary>
    Published,

    /// <summary>It is in the mainline, and something is left to do, such as removing the branch.</summary>
    Merged,

    /// <summary>It is merged, and the branch is gone.</summary>
    Completed,

    /// <summary>It was given up; its head is kept in the archive.</summary>
    Abandoned,
}
