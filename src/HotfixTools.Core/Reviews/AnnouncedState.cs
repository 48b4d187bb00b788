namespace HotfixTools;

/// <summary>How far a deploy is, as people of a forge are told of it.</summary>
public enum AnnouncedState
{
    /// <summary>It began.</summary>
    Running,

    /// <summary>It is live.</summary>
    Succeeded,

    /// <summary>It failed.</summary>
    Failed,
}
