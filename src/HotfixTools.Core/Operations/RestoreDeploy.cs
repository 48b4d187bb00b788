namespace HotfixTools;

/// <summary>Takes an environment back to what was live there before.</summary>
/// <param name="session">The repository.</param>
/// <param name="environment">The environment.</param>
/// <param name="to">An expression that names the commit to go back to; null: the deploy before.</param>
/// <param name="reason">Why; for the journal.</param>
/// <param name="deployer">The way to make it live.</param>
public sealed class RestoreDeploy(HotfixSession session, EnvironmentName environment, string? to, string? reason, IDeployer deployer)
    : RolloutOperation(session, environment, deployer)
{
    private Deploy? _current;

    private protected override string TitleOf(CommitId commit) => $"Take {Environment} back to {commit.Short}";

    private protected override DeployNote Decide(Func<CommitId, bool> isDeployed)
    {
        var deploys = Session.LedgerOf(Environment).Read(View.LedgerTip(Environment)).Take(Ledger.MaxLookedAt).ToList();
        if (deploys.Count == 0)
            throw HotfixErrors.NoDeployRecord(Environment, "its ledger is empty");
        _current = deploys[0];
        var target = to is null ? Before(deploys) : Chosen(deploys, to);
        var events = Session.Journal.OfCurrent(View.JournalTip);
        return Planned(target, JournalEventKind.RolledBack, events.Count > 0 ? events[0].HotfixId : null, View.HotfixHead, reason);
    }

    private protected override void DecideAgain(DeployNote planned)
    {
        View = Session.Look(HotfixReader.Patterns(Settings));
        if (Newest is { } now && _current is { } before && now.Commit != before.Commit)
            throw HotfixErrors.Superseded(Environment, CommitId.Parse(before.Commit), now);
    }

    // A second run must not go on to what was live before that, nor back to what was taken back.
    private CommitId Before(List<Deploy> deploys)
    {
        var current = CommitId.Parse(deploys[0].Commit);
        var earlier = deploys.Select(deploy => CommitId.Parse(deploy.Commit)).FirstOrDefault(commit => commit != current);
        if (earlier.IsZero)
            throw HotfixErrors.NothingToRestore(Environment, $"{current.Short} is all that was ever recorded there");
        if (!Session.Repository.IsAncestor(current, earlier))
            return earlier;
        var list = new FindingList(Session.Location);
        list.Add(FindingId.RollsBack, FindingSeverity.Info,
            $"{Environment} was taken back already: {current.Short} is live, after {earlier.Short}.", $"To go further back, name the commit: Restore-Deploy {Environment} -To <commit>");
        Concerns = list.WorstFirst();
        return current;
    }

    private CommitId Chosen(List<Deploy> deploys, string expression)
    {
        var commit = Session.Resolve(expression);
        return deploys.Any(deploy => deploy.Commit == commit.ToString())
            ? commit
            : throw HotfixErrors.NothingToRestore(Environment, $"{commit.Short} was never live there");
    }
}
