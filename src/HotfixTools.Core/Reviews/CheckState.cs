namespace HotfixTools;

/// <summary>What a check says.</summary>
public enum CheckState
{
    /// <summary>It is well; also a check that was skipped, or has no opinion.</summary>
    Passed,

    /// <summary>It has not said yet.</summary>
    Pending,

    /// <summary>It is not well; also a check that was cancelled, timed out, or wants somebody to act.</summary>
    Failed,
}
