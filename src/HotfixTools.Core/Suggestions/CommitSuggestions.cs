using System.Text.RegularExpressions;

namespace HotfixTools;

/// <summary>
/// Commits that a parameter could mean: recent ones, by the beginning of their ids or by words of their subjects, and the
/// branches and tags. How many are looked at is bounded, whatever the size of the repository.
/// </summary>
/// <param name="clone">The clone.</param>
/// <param name="query">What was typed.</param>
public sealed partial class CommitSuggestions(KnownClone clone, SuggestionQuery query)
{
    private const int MostWalked = 2000;
    private const int MostRecent = 100;
    private const int MostCommits = 25;
    private const int MostBranchNames = 30;
    private const int MostTagNames = 20;
    private const int MostBranches = 20;
    private const int MostDeploys = 50;
    private const int FewestDigits = 4;

    private string? Mainline => clone.Mainline?.ToString();

    private bool IsId => query.Word.Length is > 0 and <= CommitId.Length && query.Word.All(char.IsAsciiHexDigit);

    /// <summary>Any commit: of the mainline, of the hotfix, of what is checked out, of other branches.</summary>
    public IEnumerable<Suggestion> Any() => Find(Walk(Everywhere()), _ => null, WithHead(clone.Branches), clone.TagNames);

    /// <summary>Commits to be picked onto the hotfix: those that it lacks come first.</summary>
    public IEnumerable<Suggestion> ForHotfix()
    {
        var candidates = Fitting(Walk(Everywhere()), MostRecent);
        var oldest = candidates.Select(commit => commit.CommittedAt).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
        var there = query.InTime(NewestCommits.From(clone.Repository, clone.TipsOf(clone.Settings.Branch.ToString())));
        HashSet<CommitId> has = [.. there.Take(MostWalked).TakeWhile(commit => commit.CommittedAt >= oldest).Select(commit => commit.Id)];
        return Find(candidates.OrderBy(commit => has.Contains(commit.Id)), commit => has.Contains(commit.Id) ? "is on the hotfix" : null, WithHead(clone.Branches), clone.TagNames);
    }

    /// <summary>Commits to start a hotfix from: what was live, then what the mainline has.</summary>
    public IEnumerable<Suggestion> ForBase()
    {
        var live = Deployed([clone.Settings.LastEnvironment]);
        var notes = live.ToDictionary(deployed => deployed.Commit.Id, deployed => deployed.Note);
        var line = Walk(Mainline is { } mainline ? clone.TipsOf(mainline) : Everywhere()).Where(commit => !notes.ContainsKey(commit.Id));
        return Find(live.Select(deployed => deployed.Commit).Concat(line), commit => notes.GetValueOrDefault(commit.Id), beginning => Mainline is { } name && name.StartsWith(beginning, StringComparison.Ordinal) ? [name] : [], clone.TagNames);
    }

    /// <summary>Commits that were live in the environments that the command is about; what is live now comes last.</summary>
    public IEnumerable<Suggestion> ToGoBackTo()
    {
        var deployed = Deployed(query.Environments.Count > 0 ? query.Environments : [clone.Settings.LastEnvironment]);
        var notes = deployed.ToDictionary(found => found.Commit.Id, found => found.Note);
        return Find(deployed.OrderBy(found => found.IsLive).Select(found => found.Commit), commit => notes.GetValueOrDefault(commit.Id), None, None);
    }

    /// <summary>Commits that were made in this clone.</summary>
    public IEnumerable<Suggestion> OwnWork() =>
        Find(Walk(Head().Concat(clone.OwnBranches().Take(MostBranches).SelectMany(clone.TipsOf))), _ => null, WithHead(clone.OwnBranches), None);

    private IEnumerable<Suggestion> Find(IEnumerable<CommitInfo> commits, Func<CommitInfo, string?> note, Func<string, IEnumerable<string>> branches, Func<string, IEnumerable<string>> tags)
    {
        Suggestion Of(CommitInfo commit) => Suggestion.Of(commit, note(commit));
        if (query.Word.Length == 0)
            return [.. Fitting(commits, MostCommits).Select(Of), .. Names(branches, tags)];
        // One that is the only one there is needs no search.
        if (IsId && query.Word.Length >= FewestDigits && Resolved() is { } only)
            return [Of(only), .. Names(branches, tags)];
        List<Suggestion> found = [.. IsId ? Fitting(commits, MostCommits).Select(Of) : [], .. Names(branches, tags)];
        if (found.Count == 0 && !IsId && Expression().IsMatch(query.Word) && Resolved() is { } named)
            found.Add(Of(named));
        if (found.Count == 0)
            found.AddRange(Fitting(commits, MostCommits).Select(Of));
        return found;
    }

    private CommitInfo? Resolved() => clone.Resolve(query.Word) is { } id ? clone.Repository.Find(id) : null;

    // By the beginning of the id; else by words of the subject.
    private List<CommitInfo> Fitting(IEnumerable<CommitInfo> commits, int most)
    {
        var words = query.Word.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        List<CommitInfo> byId = [], bySubject = [];
        foreach (var commit in commits)
        {
            if (commit.Id.ToString().StartsWith(query.Word, StringComparison.OrdinalIgnoreCase))
                byId.Add(commit);
            else if (bySubject.Count < most && words.All(word => commit.Subject.Contains(word, StringComparison.CurrentCultureIgnoreCase)))
                bySubject.Add(commit);
            if ((IsId || query.Word.Length == 0 ? byId : bySubject).Count == most)
                break;
        }

        return byId.Count > 0 ? byId : bySubject;
    }

    private List<Suggestion> Names(Func<string, IEnumerable<string>> branches, Func<string, IEnumerable<string>> tags)
    {
        // Those that begin with the very word are at one place. Only where there is none is all looked through.
        var found = Named(branches(query.Word), tags(query.Word));
        if (found.Count == 0 && query.Word.Length > 0)
            found = Named(branches(string.Empty), tags(string.Empty));
        // Of a name that a branch and a tag share, the branch is meant.
        return [.. found.DistinctBy(named => named.Name).Select(named => Suggestion.Of(named.Name, Describe(named.Name, named.IsTag)))];
    }

    private List<(string Name, bool IsTag)> Named(IEnumerable<string> branches, IEnumerable<string> tags) =>
    [
        .. Fitting(branches, MostBranchNames).Select(name => (name, false)),
        .. Fitting(tags, MostTagNames, VersionOrder.Comparer).Select(name => (name, true)),
    ];

    // Those that begin like the word, else those that hold it. With an order the highest, whatever their number; else the first.
    private IReadOnlyList<string> Fitting(IEnumerable<string> names, int most, IComparer<string>? order = null)
    {
        var (fitting, holding) = (new TopList(most, order), new TopList(most, order));
        foreach (var name in query.InTime(names))
        {
            if (query.Fits(name))
                fitting.Add(name);
            else if (name.Contains(query.Word, StringComparison.OrdinalIgnoreCase))
                holding.Add(name);
            if (fitting.IsEnough)
                break;
        }

        return fitting.Count > 0 ? fitting.Items() : holding.Items();
    }

    private string Describe(string name, bool isTag)
    {
        var kind = isTag ? "tag" : name == "HEAD" ? "what is checked out" : "branch";
        var tip = query.Patience.IsCancellationRequested ? null
            : isTag ? Commit(clone.TipOfTag(name))
            : name == "HEAD" ? Commit(clone.Head)
            : clone.TipOf(name);
        return tip is null ? $"{name}: {kind}" : $"{name}: {kind}, {tip.Id.Short} {Suggestion.Describe(tip)}";
    }

    private CommitInfo? Commit(CommitId? id) => id is { } known ? clone.Repository.Find(known) : null;

    // Those that were live several times, once.
    private List<(CommitInfo Commit, string Note, bool IsLive)> Deployed(IReadOnlyList<EnvironmentName> environments)
    {
        List<(CommitInfo Commit, string Note, bool IsLive)> found = [];
        foreach (var environment in environments)
        {
            var isLive = true;
            foreach (var deploy in query.InTime(clone.Deploys(environment)).Take(MostDeploys))
            {
                if (clone.Repository.Find(CommitId.Parse(deploy.Commit)) is { } commit && found.All(other => other.Commit.Id != commit.Id))
                    found.Add((commit, $"{(isLive ? "live" : "was live")} in {environment}, deployed {Suggestion.Local(deploy.DeployedAt)}", isLive));
                isLive = false;
            }
        }

        return found;
    }

    private IEnumerable<CommitInfo> Walk(IEnumerable<CommitId> tips) =>
        query.InTime(NewestCommits.From(clone.Repository, tips)).Take(query.Word.Length == 0 ? MostRecent : MostWalked);

    private IEnumerable<CommitId> Everywhere()
    {
        IEnumerable<string> named = Mainline is { } mainline ? [mainline, clone.Settings.Branch.ToString()] : [clone.Settings.Branch.ToString()];
        return query.InTime(Head().Concat(named.Concat(clone.Branches().Take(MostBranches)).Distinct().SelectMany(clone.TipsOf)));
    }

    private static Func<string, IEnumerable<string>> WithHead(Func<string, IEnumerable<string>> branches) =>
        beginning => "HEAD".StartsWith(beginning, StringComparison.Ordinal) ? branches(beginning).Prepend("HEAD") : branches(beginning);

    private static IEnumerable<string> None(string beginning) => [];

    private IEnumerable<CommitId> Head() => clone.Head is { } head ? [head] : [];

    // A name, and steps back from it. Nothing that would search through all of history.
    [GeneratedRegex(@"\A[\p{L}\p{N}@][\p{L}\p{N}._/-]*([~^][0-9]*)+\z")]
    private static partial Regex Expression();
}
