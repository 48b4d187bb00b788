namespace HotfixTools;

/// <summary>How a forge merges.</summary>
public enum MergeMethod
{
    /// <summary>By a merge commit. The fix commits stay what they are, so that what is live stays in the history.</summary>
    Merge,

    /// <summary>As one new commit.</summary>
    Squash,

    /// <summary>Each commit anew on top of the mainline.</summary>
    Rebase,
}
