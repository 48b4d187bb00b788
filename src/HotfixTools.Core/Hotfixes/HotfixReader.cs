namespace HotfixTools;

/// <summary>Derives the hotfix in progress from a look at the remote. Git decides; the journal adds who, when and why.</summary>
/// <param name="session">The repository.</param>
public sealed class HotfixReader(HotfixSession session)
{
    private IGitRepository Repository => session.Repository;

    private HotfixSettings Settings => session.Settings;

    /// <summary>The refs that <see cref="Read"/> needs.</summary>
    /// <param name="settings">The settings in force.</param>
    public static string[] Patterns(HotfixSettings settings) =>
        [$"refs/heads/{settings.Branch}*", settings.DeployNamespace + "*", settings.Journal.ToString()];

    /// <summary>The hotfix in progress; null for none.</summary>
    /// <param name="view">A look at the remote that covers <see cref="Patterns"/>.</param>
    public Hotfix? Read(RemoteView view)
    {
        var events = session.Journal.OfCurrent(view.JournalTip);
        if (view.HotfixHead is { } head)
            return InProgress(view, head, events);
        return events.Count > 0 ? LeftBehind(view, events[0]) : null;
    }

    /// <summary>The hotfix in progress.</summary>
    /// <param name="view">A look at the remote that covers <see cref="Patterns"/>.</param>
    /// <exception cref="HotfixException"><c>NoHotfix</c>.</exception>
    public Hotfix Require(RemoteView view) => Read(view) ?? throw HotfixErrors.NoHotfix(Settings.Branch, session.Remote.Url);

    private Hotfix InProgress(RemoteView view, CommitId head, IReadOnlyList<JournalEvent> events)
    {
        var started = events.Count > 0 ? events[0] : null;
        var ledgers = view.Ledgers.ToDictionary(ledger => ledger.Environment, ledger => ledger.Tip);
        var live = ledgers.ToDictionary(ledger => ledger.Key, ledger => session.LedgerOf(ledger.Key).Read(ledger.Value).FirstOrDefault());
        var origin = started?.Base is { } recorded && Repository.Find(recorded) is not null && Repository.IsAncestor(recorded, head)
            ? recorded
            : FindBase(view, head, ledgers);
        var commits = origin is { } from ? Repository.Log(from: head, excluding: from).Reverse().ToList() : [];
        var line = view.MainlineTip is { } newest && origin is { } fork ? new MainlineLine(Repository, newest, fork) : null;
        var forecast = commits.Count > 0 && line is not null ? Forecast(view.MainlineTip!.Value, head) : null;
        var merge = commits.Count > 0 && line is not null ? FindMerge(line, view.MainlineTip!.Value, head, origin!.Value, forecast) : null;
        var contaminating = line is not null ? Contaminating(line, origin!.Value, commits) : [];
        var fixes = commits.Except(contaminating).Select(commit => commit.Id).ToHashSet();
        var published = live.Values.OfType<Deploy>().Where(deploy => CommitId.TryParse(deploy.Commit, out var id) && fixes.Contains(id)).ToList();
        var lastActivity = new[] { events.Count > 0 ? events[^1].At : (DateTimeOffset?)null, Repository.Find(head)?.CommittedAt }.Max();
        // A branch that plain Git made says nothing of its start; the oldest commit of its own is the nearest to it.
        var since = started?.At ?? (commits.Count > 0 ? commits[0].CommittedAt : null);
        var liveNow = live.GetValueOrDefault(Settings.LastEnvironment);

        var facts = new HotfixFacts
        {
            Session = session,
            View = view,
            Started = started,
            Base = origin,
            Head = head,
            Commits = commits,
            Merge = merge,
            LiveNow = liveNow,
            IsPublished = liveNow?.Commit == head.ToString() && commits.Count > 0,
            IsSuperseded = IsSuperseded(liveNow, origin, head),
            Contaminating = contaminating,
            IsStale = lastActivity is { } last && session.Now - last > Settings.StaleAfter,
            LastActivityAt = lastActivity,
            Forecast = merge is null ? forecast : null,
        };
        return new Hotfix
        {
            Id = started?.HotfixId,
            Repository = session.Location,
            Branch = Settings.Branch.ToString(),
            State = StateOf(facts),
            Base = origin?.ToString(),
            BaseDeploy = origin is { } x ? DeployOf(x, ledgers) : null,
            Head = head.ToString(),
            // An array, here and below: PowerShell cannot index the list that a collection expression makes.
            Commits = commits.Select(Describe).ToArray(),
            Reason = started?.Reason,
            StartedBy = started?.By.ToString(),
            StartedAt = started?.At,
            Age = since is { } start ? session.Now - start : null,
            LastActivityAt = lastActivity,
            Mainline = view.Mainline?.ToString() ?? string.Empty,
            BehindMainline = view.MainlineTip is { } tip ? Repository.Divergence(head, tip).Behind : 0,
            Published = published,
            MergeCommit = merge?.ToString(),
            IsStale = facts.IsStale,
            IsSuperseded = facts.IsSuperseded,
            IsContaminated = facts.Contaminating.Count > 0,
            Findings = HotfixFindings.Of(facts),
            NextStep = HotfixFindings.NextStep(facts),
        };
    }

    /// <summary>The branch is gone, and the journal does not say that it ended: a command was interrupted, or the forge removed it.</summary>
    private Hotfix? LeftBehind(RemoteView view, JournalEvent started)
    {
        var archive = Settings.ArchiveOf(started.HotfixId);
        var archived = session.Remote.Fetch([archive.ToString()])[archive];
        var merged = archived is null ? FindMergeOf(view, started) : null;
        if (archived is null && merged is null)
            return null;
        var head = archived ?? merged!.Value.Head;
        var command = archived is null ? "Complete-Hotfix" : "Stop-Hotfix -Reason 'given up'";
        return new Hotfix
        {
            Id = started.HotfixId,
            Repository = session.Location,
            Branch = Settings.Branch.ToString(),
            State = archived is null ? HotfixState.Merged : HotfixState.Abandoned,
            Base = started.Base?.ToString(),
            Head = head.ToString(),
            Commits = started.Base is { } origin ? Repository.Log(head, origin).Reverse().Select(Describe).ToArray() : [],
            Reason = started.Reason,
            StartedBy = started.By.ToString(),
            StartedAt = started.At,
            Age = session.Now - started.At,
            LastActivityAt = started.At,
            Mainline = view.Mainline?.ToString() ?? string.Empty,
            MergeCommit = merged?.Merge.ToString(),
            Findings = new[] { HotfixFindings.HalfDone($"The branch '{Settings.Branch}' is gone, and the journal does not say so yet.", command, session.Location) },
            NextStep = command,
        };
    }

    private static HotfixState StateOf(HotfixFacts facts) => facts switch
    {
        { Commits.Count: 0 } => HotfixState.Started,
        { Merge: not null } => HotfixState.Merged,
        { IsPublished: true } => HotfixState.Published,
        _ => HotfixState.InProgress,
    };

    // A hotfix that plain Git made: the newest deploy that it grew from, else where it left the mainline.
    private CommitId? FindBase(RemoteView view, CommitId head, Dictionary<EnvironmentName, CommitId> ledgers)
    {
        var fork = view.MainlineTip is { } mainline ? Repository.MergeBase(head, mainline) : null;
        if (!ledgers.TryGetValue(Settings.LastEnvironment, out var tip))
            return fork;
        var grown = session.LedgerOf(Settings.LastEnvironment).Read(tip)
            .Take(MaxDeploysLookedAt)
            .Where(deploy => !deploy.IsHotfix)
            .Select(deploy => CommitId.Parse(deploy.Commit))
            .FirstOrDefault(commit => Repository.IsAncestor(commit, head));
        return grown.IsZero ? fork : grown;
    }

    private bool IsSuperseded(Deploy? live, CommitId? origin, CommitId head) =>
        live is not null && CommitId.TryParse(live.Commit, out var commit) && commit != origin && !Repository.IsAncestor(commit, head);

    // Both of the hotfix and of the mainline since the base: it came from there. The mainline as it was before it first
    // had a commit of the hotfix's own: a fix that was merged early came the other way.
    private IReadOnlyList<CommitInfo> Contaminating(MainlineLine line, CommitId origin, List<CommitInfo> commits)
    {
        var byId = commits.ToDictionary(commit => commit.Id);
        CommitId? firstOwn = null;
        for (var next = commits.Count > 0 ? commits[^1] : null; next is not null; next = next.Parents.Count > 0 ? byId.GetValueOrDefault(next.Parents[0]) : null)
        {
            if (!line.Contains(next.Id))
                firstOwn = next.Id;
        }

        if ((firstOwn is { } own ? line.LastWithout(own) : line.Newest) is not { } before)
            return [];
        var shipped = Repository.Log(before, origin).Select(commit => commit.Id).ToHashSet();
        return [.. commits.Where(commit => shipped.Contains(commit.Id))];
    }

    // By ancestry, or by the merge being empty, as after a squash; never by what a message says.
    private CommitId? FindMerge(MainlineLine line, CommitId tip, CommitId head, CommitId origin, MergeOutcome? forecast)
    {
        if (forecast is null)
            return line.FirstWith(head) ?? tip;
        // Fixes that come to nothing would make every merge empty.
        return forecast.ChangesNothing && !Repository.Merge(origin, head).ChangesNothing ? tip : null;
    }

    // What merging the head would come to; null where the mainline has it in its history.
    private MergeOutcome? Forecast(CommitId tip, CommitId head) => Repository.IsAncestor(head, tip) ? null : Repository.Merge(tip, head);

    // The branch is gone. Which head it had is read from a merge, or from a deploy of it where the forge squashed; that
    // it is merged, from the mainline alone.
    private (CommitId Head, CommitId Merge)? FindMergeOf(RemoteView view, JournalEvent started)
    {
        if (view.MainlineTip is not { } tip || started.Base is not { } origin)
            return null;
        if (Repository.Log(tip, origin).FirstOrDefault(commit => IsMergeOf(commit, started, origin)) is { } merge)
            return (merge.Parents[1], merge.Id);
        var line = new MainlineLine(Repository, tip, origin);
        foreach (var head in Deployed(view, started).Where(head => head != origin && Repository.IsAncestor(origin, head)))
        {
            if (FindMerge(line, tip, head, origin, Forecast(tip, head)) is { } found)
                return (head, found);
        }

        return null;
    }

    // A forge names the branch in its merge, and knows nothing of our id. The time tells it from an earlier hotfix.
    private bool IsMergeOf(CommitInfo commit, JournalEvent started, CommitId origin) =>
        commit.Parents.Count == 2
        && (commit.Message.Split('\n').Contains($"{HotfixTrailers.Id}: {started.HotfixId}")
            || (commit.CommittedAt >= started.At
                && UndeployedChanges.ReadMessage(commit.Message, isMerge: true).Branch == Settings.Branch.ToString()
                && commit.Parents[1] != origin && Repository.IsAncestor(origin, commit.Parents[1])));

    private IEnumerable<CommitId> Deployed(RemoteView view, JournalEvent started) =>
        from ledger in view.Ledgers
        from deploy in session.LedgerOf(ledger.Environment).Read(ledger.Tip).Take(MaxDeploysLookedAt)
        where deploy.IsHotfix && deploy.DeployedAt >= started.At
        orderby deploy.DeployedAt descending
        select CommitId.Parse(deploy.Commit);

    private Deploy? DeployOf(CommitId commit, Dictionary<EnvironmentName, CommitId> ledgers) =>
        ledgers.TryGetValue(Settings.LastEnvironment, out var tip)
            ? session.LedgerOf(Settings.LastEnvironment).Read(tip).Take(MaxDeploysLookedAt).FirstOrDefault(deploy => deploy.Commit == commit.ToString())
            : null;

    // Far more than are made while a hotfix is open; a long ledger must not be read to its end for nothing.
    private const int MaxDeploysLookedAt = 200;

    private static HotfixCommit Describe(CommitInfo commit) => new()
    {
        Commit = commit.Id.ToString(),
        Subject = commit.Subject,
        Author = DisplayText.Clean(commit.Author.ToString()),
        Date = commit.CommittedAt,
    };
}
