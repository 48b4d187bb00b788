namespace HotfixTools.ModuleTests.Interleaving;

/// <summary>What somebody can do.</summary>
internal enum ActKind
{
    // By the commands.
    Start,
    Adopt,
    Pick,
    Publish,
    Register,
    Restore,
    Update,
    Complete,
    RollIn,
    Stop,
    PassGate,
    Look,

    // By plain git.
    Work,
    Feature,
    Fix,
    MakeBranch,
    DeleteBranch,
    Amend,
    TakeBack,
    TakeInMainline,
    MergeByHand,
    Squash,
    Rebase,
    Revert,
    DropWork,
    Tag,
    SecondBranch,
    LocalBranch,
}
