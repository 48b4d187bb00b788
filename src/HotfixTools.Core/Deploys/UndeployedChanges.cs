using System.Text.RegularExpressions;

namespace HotfixTools;

/// <summary>Reads what a line of development has that is not live, one change for each commit of its first-parent line.</summary>
/// <param name="session">The repository.</param>
public sealed partial class UndeployedChanges(HotfixSession session)
{
    /// <summary>The changes, newest first.</summary>
    /// <param name="environment">The environment where they are not live.</param>
    /// <param name="live">What is live there.</param>
    /// <param name="tip">The mainline's newest commit, or any other.</param>
    public IEnumerable<UndeployedChange> Find(EnvironmentName environment, CommitId live, CommitId tip)
    {
        var missing = session.Repository.Log(tip, live).ToDictionary(commit => commit.Id);
        var untold = missing.Keys.ToHashSet();
        List<(CommitInfo Commit, int Brought)> line = [];
        for (var next = missing.GetValueOrDefault(tip); next is not null; next = next.Parents.Count > 0 ? missing.GetValueOrDefault(next.Parents[0]) : null)
            line.Add((next, 0));

        // Oldest first, so that each commit counts for the change that brought it.
        for (var i = line.Count - 1; i >= 0; i--)
            line[i] = (line[i].Commit, Take(line[i].Commit.Id, missing, untold));
        return line.Select(change => Describe(environment, live, change.Commit, change.Brought, missing));
    }

    /// <summary>What the message of a commit of the mainline tells of the pull request that it came from.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isMerge">Whether the commit has several parents.</param>
    public static (ChangeKind Kind, int? PullRequest, string? Branch, string Subject) ReadMessage(string message, bool isMerge)
    {
        var lines = message.Split('\n', StringSplitOptions.TrimEntries);
        var subject = lines[0];
        var body = lines.Skip(1).FirstOrDefault(line => line.Length > 0);
        foreach (var form in Forms())
        {
            var match = form.Match(subject);
            if (!match.Success || (!isMerge && !match.Groups["number"].Success))
                continue;
            var title = match.Groups["title"] is { Success: true } named ? named.Value : isMerge && !IsTrailer(body) ? body ?? subject : subject;
            var branch = match.Groups["branch"] is { Success: true } found ? found.Value : null;
            return (isMerge ? ChangeKind.Merge : ChangeKind.Squash, Number(match) ?? GitLabNumber(message), Clean(branch), DisplayText.Clean(title));
        }

        return (isMerge ? ChangeKind.Merge : GitLabNumber(message) is null ? ChangeKind.Direct : ChangeKind.Squash, GitLabNumber(message), null, DisplayText.Clean(subject));
    }

    private static int Take(CommitId from, Dictionary<CommitId, CommitInfo> missing, HashSet<CommitId> untold)
    {
        var taken = 0;
        var open = new Stack<CommitId>([from]);
        while (open.TryPop(out var id))
        {
            if (!untold.Remove(id))
                continue;
            taken++;
            foreach (var parent in missing[id].Parents)
                open.Push(parent);
        }

        return taken;
    }

    private UndeployedChange Describe(EnvironmentName environment, CommitId live, CommitInfo commit, int brought, Dictionary<CommitId, CommitInfo> missing)
    {
        var isMerge = commit.Parents.Count > 1;
        var (kind, number, branch, subject) = ReadMessage(commit.Message, isMerge);
        var author = isMerge && missing.TryGetValue(commit.Parents[1], out var merged) ? merged.Author : commit.Author;
        return new UndeployedChange
        {
            Environment = environment.ToString(),
            Commit = commit.Id.ToString(),
            Kind = kind,
            PullRequest = number,
            Branch = branch,
            Subject = subject,
            Author = DisplayText.Clean(author.ToString()),
            Date = commit.CommittedAt,
            Commits = brought,
            LiveCommit = live.ToString(),
            Repository = session.Location,
        };
    }

    private static string? Clean(string? text) => text is null ? null : DisplayText.Clean(text);

    private static bool IsTrailer(string? line) => line is not null && Trailer().IsMatch(line);

    private static int? Number(Match match) => int.TryParse(match.Groups["number"].Value, out var number) ? number : null;

    private static int? GitLabNumber(string message) => Number(GitLabReference().Match(message));

    private static Regex[] Forms() => [GitHubMerge(), GiteaMerge(), BitbucketMerge(), AzureMerge(), PlainMerge(), Squash()];

    [GeneratedRegex(@"^Merge pull request #(?<number>\d+) from [^/\s]+/(?<branch>\S+)$")]
    private static partial Regex GitHubMerge();

    [GeneratedRegex(@"^Merge pull request '(?<title>.*)' \([#!](?<number>\d+)\) from (?:[^\s:]+:)?(?<branch>\S+) into \S+$")]
    private static partial Regex GiteaMerge();

    [GeneratedRegex(@"^Merged in (?<branch>\S+) \(pull request #(?<number>\d+)\)$")]
    private static partial Regex BitbucketMerge();

    [GeneratedRegex(@"^Merged PR (?<number>\d+): (?<title>.*)$")]
    private static partial Regex AzureMerge();

    [GeneratedRegex(@"^Merge (?:remote-tracking )?branch '(?:origin/)?(?<branch>[^']+)'")]
    private static partial Regex PlainMerge();

    [GeneratedRegex(@"^(?<title>.+) \(#(?<number>\d+)\)$")]
    private static partial Regex Squash();

    [GeneratedRegex(@"^See merge request \S*!(?<number>\d+)\s*$", RegexOptions.Multiline)]
    private static partial Regex GitLabReference();

    [GeneratedRegex(@"^(?:[A-Za-z][A-Za-z0-9-]*: |See merge request )")]
    private static partial Regex Trailer();
}
