namespace HotfixTools;

/// <summary>What the journal can say.</summary>
public enum JournalEventKind
{
    /// <summary>Something that this version does not know.</summary>
    Unknown,

    /// <summary>A hotfix began, or one that was made by plain Git was adopted.</summary>
    Started,

    /// <summary>Commits that were elsewhere were picked onto it.</summary>
    Picked,

    /// <summary>Its pull request was opened, or brought up to date with its head.</summary>
    Submitted,

    /// <summary>Its head was deployed to an environment.</summary>
    Published,

    /// <summary>A deploy of its head failed, timed out or was cut off.</summary>
    PublishFailed,

    /// <summary>An environment was taken back to what was live there before.</summary>
    RolledBack,

    /// <summary>It was moved onto what is live now.</summary>
    Updated,

    /// <summary>A normal deploy was let through, although the gate refused it.</summary>
    GatePassed,

    /// <summary>A hotfix was merged, and its branch removed.</summary>
    Completed,

    /// <summary>A hotfix was given up.</summary>
    Abandoned,

    /// <summary>Somebody could not be told of an event.</summary>
    NoticeOwed,

    /// <summary>Somebody who could not be told of an event was told later.</summary>
    NoticeSent,
}
