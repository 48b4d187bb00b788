namespace HotfixTools;

/// <summary>
/// Finds the command to type next. It can be pasted as it stands, and running it goes on with the story; what only a person
/// can do, such as to fix something, to resolve a conflict or to approve, comes between two of them.
/// </summary>
/// <param name="facts">The hotfix.</param>
internal sealed class HotfixNextStep(HotfixFacts facts)
{
    private HotfixSession Session => facts.Session;

    private IGitRepository Repository => Session.Repository;

    private TypedCommands Typed => Session.Typed;

    /// <summary>The command.</summary>
    public string Find() => facts switch
    {
        { Owed.Count: > 0 } => Typed.SettleDeploy(facts.Owed[0]),
        { Merge: not null, WasPublished: false } => Typed.Cmdlet("Complete-Hotfix -RollIn"),
        { Merge: not null } => Typed.Cmdlet("Complete-Hotfix"),
        { IsPublished: true } => Complete(),
        // Before anything is made of the commits at the remote: those here would be left behind.
        { HasOnlyToBePushed: true } => Typed.Push(),
        { Purity.Contaminating.Count: > 0 } => Typed.StartAgain(facts),
        { IsSuperseded: true } => Typed.Cmdlet("Update-Hotfix"),
        { Commits.Count: 0 } => Switch(),
        { Review.Value: { Failure: null, Request: null } } when Session.Settings.Reviews.Approvals != 0 => Typed.Cmdlet("Submit-Hotfix"),
        { HasEvidence: false } => Typed.Cmdlet("Test-Hotfix"),
        _ => Typed.Publish(facts.NextEnvironment),
    };

    private string Switch()
    {
        var (remote, branch) = (Typed.Remote, Typed.Branch);
        if (Repository.IsBare && Session.IsCloned)
            return $"git fetch {remote} {TypedCommands.Quoted($"{Session.Settings.Branch}:{Session.Settings.Branch}")}; git worktree add {TypedCommands.Quoted($"../{Session.Settings.Branch}")} {branch}";
        return facts.Local switch
        {
            // One of an earlier hotfix, which may hold work: it gets out of the way, and keeps what it has.
            ( > 0, > 0) => $"{Typed.Fetch}; git branch -m {branch} {TypedCommands.Quoted($"{Session.Settings.Branch}-{Repository.LocalBranch(Session.Settings.Branch)?.Short}")}; {First(branch)}",
            (_, > 0) => $"{Typed.Fetch}; git switch {branch}; git merge --ff-only {Typed.RemoteBranch}",
            _ when Repository.LocalBranch(Session.Settings.Branch) is null => $"{Typed.Fetch}; {First(branch)}",
            _ => $"{Typed.Fetch}; git switch {branch}",
        };
    }

    private string First(string branch)
    {
        if (!Session.IsCloned)
            return $"git switch {branch}";
        // Local branches below it are in the way of its name, and get out of it.
        var below = Repository.RefNames($"{RefName.Of(Session.Settings.Branch)}/").Select(name => name[RefName.Branches.Length..]);
        return string.Concat(below.Select(name => $"git branch -m {TypedCommands.Quoted(name)} {TypedCommands.Quoted(name.Replace('/', '-'))}; ")) + FirstSwitch(branch);
    }

    // Where two remotes may have a branch of that name, git does not guess which one is meant; nor where it is not told that it has one.
    private string FirstSwitch(string branch) =>
        !Repository.IsFetched(Session.Settings.Branch) ? $"git switch --no-track -c {branch} {Typed.RemoteBranch}"
        : Repository.RemoteNames.Count > 1 ? $"git switch -c {branch} --track {Typed.RemoteBranch}"
        : $"git switch {branch}";

    private string Complete()
    {
        if (facts.Forecast is { Outcome.IsClean: false })
            return IsMergedHere() ? $"git push {Typed.Remote} {TypedCommands.Quoted($"{facts.View.Mainline}")}" : Typed.MergeByHand(facts.View.Mainline, Session.Settings.Branch.ToString());
        if (facts.Forecast is { LosesSomething: true })
            return Typed.Cmdlet("Test-Hotfix");
        return Session.Settings.Reviews.MergeBack == MergeBack.PullRequest && facts.Review.Value is { Failure: null, Request: null }
            ? Typed.Cmdlet("Submit-Hotfix")
            : Typed.Cmdlet("Complete-Hotfix");
    }

    // Somebody resolved the conflict in this clone, and has not pushed that yet.
    private bool IsMergedHere() =>
        facts.View is { Mainline: { } mainline, MainlineTip: { } tip } && Repository.LocalBranch(mainline) is { } local
        && Repository.IsAncestor(facts.Head, local) && Repository.IsAncestor(tip, local);
}
