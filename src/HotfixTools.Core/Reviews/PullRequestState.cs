namespace HotfixTools;

/// <summary>What became of a pull request.</summary>
public enum PullRequestState
{
    /// <summary>It is open.</summary>
    Open,

    /// <summary>It was merged.</summary>
    Merged,

    /// <summary>It was closed and not merged.</summary>
    Closed,
}
