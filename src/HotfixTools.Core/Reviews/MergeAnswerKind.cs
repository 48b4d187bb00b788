namespace HotfixTools;

/// <summary>The answers to the wish to merge.</summary>
public enum MergeAnswerKind
{
    /// <summary>It is merged.</summary>
    Merged,

    /// <summary>The forge will do it, by a merge queue or when its checks are done: it is to be waited for.</summary>
    Waits,

    /// <summary>Not now, and perhaps in a moment: the target moved, or the forge still computes. To be read and tried again.</summary>
    NotYet,

    /// <summary>The head is another one.</summary>
    HeadMoved,

    /// <summary>It conflicts.</summary>
    Conflict,

    /// <summary>A rule of the repository refuses: approvals, checks, a draft, a method that is not allowed.</summary>
    Refused,

    /// <summary>Who asks may not merge.</summary>
    Forbidden,
}
