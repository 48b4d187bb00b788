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
    private CommitId? _current;
    private bool _isInDoubt;

    private protected override bool IsInDoubt => _isInDoubt;

    // Whoever puts out a fire does not wait for what nobody can tell.
    private protected override bool GoesOnWithoutEnd => true;

    private protected override string TitleOf(CommitId commit) => $"Take {Environment} back to {commit.Short}";

    private protected override DeployNote Decide(Func<CommitId, bool> isDeployed)
    {
        var ledger = Session.LedgerOf(Environment);
        var deploys = ledger.Read(View.LedgerTip(Environment)).Take(Ledger.MaxLookedAt).ToList();
        // What is live and not recorded yet is recorded before, and it is what this goes back from.
        var unrecorded = Owed is { Outcome: DeployOutcome.Deployed } owed && !IsOutrun(owed) ? owed.Commit : null;
        if (unrecorded is null && deploys.Count == 0)
            throw HotfixErrors.NoDeployRecord(Environment, "its ledger is empty", new KnownEnvironments(Session).Meant(Environment));
        _current = unrecorded ?? ledger.CommitOf(deploys[0]);
        var last = deploys.Count > 0 && _current.ToString() == deploys[0].Commit ? LastEvent(deploys[0].DeployedAt) : null;
        _isInDoubt = last is { Kind: JournalEventKind.PublishFailed, Commits.Count: 0 }
            || (Owed is { Outcome: not DeployOutcome.Deployed } failed && failed.Commit == failed.Head);
        var isTakenBack = last is { Kind: JournalEventKind.RolledBack } && last.Commits.Contains(_current);
        var target = to is not null ? Chosen(deploys, to) : _isInDoubt ? _current : Before(_current, deploys.Select(ledger.CommitOf), isTakenBack);
        var events = Session.Journal.OfCurrent(View.JournalTip);
        return Planned(target, JournalEventKind.RolledBack, events.Count > 0 ? events[0].HotfixId : null, View.HotfixHead, reason);
    }

    // What is not live any more waits for its deploy again, and so does the merge button.
    private protected override IEnumerable<PlanStep> LastSteps(CommitId commit) =>
        Environment == Settings.LastEnvironment && View.HotfixHead is { } head && head != commit && View.Mainline is { } mainline
        && Session.Forge.Read(head, mainline) is { Request: { } open, Published: CheckState.Passed } review
            ? [StatusStep(review, () => open, head, isPublished: false, $"{head.Short} was taken off {Environment}")]
            : [];

    private protected override void DecideAgain(DeployNote planned)
    {
        View = Session.Look(HotfixReader.Patterns(Settings));
        if (Newest is { } now && _current is { } before && now.Commit != before.ToString() && (SettledEntry is null || now.EntryId != SettledEntry))
            throw HotfixErrors.Superseded(Environment, before, now);
    }

    // What the journal has of the environment since the last deploy, the newest: a deploy that failed leaves nobody knows what there.
    private JournalEvent? LastEvent(DateTimeOffset since) =>
        Session.Journal.Read(View.JournalTip).Take(Ledger.MaxLookedAt)
            .FirstOrDefault(happened => happened.Environment == Environment && happened.Kind is JournalEventKind.Published or JournalEventKind.PublishFailed or JournalEventKind.RolledBack) is { } last && last.At >= since
                ? last
                : null;

    // A second run must not go on to what was live before that, nor back to what was taken back.
    private CommitId Before(CommitId current, IEnumerable<CommitId> recorded, bool isTakenBack)
    {
        var earlier = recorded.FirstOrDefault(commit => commit != current);
        if (earlier is null)
            throw HotfixErrors.NothingToRestore(Environment, $"{current.Short} is all that was ever recorded there");
        if (!isTakenBack && !Session.Repository.IsAncestor(current, earlier))
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
