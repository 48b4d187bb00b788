namespace HotfixTools;

// Long: ConvertTo-Json writes the names of such an enum, and the numbers of any other.
/// <summary>How a hotfix of the past ended.</summary>
public enum HotfixOutcome : long
{
    /// <summary>It is still in progress, or nobody has said that it ended.</summary>
    Open,

    /// <summary>It was merged back.</summary>
    Completed,

    /// <summary>It was given up.</summary>
    Abandoned,
}
