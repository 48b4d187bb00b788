namespace HotfixTools;

// Long: ConvertTo-Json writes the names of such an enum, and the numbers of any other.
/// <summary>The facts that a check can find.</summary>
public enum FindingId : long
{
    /// <summary>Nothing happened to the hotfix for long.</summary>
    Stale,

    /// <summary>Something else was deployed since.</summary>
    Superseded,

    /// <summary>Commits of the mainline came into the hotfix.</summary>
    Contaminated,

    /// <summary>The branch was made without <c>New-Hotfix</c>: the journal names nobody.</summary>
    Unclaimed,

    /// <summary>There is another branch whose name begins with <c>hotfix</c> or like the hotfix branch's, in upper or lower case.</summary>
    SecondHotfixBranch,

    /// <summary>The head is not what is live in the last environment.</summary>
    HeadNotPublished,

    /// <summary>It is live, and not merged back.</summary>
    PublishedNotMerged,

    /// <summary>Merging it back would conflict.</summary>
    MergeBackConflict,

    /// <summary>A command was interrupted; running it again finishes its work.</summary>
    HalfDone,

    /// <summary>A fix commit is a copy of one of the mainline, equal by patch.</summary>
    Picked,

    /// <summary>Merging it back would drop what one side changed.</summary>
    ChecksLostInMerge,

    /// <summary>An environment that comes before has not got the head.</summary>
    EnvironmentOrder,

    /// <summary>Publishing takes something off an environment that was there before the hotfix began.</summary>
    RollsBack,

    /// <summary>Two sources say that different commits are live.</summary>
    SourcesDisagree,

    /// <summary>The local branch has commits that are not at the remote, and would not be deployed.</summary>
    UnpushedCommits,

    /// <summary>The local branch and the one at the remote each have commits that the other lacks.</summary>
    Diverged,

    /// <summary>A hotfix is in progress for the environment.</summary>
    HotfixInProgress,

    /// <summary>The commit lacks what a hotfix made live.</summary>
    Regression,

    /// <summary>The hotfix has no commit of its own.</summary>
    NoFixCommits,

    /// <summary>The head is not approved by as many people as must.</summary>
    NotApproved,

    /// <summary>What was approved is an older head.</summary>
    ApprovalNotOnHead,

    /// <summary>A check of the head fails.</summary>
    ChecksFailing,

    /// <summary>A check of the head is not over.</summary>
    ChecksPending,

    /// <summary>No check ran on the head, and none is required.</summary>
    NoChecks,

    /// <summary>What must be known could not be found out.</summary>
    CannotVerify,

    /// <summary>The settings have a fault, or name a program that is not there.</summary>
    ConfigurationInvalid,

    /// <summary>The settings file of the working tree is not the one in force.</summary>
    ConfigurationNotMerged,

    /// <summary>An entry of a ledger or of the journal is not what it should be.</summary>
    ChainDamaged,

    /// <summary>A ledger or the journal lacks entries that were there before.</summary>
    ChainRewritten,

    /// <summary>An entry is dated before the one that it follows.</summary>
    TimesRunBack,

    /// <summary>The journal tells of a hotfix what cannot have happened in that order.</summary>
    EventsOutOfOrder,

    /// <summary>A later version of HotfixTools wrote an entry.</summary>
    UnknownVersion,

    /// <summary>The remote is at a forge, and no token for it was found: approvals and checks are not looked at.</summary>
    ReviewNotChecked,

    /// <summary>Nothing was ever deployed to the environment, and another is called nearly so.</summary>
    UnknownEnvironment,
}
