namespace HotfixTools;

/// <summary>Writes the record of a hotfix from what the journal, the mainline and the deploys tell of it.</summary>
internal sealed class RecordWriter
{
    private readonly HotfixSession _session;
    private readonly RemoteView _view;
    private readonly Hotfix? _present;
    private readonly string? _presentId;
    private readonly JournalledHotfix? _current;
    private readonly Dictionary<EnvironmentName, EnvironmentHistory> _environments = [];

    /// <summary>Begins with what is in progress.</summary>
    /// <param name="session">The repository.</param>
    /// <param name="view">A look at the remote.</param>
    /// <param name="hotfixes">The hotfixes that the journal knows.</param>
    public RecordWriter(HotfixSession session, RemoteView view, IReadOnlyList<JournalledHotfix> hotfixes)
    {
        (_session, _view) = (session, view);
        if (view.HotfixHead is not { } head)
            return;
        _presentId = session.Journal.OfCurrent(view.JournalTip) is [var started, ..] ? started.HotfixId : null;
        _present = _presentId is null ? new HotfixReader(session) { AsksForge = false }.Read(view) : null;
        _presentId ??= HotfixIds.Unclaimed(CommitId.TryParse(_present?.Base, out var origin) ? origin : head);
        _current = hotfixes.FirstOrDefault(hotfix => hotfix.Branch == session.Settings.Branch && hotfix.Id == _presentId && hotfix.End is null);
    }

    /// <summary>When a hotfix of the journal was started; null where nobody knows.</summary>
    /// <param name="hotfix">The hotfix.</param>
    public DateTimeOffset? StartOf(JournalledHotfix hotfix)
    {
        var told = hotfix.Started?.At;
        if (told is not null && !hotfix.IsAdopted)
            return told;
        var first = Log(BaseOf(hotfix), HeadOf(hotfix)) is [.., var oldest] ? oldest.CommittedAt : (DateTimeOffset?)null;
        return told is null || first < told ? first : told;
    }

    /// <summary>The record of a hotfix of the journal.</summary>
    /// <param name="hotfix">The hotfix.</param>
    public HotfixRecord Of(JournalledHotfix hotfix)
    {
        var end = hotfix.End;
        var (origin, head, merge) = (BaseOf(hotfix), HeadOf(hotfix), EndOf(hotfix));
        var commits = Log(origin, head);
        HashSet<CommitId> own = [.. commits?.Select(commit => commit.Id) ?? [], .. hotfix.Heads];
        var goal = hotfix.Started?.Environment ?? _session.Settings.LastEnvironment;
        var published = Published(own, [goal], hotfix.Events);
        var start = StartOf(hotfix);
        var endedAt = end?.At ?? merge?.Merge.CommittedAt;
        return new HotfixRecord
        {
            Id = hotfix.Id,
            Repository = _session.Location,
            Branch = hotfix.Branch.ToString(),
            Outcome = end?.Kind == JournalEventKind.Abandoned ? HotfixOutcome.Abandoned : endedAt is null ? HotfixOutcome.Open : HotfixOutcome.Completed,
            Source = HotfixRecordSource.Journal,
            Base = origin?.ToString(),
            Head = head?.ToString(),
            MergeCommit = (end?.MergeCommit ?? merge?.Merge.Id)?.ToString(),
            FixCommits = commits?.Count,
            Reason = hotfix.Started?.Reason,
            StartedBy = hotfix.Started?.By.ToString() ?? (commits is [.., var oldest] ? DisplayText.Clean(oldest.Author.ToString()) : null),
            StartedAt = start,
            PublishedAt = published.FirstOrDefault(deploy => deploy.Environment == goal).At,
            PublishedTo = published.Select(deploy => deploy.Environment.ToString()).ToArray(),
            EndedAt = endedAt,
            EndedBy = end?.By.ToString() ?? (merge is null ? null : DisplayText.Clean(merge.Merge.Author.ToString())),
            EndReason = end?.Reason,
            WasSuperseded = IsMoved(hotfix) || IsSuperseded(goal, start, endedAt, origin, head, own),
            FailedDeploys = hotfix.Events.Count(happened => happened.Kind == JournalEventKind.PublishFailed),
            Rollbacks = hotfix.Events.Count(happened => happened.Kind == JournalEventKind.RolledBack),
            PullRequest = hotfix.Events.LastOrDefault(happened => happened.PullRequest is not null)?.PullRequest ?? merge?.PullRequest,
        };
    }

    /// <summary>The record of a hotfix that the journal does not know.</summary>
    /// <param name="merge">Its merge.</param>
    public HotfixRecord Of(MergedBranch merge)
    {
        var record = OfGit(merge.Branch, _session.Repository.MergeBase(merge.Merge.Parents[0], merge.Head), merge.Head, merge.Brought, merge.Merge.CommittedAt);
        return record with
        {
            Outcome = HotfixOutcome.Completed,
            MergeCommit = merge.Merge.Id.ToString(),
            EndedAt = merge.Merge.CommittedAt,
            EndedBy = DisplayText.Clean(merge.Merge.Author.ToString()),
            PullRequest = merge.PullRequest,
        };
    }

    /// <summary>The record of a hotfix branch that is there now, and that the journal does not know; null for none.</summary>
    public HotfixRecord? OfUnknownBranch()
    {
        if (_present is null || _current is not null || _view.HotfixHead is not { } head)
            return null;
        CommitId? origin = CommitId.TryParse(_present.Base, out var known) ? known : null;
        return OfGit(_present.Branch, origin, head, Log(origin, head), null);
    }

    private HotfixRecord OfGit(string branch, CommitId? origin, CommitId head, IReadOnlyList<CommitInfo>? commits, DateTimeOffset? endedAt)
    {
        HashSet<CommitId> own = [.. commits?.Select(commit => commit.Id) ?? []];
        var goal = _session.Settings.LastEnvironment;
        var published = Published(own, [goal, .. _view.Ledgers.Select(ledger => ledger.Environment).Where(environment => environment != goal)], []);
        var first = commits is [.., var oldest] ? oldest : null;
        return new HotfixRecord
        {
            Repository = _session.Location,
            Branch = DisplayText.Clean(branch),
            Source = HotfixRecordSource.Git,
            Base = origin?.ToString(),
            Head = head.ToString(),
            FixCommits = commits?.Count,
            StartedBy = first is null ? null : DisplayText.Clean(first.Author.ToString()),
            StartedAt = first?.CommittedAt,
            PublishedAt = published.FirstOrDefault(deploy => deploy.Environment == goal).At,
            PublishedTo = published.Select(deploy => deploy.Environment.ToString()).ToArray(),
            WasSuperseded = IsSuperseded(goal, first?.CommittedAt, endedAt, origin, head, own),
        };
    }

    private CommitId? BaseOf(JournalledHotfix hotfix) =>
        hotfix.Base ?? (hotfix == _current && CommitId.TryParse(_present?.Base, out var origin) ? origin : null);

    private CommitId? HeadOf(JournalledHotfix hotfix) =>
        hotfix == _current ? _view.HotfixHead : hotfix.End is null && hotfix.Merge is { } merge ? merge.Head : hotfix.Head;

    // While the branch goes on, what was merged of it early is not its end.
    private MergedBranch? EndOf(JournalledHotfix hotfix) => hotfix == _current && hotfix.Merge?.Head != _view.HotfixHead ? null : hotfix.Merge;

    // Newest first; null where nobody knows.
    private IReadOnlyList<CommitInfo>? Log(CommitId? origin, CommitId? head) =>
        origin is { } from && head is { } to && _session.Repository.Find(from) is not null && _session.Repository.Find(to) is not null
            ? [.. _session.Repository.Log(to, from)]
            : null;

    private EnvironmentHistory HistoryOf(EnvironmentName environment)
    {
        if (!_environments.TryGetValue(environment, out var history))
            _environments[environment] = history = new EnvironmentHistory(_session, _view, environment);
        return history;
    }

    private List<(EnvironmentName Environment, DateTimeOffset? At)> Published(IReadOnlyCollection<CommitId> own, IEnumerable<EnvironmentName> environments, IReadOnlyList<JournalEvent> events) =>
    [
        .. events.Where(happened => happened is { Kind: JournalEventKind.Published, Environment: not null }).Select(happened => (Environment: happened.Environment!, At: (DateTimeOffset?)happened.At))
            .Concat(environments.Select(environment => (Environment: environment, At: HistoryOf(environment).FirstOf(own))))
            .Where(deploy => deploy.At is not null)
            .GroupBy(deploy => deploy.Environment).Select(deploys => deploys.MinBy(deploy => deploy.At)).OrderBy(deploy => deploy.At),
    ];

    private static bool IsMoved(JournalledHotfix hotfix) =>
        hotfix.Events.Where(happened => happened.Kind is JournalEventKind.Started or JournalEventKind.Updated).Select(happened => happened.Base).Where(origin => origin is not null).Distinct().Count() > 1;

    // Something else, that neither is what it began from, or older, nor has it.
    private bool IsSuperseded(EnvironmentName environment, DateTimeOffset? start, DateTimeOffset? end, CommitId? origin, CommitId? head, HashSet<CommitId> own)
    {
        if (start is not { } began || origin is not { } from || head is not { } last || _session.Repository.Find(from) is null || _session.Repository.Find(last) is null)
            return false;
        return HistoryOf(environment).NormalBetween(began, end ?? DateTimeOffset.MaxValue).Any(live =>
            !own.Contains(live) && _session.Repository.Find(live) is not null && !_session.Repository.IsAncestor(live, from) && (last == from || !_session.Repository.IsAncestor(last, live)));
    }
}
