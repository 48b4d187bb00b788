namespace HotfixTools;

/// <summary>Reads the picture of a repository from one look at the remote.</summary>
/// <param name="session">The repository.</param>
public sealed class HotfixGraphReader(HotfixSession session)
{
    private const int MostOpenBranches = 6;

    private IGitRepository Repository => session.Repository;

    /// <summary>The refs that <see cref="Read(RemoteView)"/> needs; without those of the branches, it shows no open ones.</summary>
    /// <param name="session">The repository.</param>
    public static string[] Patterns(HotfixSession session) =>
        [.. HotfixReader.Patterns(session.Settings), .. new LastDeploy(session).Patterns([session.Settings.LastEnvironment], []), "refs/heads/*"];

    /// <summary>The picture of the hotfix in progress; where there is none, of what is merged since the last deploy.</summary>
    /// <param name="view">A look at the remote that covers <see cref="Patterns"/>.</param>
    /// <exception cref="HotfixException">Without a hotfix: <c>NoDeployRecord</c>, <c>SourcesDisagree</c>, <c>CannotVerify</c>; <c>MainlineNotFound</c>.</exception>
    public HotfixGraph Read(RemoteView view) => Read(view, new HotfixReader(session) { AsksForge = false }.Read(view));

    /// <summary>The picture of a hotfix that was read from the same look.</summary>
    /// <param name="view">A look at the remote that covers <see cref="Patterns"/>.</param>
    /// <param name="hotfix">The hotfix; null for none.</param>
    /// <exception cref="HotfixException">As above.</exception>
    public HotfixGraph Read(RemoteView view, Hotfix? hotfix)
    {
        var (mainline, tip) = view.RequireMainline(session.Remote.Url);
        var live = view.Ledgers
            .Select(ledger => session.LedgerOf(ledger.Environment).Newest(ledger.Tip)).OfType<Deploy>()
            .ToDictionary(deploy => deploy.Environment, deploy => CommitId.Parse(deploy.Commit));
        var last = session.Settings.LastEnvironment;
        if (hotfix?.Base is not { } known)
            live[last.ToString()] = CommitId.Parse(known = new LastDeploy(session).Find(view, last, []).Commit);
        var x = CommitId.Parse(known);
        var line = new GraphLine(Repository, tip, x);
        session.Cancellation.ThrowIfCancellationRequested();
        GraphChange[] changes = [.. new UndeployedChanges(session).Find(last, x, tip).Reverse().Select((change, index) => Describe(change, index + 1, line, live))];
        var fixes = hotfix?.Commits.Select(fix => CommitOf(CommitId.Parse(fix.Commit), fix.Subject, fix.Date, live)).ToArray() ?? [];
        var shown = changes.Select(change => change.Commit.Commit).Concat(fixes.Select(fix => fix.Commit)).Append(known).ToHashSet();
        var open = OpenBranches(view, tip, x, line, hotfix);
        return new HotfixGraph
        {
            Repository = session.Location,
            Mainline = mainline.ToString(),
            X = Repository.Find(x) is { } found ? CommitOf(x, found.Subject, found.CommittedAt, live) : new GraphCommit { Commit = known },
            IsXOnMainline = line.IsXOnLine,
            XMergedBy = line.XMergedBy,
            Changes = changes,
            Hotfix = hotfix is null ? null : new GraphHotfix
            {
                Branch = hotfix.Branch,
                GrowsFromX = hotfix.Base is not null,
                Commits = fixes,
                IsMerged = hotfix.MergeCommit is not null,
                MergedBy = changes.FirstOrDefault(change => change.Commit.Commit == hotfix.MergeCommit)?.Number,
                IsSuperseded = hotfix.IsSuperseded,
                IsContaminated = hotfix.IsContaminated,
            },
            OpenBranches = open.Take(MostOpenBranches).ToArray(),
            MoreOpenBranches = Math.Max(0, open.Count - MostOpenBranches),
            Elsewhere =
            [
                .. from deploy in live
                   where !shown.Contains(deploy.Value.ToString())
                   orderby deploy.Key
                   select new GraphDeploy(deploy.Key, deploy.Value.ToString(), Repository.Find(deploy.Value) is not null && Repository.IsAncestor(deploy.Value, x)),
            ],
        };
    }

    private static GraphChange Describe(UndeployedChange change, int number, GraphLine line, Dictionary<string, CommitId> live)
    {
        var (leftAt, isContinued) = line.LeftAt(number);
        return new GraphChange
        {
            Number = number,
            Commit = CommitOf(CommitId.Parse(change.Commit), change.Subject, change.Date, live),
            Kind = change.Kind,
            PullRequest = change.PullRequest,
            Branch = change.Branch,
            BranchCommits = change.Kind == ChangeKind.Merge ? change.Commits - 1 : 0,
            LeftAt = leftAt,
            IsContinued = isContinued,
        };
    }

    private static GraphCommit CommitOf(CommitId commit, string subject, DateTimeOffset date, Dictionary<string, CommitId> live) => new()
    {
        Commit = commit.ToString(),
        Subject = subject,
        Date = date.ToUniversalTime(),
        Environments = live.Where(deploy => deploy.Value == commit).Select(deploy => deploy.Key).Order(StringComparer.Ordinal).ToArray(),
    };

    // Newest first. What was last worked on before X left before it, and need not be read at all.
    private List<GraphBranch> OpenBranches(RemoteView view, CommitId tip, CommitId x, GraphLine line, Hotfix? hotfix)
    {
        var since = Repository.Find(x)?.CommittedAt;
        var fixes = hotfix?.Commits.Select(fix => CommitId.Parse(fix.Commit)).ToHashSet() ?? [];
        var candidates =
            from reference in view.Refs.Below("refs/heads/")
            where reference.Name != view.Mainline?.ToString() && reference.Name != session.Settings.Branch.ToString()
            where !line.Has(reference.Id) && !fixes.Contains(reference.Id)
            let commit = Repository.Find(reference.Id)
            where commit is not null && (since is null || commit.CommittedAt >= since)
            orderby commit.CommittedAt descending, reference.Name
            select reference;
        session.Progress?.Report(new WorkProgress("Reading open branches"));
        List<GraphBranch> open = [];
        foreach (var (name, id) in candidates)
        {
            session.Cancellation.ThrowIfCancellationRequested();
            var all = Repository.Log(id, tip).ToList();
            var own = all.Where(commit => !fixes.Contains(commit.Id)).ToList();
            var (leftAt, isContinued) = line.LeftAt(own);
            var isOnHotfix = own.Count < all.Count;
            if (own.Count > 0 && (isOnHotfix || leftAt != HotfixGraph.BeforeX))
                open.Add(new GraphBranch { Name = DisplayText.Clean(name), Commits = own.Count, LeftAt = leftAt, IsContinued = isContinued, IsOnHotfix = isOnHotfix });
        }

        return open;
    }
}
