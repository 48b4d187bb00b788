namespace HotfixTools;

/// <summary>Reads, in one look at the remote, what decides whether a normal deploy may go, and has it judged.</summary>
/// <param name="session">The repository.</param>
public sealed class DeployGateReader(HotfixSession session)
{
    private RemoteView? _view;
    private IReadOnlyList<JournalEvent> _events = [];

    private IGitRepository Repository => session.Repository;

    private HotfixSettings Settings => session.Settings;

    /// <summary>The remote as of the look.</summary>
    internal RemoteView View => _view ?? throw new InvalidOperationException("Not read.");

    /// <summary>The id of the hotfix that a verdict is about: the one in progress, or the one that is lacking.</summary>
    internal string HotfixId { get; private set; } = string.Empty;

    /// <summary>Whether a commit may be deployed.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="expression">What names the commit.</param>
    /// <exception cref="HotfixException">There is no such commit, or the remote cannot be read.</exception>
    public GateVerdict Judge(EnvironmentName environment, string expression)
    {
        _view = Look([RefName.Of(Settings.Branch).ToString(), Settings.Journal.ToString(), Settings.LedgerOf(environment).ToString(), .. session.PatternsFor(expression)]);
        var commit = session.Resolve(expression, View.Refs);
        var findings = new FindingList(session.Location);
        var ledger = session.LedgerOf(environment);
        var deploys = ledger.Read(View.LedgerTip(environment)).Take(Ledger.MaxLookedAt).ToList();
        _events = session.Journal.OfCurrent(View.JournalTip);
        var hotfix = View.HotfixHead is { } head ? Open(environment, commit, head, ledger, deploys) : null;
        var fixes = Fixes(commit, ledger, deploys);
        HotfixId = _events.Count > 0 ? _events[0].HotfixId
            : fixes.Where(fix => !fix.IsContained).Select(fix => fix.Deploy.HotfixId).OfType<string>().FirstOrDefault() ?? HotfixIds.Unclaimed(View.HotfixHead ?? commit);
        DeployGate.Judge(environment, commit, hotfix, fixes, findings);
        // A gate for what is called otherwise would let everything through for ever.
        if (deploys.Count == 0)
            new KnownEnvironments(session).Judge(environment, FindingSeverity.Error, findings);
        return GateVerdict.Of(environment, commit, findings.WorstFirst(), session.Location);
    }

    // Where it counts when a hotfix began, one that plain Git made is read as Get-Hotfix reads it.
    private RemoteView Look(string[] patterns) => Settings.StaleSince == StaleSince.Start
        ? session.Look([.. patterns.Append(Settings.LedgerOf(Settings.LastEnvironment).ToString()).Distinct()])
        : session.LookFor(patterns);

    private OpenHotfix Open(EnvironmentName environment, CommitId commit, CommitId head, Ledger ledger, List<Deploy> deploys)
    {
        var tip = Repository.Find(head);
        var started = _events.Count > 0 ? _events[0] : null;
        var live = deploys.Count > 0 ? ledger.CommitOf(deploys[0]) : null;
        var origin = Journal.BaseOf(_events) ?? deploys.Where(deploy => !deploy.IsHotfix).Select(ledger.CommitOf).FirstOrDefault();
        var hasFix = origin is { } from && from != head;
        var isOnItsWay = hasFix && deploys.Count > 0 && deploys[0].IsHotfix && live is { } there && there != origin && Repository.IsAncestor(there, head);
        var lastActivity = Clock.Later(_events.Count > 0 ? _events[^1].At : null, tip?.CommittedAt);
        var clock = new StaleClock(Settings, session.Now);
        var begin = clock.Begin(started?.At ?? (Settings.StaleSince == StaleSince.Start ? new HotfixReader(session).FirstCommitAt(View, head) : null), lastActivity);
        return new OpenHotfix(
            Settings.Branch, head, DisplayText.Clean(tip?.Author.ToString()), tip?.CommittedAt, started,
            Concerns: environment == (started?.Environment ?? Settings.LastEnvironment) || Settings.Environments.Contains(environment) || isOnItsWay,
            Stale: clock.IsStale(begin) ? clock.Message("it", begin, null) : null,
            IsShipped: hasFix && Repository.IsAncestor(head, commit));
    }

    // Each hotfix that is live or was, but for what was taken back, and for what was given up.
    private List<LiveFix> Fixes(CommitId commit, Ledger ledger, List<Deploy> deploys)
    {
        var containment = new Containment(Repository, new Patches(Repository));
        List<LiveFix> fixes = [];
        List<CommitId> newer = [];
        foreach (var deploy in deploys)
        {
            var id = deploy.IsHotfix ? ledger.CommitOf(deploy) : CommitId.Parse(deploy.Commit);
            if (deploy.IsHotfix && !fixes.Any(fix => fix.Deploy.Commit == deploy.Commit) && !IsTakenBack(id, newer) && !IsGivenUp(id))
                fixes.Add(new LiveFix(deploy, IsFormerOf(id, commit) || containment.Has(id, commit)));
            newer.Add(id);
        }

        return fixes;
    }

    // Something older is live since. An ancestor is no younger, and asking for the time first is a hundred times faster.
    private bool IsTakenBack(CommitId fix, List<CommitId> newer)
    {
        var at = Repository.Find(fix)?.CommittedAt;
        return newer.Distinct().Any(later => later != fix && Repository.Find(later)?.CommittedAt <= at && Repository.IsAncestor(later, fix));
    }

    // The head of the hotfix in progress, and what it was before it was moved.
    private bool IsFormerOf(CommitId fix, CommitId commit) => commit == View.HotfixHead && Journal.FormerIds(_events).Contains(fix);

    // What a later hotfix began from is no part of it, and stays when that one is given up.
    private bool IsGivenUp(CommitId fix) =>
        session.Journal.Read(View.JournalTip).Take(Ledger.MaxLookedAt)
            .Any(happened => happened.Kind == JournalEventKind.Abandoned && IsIn(happened.Head, fix) && !IsIn(happened.Base, fix));

    private bool IsIn(CommitId? history, CommitId fix) => history is { } tip && Repository.Find(tip) is not null && Repository.IsAncestor(fix, tip);
}
