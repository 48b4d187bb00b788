namespace HotfixTools;

/// <summary>What the journal can say.</summary>
public enum JournalEventKind
{
    /// <summary>Something that this version does not know.</summary>
    Unknown,

    /// <summary>A hotfix began, or one that was made by plain Git was adopted.</summary>
    Started,

    /// <summary>A hotfix was merged, and its branch removed.</summary>
    Completed,

    /// <summary>A hotfix was given up.</summary>
    Abandoned,
}
