namespace HotfixTools;

/// <summary>Derives the hotfix in progress from a look at the remote. Git decides; the journal adds who, when and why.</summary>
/// <param name="session">The repository.</param>
public sealed class HotfixReader(HotfixSession session)
{
    private IGitRepository Repository => session.Repository;

    private HotfixSettings Settings => session.Settings;

    /// <summary>Whether the forge is asked for the pull request. Not for an error that only names the hotfix.</summary>
    internal bool AsksForge { get; init; } = true;

    /// <summary>The refs that <see cref="Read"/> needs.</summary>
    /// <param name="settings">The settings in force.</param>
    public static string[] Patterns(HotfixSettings settings)
    {
        // Patterns know upper from lower case; these ways of writing cost nothing, and SecondBranches sees all others too.
        // Where files know no upper and lower case, "Hotfix" would land on "hotfix".
        string[] Ways(string name) => OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? [name] : [name, name.ToLowerInvariant(), char.ToUpperInvariant(name[0]) + name[1..], name.ToUpperInvariant()];
        string[] ways = [.. SecondBranches.Beginnings(settings).SelectMany(Ways).Distinct()];
        // What a shorter one covers would be asked for twice.
        var asked = ways.Where(way => !ways.Any(other => other != way && way.StartsWith(other, StringComparison.Ordinal)));
        return [.. asked.Select(way => $"refs/heads/{way}*"), settings.DeployNamespace + "*", settings.Journal.ToString()];
    }

    /// <summary>The hotfix in progress; null for none.</summary>
    /// <param name="view">A look at the remote that covers <see cref="Patterns"/>.</param>
    public Hotfix? Read(RemoteView view)
    {
        var events = session.Journal.OfCurrent(view.JournalTip);
        if (view.HotfixHead is { } head)
            return Describe(Facts(view, head, events));
        return events.Count > 0 ? LeftBehind(view, events) : null;
    }

    /// <summary>The hotfix in progress.</summary>
    /// <param name="view">A look at the remote that covers <see cref="Patterns"/>.</param>
    /// <exception cref="HotfixException"><c>NoHotfix</c>.</exception>
    public Hotfix Require(RemoteView view) => Read(view) ?? throw HotfixErrors.NoHotfix(Settings.Branch, session.Remote.Url, session.Typed.Start);

    /// <summary>The facts of a hotfix whose branch is there.</summary>
    /// <param name="view">A look at the remote that covers <see cref="Patterns"/>.</param>
    /// <exception cref="HotfixException"><c>NoHotfix</c>; or that the last one is not finished.</exception>
    internal HotfixFacts RequireFacts(RemoteView view)
    {
        var events = session.Journal.OfCurrent(view.JournalTip);
        if (view.HotfixHead is { } head)
            return Facts(view, head, events);
        throw events.Count > 0 && LeftBehind(view, events) is { } left ? HotfixErrors.HotfixHalfDone(left) : HotfixErrors.NoHotfix(Settings.Branch, session.Remote.Url, session.Typed.Start);
    }

    /// <summary>The hotfix that facts tell of.</summary>
    /// <param name="facts">The facts.</param>
    internal Hotfix Describe(HotfixFacts facts)
    {
        var started = facts.Started;
        var since = facts.BeganAt;
        return new Hotfix
        {
            Id = started?.HotfixId,
            Repository = session.Location,
            Branch = Settings.Branch.ToString(),
            State = StateOf(facts),
            Base = facts.Base?.ToString(),
            BaseDeploy = facts.Base is { } x ? DeployOf(x, facts.View) : null,
            Head = facts.Head.ToString(),
            // An array, here and below: PowerShell cannot index the list that a collection expression makes.
            Commits = facts.Commits.Select(Describe).ToArray(),
            Reason = started?.Reason,
            StartedBy = started?.By.ToString(),
            StartedAt = started?.At,
            Age = since is { } start ? new StaleClock(Settings, session.Now).Since(start) : null,
            LastActivityAt = facts.LastActivityAt,
            Mainline = facts.View.Mainline?.ToString() ?? string.Empty,
            BehindMainline = BehindMainline(facts),
            PullRequest = facts.Review.Value is { Request: { } request } review ? HotfixPullRequest.Of(review, request, facts.Head, session.Location) : null,
            Published = facts.Published.ToArray(),
            MergeCommit = facts.Merge?.ToString(),
            IsStale = facts.IsStale,
            IsSuperseded = facts.IsSuperseded,
            IsContaminated = facts.Purity.Contaminating.Count > 0,
            Findings = HotfixFindings.Of(facts),
            NextStep = HotfixFindings.NextStep(facts),
        };
    }

    /// <summary>When the first commit was made of a hotfix that plain Git made; null where it has none.</summary>
    /// <param name="view">A look at the remote that covers the mainline and the ledger of the last environment.</param>
    /// <param name="head">The head of the hotfix.</param>
    internal DateTimeOffset? FirstCommitAt(RemoteView view, CommitId head) =>
        BaseOf(view, head, [], LastLedger(view).FirstOrDefault()) is { } origin ? Repository.Log(head, origin).LastOrDefault()?.CommittedAt : null;

    private HotfixFacts Facts(RemoteView view, CommitId head, IReadOnlyList<JournalEvent> events)
    {
        var live = view.Ledgers
            .Select(ledger => session.LedgerOf(ledger.Environment).Newest(ledger.Tip)).OfType<Deploy>()
            .ToDictionary(deploy => EnvironmentName.Parse(deploy.Environment));
        var liveNow = live.GetValueOrDefault(Settings.LastEnvironment);
        var origin = BaseOf(view, head, events, liveNow);
        var commits = origin is { } from ? Repository.Log(from: head, excluding: from).Reverse().ToList() : [];
        var patches = new Patches(Repository);
        var line = view.MainlineTip is { } newest && origin is { } fork ? new MainlineLine(Repository, newest, fork) : null;
        var purity = line is not null ? new PurityReader(Repository, patches).Read(line, origin!, commits) : Purity.Clean;
        CommitId? merge = null;
        MergeForecast? forecast = null;
        if (line is not null && commits.Count > 0 && view.MainlineTip is { } tip)
        {
            if (line.Since.ContainsKey(head))
            {
                merge = line.FirstWith(head);
            }
            else
            {
                forecast = MergeForecast.Read(Repository, line, tip, head, origin!, commits);
                // What came from the mainline is in it by its contents; that does not make the hotfix merged, nor live.
                if (!purity.IsAllOfMainline(commits))
                    merge = new Containment(Repository, patches).FindCopy(line, tip, origin!, head, commits, forecast.Outcome);
            }
        }

        var own = commits.Select(commit => commit.Id).Except(purity.Contaminating.Select(found => found.Commit.Id)).ToHashSet();
        var lastActivity = Clock.Later(events.Count > 0 ? events[^1].At : null, Repository.Find(head)?.CommittedAt);
        return new HotfixFacts
        {
            Session = session,
            View = view,
            Events = events,
            Base = origin,
            Head = head,
            Commits = commits,
            Line = line,
            Merge = merge,
            Forecast = merge is null ? forecast : null,
            Purity = purity,
            Live = live,
            Published = [.. live.Values.Where(deploy => CommitId.TryParse(deploy.Commit, out var id) && own.Contains(id))],
            LiveNow = liveNow is null ? null : AnswerOf(liveNow, origin, head, events, view),
            WasPublished = WasPublished(view, origin, head, liveNow),
            LastActivityAt = lastActivity,
            Local = Repository.LocalBranch(Settings.Branch) is { } local && local != head ? Repository.Divergence(local, head) : default,
            Review = new Lazy<ReviewFacts?>(() => AsksForge && commits.Count > 0 && merge is null && view.Mainline is { } into ? session.Forge.Read(head, into) : null),
            Owed = [.. Settings.Environments.Concat(live.Keys).Distinct().Select(environment => DeployNote.Read(Repository, environment)).OfType<DeployNote>()],
        };
    }

    /// <summary>What a source says is live, as a hotfix sees it.</summary>
    /// <param name="deploy">The deploy.</param>
    /// <param name="origin">The base of the hotfix.</param>
    /// <param name="head">Its head.</param>
    /// <param name="events">What the journal says of it, oldest first.</param>
    /// <param name="view">The look.</param>
    internal LiveAnswer AnswerOf(Deploy deploy, CommitId? origin, CommitId head, IReadOnlyList<JournalEvent> events, RemoteView view)
    {
        var commit = CommitId.Parse(deploy.Commit);
        var environment = EnvironmentName.Parse(deploy.Environment);
        IReadOnlyList<UndeployedChange> Changes(CommitId live, CommitId tip) => [.. new UndeployedChanges(session).Find(environment, live, tip)];
        // Taken back since the hotfix began, to something older than it began from.
        if (origin is { } from && events.Count > 0 && deploy.DeployedAt >= events[0].At && commit != from && Repository.IsAncestor(commit, from)
            && session.LedgerOf(environment).Read(view.LedgerTip(environment)).Take(Ledger.MaxLookedAt).Any(earlier => earlier.Commit == from.ToString()))
        {
            return new LiveAnswer(deploy, IsKept: false, Changes(commit, from), IsBelowBase: true);
        }

        // What it was itself before Update-Hotfix moved it is no work of others.
        var isKept = commit == origin || Journal.FormerIds(events).Contains(commit) || new Containment(Repository, new Patches(Repository)).Has(commit, head);
        return new LiveAnswer(deploy, isKept, isKept ? [] : Changes(head, commit));
    }

    /// <summary>
    /// The branch is gone, and the journal does not say that it ended: a command was interrupted, or the branch was removed,
    /// by the forge after a merge, or by somebody while the fix is live.
    /// </summary>
    private Hotfix? LeftBehind(RemoteView view, IReadOnlyList<JournalEvent> events)
    {
        var started = events[0] with { Base = Journal.BaseOf(events) };
        var archive = Settings.ArchiveOf(started.HotfixId);
        var kept = session.Remote.Fetch([$"{archive}*"]);
        if (kept[archive] is { } archived)
            return LeftBehind(view, events, HotfixState.Abandoned, archived, session.Typed.Cmdlet("Stop-Hotfix -Reason 'given up'"));
        if ((FindMergeOf(view, started, [.. kept.Below($"{archive}-").Select(found => found.Id)]) ?? FindRequestOf(view, events)) is { } merged)
            return LeftBehind(view, events, HotfixState.Merged, merged.Head, session.Typed.Cmdlet("Complete-Hotfix")) with { MergeCommit = merged.Merge.ToString() };
        return LiveOf(view, events) is { Length: > 0 } live ? LostHotfix(view, events, live) : null;
    }

    // The branch that somebody removed too early can be had back: the ledger keeps the commits that it names.
    private Hotfix LostHotfix(RemoteView view, IReadOnlyList<JournalEvent> events, Deploy[] live)
    {
        var (environment, head, findings) = (EnvironmentName.Parse(live[0].Environment), CommitId.Parse(live[0].Commit), new FindingList(session.Location));
        var isPublished = environment == Settings.LastEnvironment;
        var restore = $"git fetch {session.Typed.Remote} {TypedCommands.Quoted(Settings.LedgerOf(environment).ToString())}; git push {session.Typed.Remote} {TypedCommands.Quoted($"{head}:{RefName.Of(Settings.Branch)}")}";
        if (isPublished)
            HotfixFindings.AddPublishedNotMerged(findings, view.Mainline, $"{restore}; {session.Typed.Cmdlet("Complete-Hotfix")}", environment, head);
        return LeftBehind(view, events, isPublished ? HotfixState.Published : HotfixState.InProgress, head, restore, findings) with { Published = live };
    }

    private Hotfix LeftBehind(RemoteView view, IReadOnlyList<JournalEvent> events, HotfixState state, CommitId head, string command, FindingList? found = null)
    {
        var (started, origin, clock) = (events[0], BaseIn(head, events) ?? Journal.BaseOf(events), new StaleClock(Settings, session.Now));
        var lastActivity = Clock.Later(events[^1].At, Repository.Find(head)?.CommittedAt);
        var begin = clock.Begin(started.At, lastActivity);
        var findings = found ?? new FindingList(session.Location);
        findings.Add(FindingId.HalfDone, FindingSeverity.Warning, $"The branch '{Settings.Branch}' is gone, and the journal does not say so yet.", command);
        if (clock.IsStale(begin))
            findings.Add(FindingId.Stale, FindingSeverity.Warning, clock.Message("the hotfix", begin, started.By.ToString()), command);
        return new Hotfix
        {
            Id = started.HotfixId,
            Repository = session.Location,
            Branch = Settings.Branch.ToString(),
            State = state,
            Base = origin?.ToString(),
            Head = head.ToString(),
            Commits = origin is { } from ? Repository.Log(head, from).Reverse().Select(Describe).ToArray() : [],
            Reason = started.Reason,
            StartedBy = started.By.ToString(),
            StartedAt = started.At,
            Age = clock.Since(started.At),
            LastActivityAt = lastActivity,
            Mainline = view.Mainline?.ToString() ?? string.Empty,
            IsStale = clock.IsStale(begin),
            Findings = findings.WorstFirst(),
            NextStep = command,
        };
    }

    // What is live of a hotfix whose branch is gone, where the mainline lacks it; in the last environment first, then the newest.
    private Deploy[] LiveOf(RemoteView view, IReadOnlyList<JournalEvent> events)
    {
        var containment = new Containment(Repository, new Patches(Repository));
        var live =
            from ledger in view.Ledgers
            let deploy = session.LedgerOf(ledger.Environment).Newest(ledger.Tip)
            where deploy is { IsHotfix: true } && IsOf(deploy, events)
            orderby ledger.Environment == Settings.LastEnvironment descending, deploy.DeployedAt descending
            select deploy;
        return [.. live.Where(deploy => view.MainlineTip is not { } tip || !containment.Has(CommitId.Parse(deploy.Commit), tip))];
    }

    // By its id; a deploy that was recorded without one, by when and from where.
    private bool IsOf(Deploy deploy, IReadOnlyList<JournalEvent> events) =>
        deploy.HotfixId is { } id
            ? id == events[0].HotfixId
            : deploy.DeployedAt >= events[0].At && CommitId.Parse(deploy.Commit) is var head && BaseIn(head, events) is { } origin && origin != head;

    // Before Update-Hotfix moved it, it began elsewhere.
    private CommitId? BaseIn(CommitId head, IReadOnlyList<JournalEvent> events) =>
        new[] { Journal.BaseOf(events), events[0].Base }.FirstOrDefault(origin => origin is { } from && Repository.Find(from) is not null && Repository.IsAncestor(from, head));

    // What the mainline has since the base is known already, as a rule.
    private int BehindMainline(HotfixFacts facts) => facts switch
    {
        { Line: { } line } => line.Since.Count - facts.Commits.Count(commit => line.Since.ContainsKey(commit.Id)),
        { View.MainlineTip: { } tip } => Repository.Divergence(facts.Head, tip).Behind,
        _ => 0,
    };

    private static HotfixState StateOf(HotfixFacts facts) => facts switch
    {
        { Commits.Count: 0 } => HotfixState.Started,
        { Merge: not null } => HotfixState.Merged,
        { IsPublished: true } => HotfixState.Published,
        { Review.Value.Request: not null } => facts.IsApproved ? HotfixState.Approved : HotfixState.InReview,
        _ => HotfixState.InProgress,
    };

    // The journal's, unless the branch does not grow from it; and what is live, where the branch was moved onto that since.
    private CommitId? BaseOf(RemoteView view, CommitId head, IReadOnlyList<JournalEvent> events, Deploy? liveNow)
    {
        var origin = Journal.BaseOf(events) is { } from && Repository.Find(from) is not null && Repository.IsAncestor(from, head) ? from : FindBase(view, head);
        return origin is { } older && liveNow is { IsHotfix: false } && CommitId.TryParse(liveNow.Commit, out var live)
            && live != older && live != head && Repository.IsAncestor(older, live) && Repository.IsAncestor(live, head)
                ? live
                : origin;
    }

    // A hotfix that plain Git made: the newest deploy that it grew from, else where it left the mainline.
    private CommitId? FindBase(RemoteView view, CommitId head)
    {
        var grown = LastLedger(view)
            .Where(deploy => !deploy.IsHotfix)
            .Select(session.LedgerOf(Settings.LastEnvironment).CommitOf)
            .FirstOrDefault(commit => Repository.IsAncestor(commit, head));
        return grown ?? (view.MainlineTip is { } mainline ? ForkOf(head, mainline) : null);
    }

    /// <summary>Where a branch left the mainline; null where they have nothing in common.</summary>
    /// <param name="head">The newest commit of the branch.</param>
    /// <param name="mainline">The newest commit of the mainline.</param>
    // Of what is merged, the newest that both have is its head: it left where it was before the merge.
    internal CommitId? ForkOf(CommitId head, CommitId mainline)
    {
        var fork = Repository.MergeBase(head, mainline);
        return fork == head && new MainlineLine(Repository, mainline, head).FirstWith(head) is { } merge
            ? Repository.MergeBase(head, Repository.Find(merge)!.Parents[0])
            : fork;
    }

    // Not before the base was live, nor before production was taken back to it.
    private bool WasPublished(RemoteView view, CommitId? origin, CommitId head, Deploy? liveNow) =>
        LastLedger(view).TakeWhile(deploy => deploy.Commit != origin?.ToString()).Any(deploy => deploy.Commit == head.ToString())
        || (liveNow is not null && Repository.IsAncestor(head, CommitId.Parse(liveNow.Commit)));

    private IEnumerable<Deploy> LastLedger(RemoteView view) =>
        session.LedgerOf(Settings.LastEnvironment).Read(view.LedgerTip(Settings.LastEnvironment)).Take(Ledger.MaxLookedAt);

    // The branch is gone. Which head it had is read from a merge, or, where it was squashed, from a deploy of it or from
    // the archive; that it is merged, from the mainline alone.
    private (CommitId Head, CommitId Merge)? FindMergeOf(RemoteView view, JournalEvent started, IEnumerable<CommitId> kept)
    {
        if (view.MainlineTip is not { } tip || started.Base is not { } origin)
            return null;
        if (Repository.Log(tip, origin).FirstOrDefault(commit => IsMergeOf(commit, started, origin)) is { } merge)
            return (merge.Parents[1], merge.Id);
        var line = new MainlineLine(Repository, tip, origin);
        var containment = new Containment(Repository, new Patches(Repository));
        foreach (var head in Deployed(view, started).Concat(kept).Where(head => head != origin && Repository.IsAncestor(origin, head)))
        {
            if (containment.Find(line, tip, origin, head, [.. Repository.Log(head, origin).Reverse()]) is { } found)
                return (head, found);
        }

        return null;
    }

    // Squashed and removed by the forge, and never deployed: what it merged, the forge alone knows.
    private (CommitId Head, CommitId Merge)? FindRequestOf(RemoteView view, IReadOnlyList<JournalEvent> events)
    {
        if (!AsksForge || view.MainlineTip is not { } tip || events.LastOrDefault(happened => happened.PullRequest is not null) is not { PullRequest: { } number, Head: { } submitted })
            return null;
        try
        {
            var request = session.Forge.Find() is null ? null : session.Forge.Ask((forge, cancellation) => forge.Read(number, cancellation));
            if (request is not { State: PullRequestState.Merged, MergeCommit: { } merge } || Repository.Find(merge) is null || !Repository.IsAncestor(merge, tip))
                return null;
            var head = request.Head ?? submitted;
            return (Repository.Find(head) is null ? submitted : head, merge);
        }
        catch (HotfixException)
        {
            return null;
        }
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
        let deploys = session.LedgerOf(ledger.Environment)
        from deploy in deploys.Read(ledger.Tip).Take(Ledger.MaxLookedAt)
        where deploy.IsHotfix && deploy.DeployedAt >= started.At
        orderby deploy.DeployedAt descending
        select deploys.CommitOf(deploy);

    private Deploy? DeployOf(CommitId commit, RemoteView view) => LastLedger(view).FirstOrDefault(deploy => deploy.Commit == commit.ToString());

    /// <summary>A commit, for people.</summary>
    /// <param name="commit">The commit.</param>
    internal static HotfixCommit Describe(CommitInfo commit) => new()
    {
        Commit = commit.Id.ToString(),
        Subject = commit.Subject,
        Author = DisplayText.Clean(commit.Author.ToString()),
        Date = commit.CommittedAt,
    };
}
