namespace HotfixTools;

/// <summary>How a hotfix of the past ended.</summary>
public enum HotfixOutcome
{
    /// <summary>It is still in progress, or nobody has said that it ended.</summary>
    Open,

    /// <summary>It was merged back.</summary>
    Completed,

    /// <summary>It was given up.</summary>
    Abandoned,
}
