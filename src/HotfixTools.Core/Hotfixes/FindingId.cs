namespace HotfixTools;

/// <summary>The facts that a check can find.</summary>
public enum FindingId
{
    /// <summary>Nothing happened to the hotfix for long.</summary>
    Stale,

    /// <summary>Something else was deployed since.</summary>
    Superseded,

    /// <summary>Commits of the mainline came into the hotfix.</summary>
    Contaminated,

    /// <summary>The branch was made without <c>New-Hotfix</c>: the journal names nobody.</summary>
    Unclaimed,

    /// <summary>There is another branch whose name begins like the hotfix branch's.</summary>
    SecondHotfixBranch,

    /// <summary>The head is not what is live in the last environment.</summary>
    HeadNotPublished,

    /// <summary>It is live, and not merged back.</summary>
    PublishedNotMerged,

    /// <summary>Merging it back would conflict.</summary>
    MergeBackConflict,

    /// <summary>A command was interrupted; running it again finishes its work.</summary>
    HalfDone,
}
