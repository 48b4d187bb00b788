namespace HotfixTools;

/// <summary>
/// Branches that look like a second hotfix: their names begin with <c>hotfix</c> or like the hotfix branch's, in upper or lower case.
/// </summary>
/// <param name="session">The repository.</param>
public sealed class SecondBranches(HotfixSession session)
{
    private const string Heads = "refs/heads/";
    private const string Usual = "hotfix";
    private const int MostCommits = 5;

    // From so many branches on it is faster to read once what each commit of the mainline changes.
    private const int Many = 10;

    private IGitRepository Repository => session.Repository;

    private HotfixSettings Settings => session.Settings;

    private TypedCommands Typed => session.Typed;

    /// <summary>How the names of such branches begin, whatever the case; that of the hotfix branch comes first.</summary>
    /// <param name="settings">The settings in force.</param>
    public static string[] Beginnings(HotfixSettings settings)
    {
        var parts = settings.Branch.ToString().Split('/');
        // Of "urgent/current", all below "urgent" are its like. In "ops/hotfix" the folder is for other things as well.
        string[] folder = parts.Length > 1 && !parts.Skip(1).Any(IsUsual) ? [parts[0] + "/"] : [];
        return [.. folder.Append(Usual).Prepend(settings.Branch.ToString()).Distinct()];
    }

    /// <summary>The refs of such branches, by all names that a remote has.</summary>
    /// <param name="settings">The settings in force.</param>
    /// <param name="names">Full names of refs.</param>
    /// <param name="mainline">The mainline, which is none; null where nobody knows.</param>
    public static IEnumerable<string> In(HotfixSettings settings, IEnumerable<string> names, BranchName? mainline)
    {
        var beginnings = Beginnings(settings);
        return names.Where(name =>
            name.StartsWith(Heads, StringComparison.Ordinal) && beginnings.Any(beginning => name.AsSpan(Heads.Length).StartsWith(beginning, StringComparison.OrdinalIgnoreCase))
            && name != RefName.Of(settings.Branch).ToString() && (mainline is not { } line || name != RefName.Of(line).ToString())
            // Where a server takes nothing but branches, ours are there too.
            && !name.StartsWith(settings.DeployNamespace, StringComparison.Ordinal) && !name.StartsWith(settings.HotfixNamespace, StringComparison.Ordinal));
    }

    /// <summary>
    /// Looks at the remote for the hotfix and every branch that looks like one. Patterns of refs know upper from lower case,
    /// so all names are gone through too, and the remote is asked once more where one is written in another way.
    /// </summary>
    /// <param name="more">Patterns of further refs that are needed.</param>
    /// <exception cref="HotfixException">It cannot be looked at.</exception>
    public RemoteView Look(params string[] more)
    {
        var view = session.Look([.. HotfixReader.Patterns(Settings).Concat(more).Distinct()]);
        // Apart from the rest: where files know no upper and lower case, "Hotfix" would land on "hotfix".
        string[] others = [.. In(Settings, session.Listed.Refs.Keys, view.Mainline).Where(name => !view.Refs.Refs.ContainsKey(name))];
        if (others.Length == 0)
            return view;
        var found = session.Remote.Fetch(others);
        return others.Select(RefName.Parse).Aggregate(view, (seen, name) => found[name] is { } head ? seen.With(name, head) : seen);
    }

    /// <summary>What to warn of where no hotfix is in progress, and such branches are there; null for nothing.</summary>
    /// <param name="view">A look at the remote.</param>
    public string? Warning(RemoteView view)
    {
        var names = view.HotfixHead is null ? Refs(view).Select(branch => $"'{DisplayText.Clean(branch.Name)}'").ToList() : [];
        if (names.Count == 0)
            return null;
        var shown = string.Join(", ", names.Take(MostCommits)) + (names.Count > MostCommits ? $" and {names.Count - MostCommits} more" : string.Empty);
        return $"There is no branch '{Settings.Branch}' in {session.Location}, and {HotfixErrors.Count(names.Count, "branch", "branches")} {(names.Count == 1 ? "looks" : "look")} like a hotfix: {shown}. {Typed.Cmdlet("Get-Hotfix -Finding SecondHotfixBranch")}";
    }

    /// <summary>Such branches, each as a hotfix of its own.</summary>
    /// <param name="view">What <see cref="Look"/> saw.</param>
    /// <param name="isStaleOnly">Whether nothing but those that were forgotten is wanted; others may be left out.</param>
    public IEnumerable<Hotfix> Read(RemoteView view, bool isStaleOnly = false)
    {
        var clock = new StaleClock(Settings, session.Now);
        var branches = Refs(view).Where(branch => !isStaleOnly || Settings.StaleSince == StaleSince.Start || clock.IsStale(Repository.Find(branch.Head)?.CommittedAt)).ToList();
        var forks = view.MainlineTip is { } tip && branches.Count > 0 ? new MainlineForks(Repository, tip, branches.Select(branch => branch.Head)) : null;
        var patches = new Patches(Repository, isForMany: branches.Count >= Many);
        foreach (var (name, head) in branches)
        {
            session.Cancellation.ThrowIfCancellationRequested();
            yield return Describe(view, name, head, forks, patches);
        }
    }

    private static bool IsUsual(string part) => part.StartsWith(Usual, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<(string Name, CommitId Head)> Refs(RemoteView view) =>
        In(view.Settings, view.Refs.Refs.Keys, view.Mainline).Order(StringComparer.Ordinal).Select(name => (name[Heads.Length..], view.Refs.Refs[name]));

    private Hotfix Describe(RemoteView view, string name, CommitId head, MainlineForks? forks, Patches patches)
    {
        var origin = forks?.ForkOf(head, new HotfixReader(session));
        var commits = origin is { } fork ? Repository.Log(head, fork).Reverse().ToList() : [];
        var (merge, forecast) = origin is { } from && commits.Count > 0 ? Merge(view.MainlineTip!, head, from, commits, forks!, patches) : (null, null);
        var clock = new StaleClock(Settings, session.Now);
        var tip = Repository.Find(head);
        DateTimeOffset? first = commits.Count > 0 ? commits[0].CommittedAt : null;
        var begin = clock.Begin(first, tip?.CommittedAt);
        var findings = new FindingList(session.Location);
        // What is not merged and has commits is worth keeping; the rest can go.
        var hasWork = merge is null && (commits.Count > 0 || origin is null);
        AddFindings(findings, view, name, head, hasWork ? Pick(commits) : null);
        if (forecast is { Outcome: { IsClean: false, LeftToGit: null } })
        {
            findings.Add(
                FindingId.MergeBackConflict, FindingSeverity.Warning,
                $"Merging '{DisplayText.Clean(name)}' into {view.Mainline} would conflict in {string.Join(", ", forecast.Outcome.Conflicts.Select(DisplayText.Clean))}.",
                $"{Typed.MergeByHand(view.Mainline, name)}; resolve, commit, git push {Typed.Remote} {TypedCommands.Quoted($"{view.Mainline}")}");
        }

        if (clock.IsStale(begin))
            findings.Add(FindingId.Stale, FindingSeverity.Warning, clock.Message($"the branch '{DisplayText.Clean(name)}'", begin, DisplayText.Clean(tip?.Author.ToString())), hasWork ? Keep(view, origin, head, commits) : Delete(name));
        return new Hotfix
        {
            Repository = session.Location,
            Branch = DisplayText.Clean(name),
            State = merge is not null ? HotfixState.Merged : hasWork ? HotfixState.InProgress : HotfixState.Started,
            Base = origin?.ToString(),
            Head = head.ToString(),
            Commits = commits.Select(HotfixReader.Describe).ToArray(),
            Age = first is { } since ? clock.Since(since) : null,
            LastActivityAt = tip?.CommittedAt,
            Mainline = view.Mainline?.ToString() ?? string.Empty,
            BehindMainline = forks?.Behind(head, commits) ?? 0,
            MergeCommit = merge?.ToString(),
            IsStale = clock.IsStale(begin),
            Findings = findings.WorstFirst(),
            NextStep = hasWork ? Keep(view, origin, head, commits) : Delete(name),
        };
    }

    private (CommitId? Merge, MergeForecast? Forecast) Merge(CommitId tip, CommitId head, CommitId origin, List<CommitInfo> commits, MainlineForks forks, Patches patches)
    {
        var line = forks.LineSince(origin);
        if (forks.HasMerged(head))
            return (line.FirstWith(head) ?? tip, null);
        // From where the two parted, a merge drops nothing.
        var forecast = new MergeForecast(Repository.Merge(tip, head), [], []);
        var merge = new Containment(Repository, patches).FindCopy(line, tip, origin, head, commits, forecast.Outcome);
        return (merge, merge is null ? forecast : null);
    }

    private void AddFindings(FindingList findings, RemoteView view, string name, CommitId head, string? pick) =>
        findings.Add(
            FindingId.SecondHotfixBranch, FindingSeverity.Warning,
            $"The branch '{DisplayText.Clean(name)}' looks like {(view.HotfixHead is null ? "a hotfix, and the one branch for that is" : "a second hotfix beside")} '{Settings.Branch}'.",
            pick is null ? Delete(name) : $"Put its commits on '{Settings.Branch}' ({(view.HotfixHead is null ? $"{Typed.Cmdlet("New-Hotfix")}, then " : string.Empty)}{pick}), then: {Delete(name)}",
            commits: [head]);

    // What can be typed as it stands: where there are too many to be picked in one go, a person has to choose.
    private string Keep(RemoteView view, CommitId? origin, CommitId head, List<CommitInfo> commits) =>
        view.HotfixHead is null ? Typed.Cmdlet("New-Hotfix")
        : Ids(commits).Count is > 0 and <= MostCommits ? Pick(commits)
        : $"git log --oneline {(origin is { } fork ? $"{fork.Short}..{head.Short}" : head.Short)}";

    private string Pick(List<CommitInfo> commits) =>
        Typed.Cmdlet(Ids(commits) is { Count: > 0 and <= MostCommits } ids ? $"Add-HotfixCommit {TypedCommands.List(ids)}" : "Add-HotfixCommit <commit>");

    // A merge that brought something in is no change of its own.
    private static List<string> Ids(List<CommitInfo> commits) => [.. commits.Where(commit => !commit.IsMerge).Select(commit => commit.Id.Short)];

    private string Delete(string name) =>
        BranchName.TryParse(name, out _) ? $"git push {Typed.Remote} --delete {TypedCommands.Quoted(name)}" : $"git ls-remote --heads {Typed.Remote}";
}
