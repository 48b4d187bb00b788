using System.Globalization;

namespace HotfixTools;

/// <summary>What stands below a picture: each mark, and what the picture does not show.</summary>
internal static class GraphLegend
{
    /// <summary>The date of a commit.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="zone">The time zone.</param>
    public static string DateOf(GraphCommit commit, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(commit.Date, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The lines.</summary>
    /// <param name="graph">The picture.</param>
    /// <param name="points">The points of the mainline that are drawn.</param>
    public static IEnumerable<LegendEntry> Of(HotfixGraph graph, IReadOnlyList<LaidPoint> points)
    {
        yield return new LegendEntry { Mark = "X", Commit = graph.X, Subject = graph.X.Subject, After = Remarks(Live(graph.X), graph.IsXOnMainline ? null : "not on the mainline itself") };
        foreach (var entry in HotfixEntries(graph))
            yield return entry;
        foreach (var point in points.Where(point => point.First > 0))
            yield return point.IsBreak ? BreakEntry(graph, point) : Entry(graph, graph.Changes[point.First - 1]);
        if (graph.Changes.Count == 0)
            yield return Remark("Nothing came to the mainline since X.");
        foreach (var branch in graph.OpenBranches)
            yield return new LegendEntry { Name = branch.Name, After = $" is open: {Count(branch.Commits, "commit")}, {WhereLeft(branch)}" };
        if (graph.MoreOpenBranches > 0)
            yield return Remark(graph.MoreOpenBranches == 1 ? "1 more branch is open." : Invariant($"{graph.MoreOpenBranches} more branches are open."));
        foreach (var deploy in graph.Elsewhere)
            yield return Remark($"{deploy.Environment} has {ShortText.Commit(deploy.Commit)}, {(deploy.IsOlder ? "older than X" : "which is elsewhere")}.");
    }

    private static IEnumerable<LegendEntry> HotfixEntries(HotfixGraph graph)
    {
        if (graph.Hotfix is not { } hotfix)
        {
            yield return Remark("No hotfix is in progress.");
            yield break;
        }

        for (var index = 0; index < hotfix.Commits.Count - 1; index++)
        {
            var fix = hotfix.Commits[index];
            if (fix.Environments.Count > 0)
                yield return new LegendEntry { Mark = "x", Commit = fix, Subject = fix.Subject, After = Remarks(Live(fix), Invariant($"fix commit {index + 1} of {hotfix.Commits.Count}")) };
        }

        if (hotfix.Commits is [.., var head])
            yield return new LegendEntry { Mark = "H", Commit = head, Subject = head.Subject, After = Remarks(Live(head), MergedBack(hotfix), Count(hotfix.Commits.Count, "fix commit")) };
        else
            yield return new LegendEntry { Name = hotfix.Branch, After = " has no fix commits yet." };
        if (hotfix.IsSuperseded)
            yield return Remark("The hotfix is superseded: something else is live since.");
        if (hotfix.IsContaminated)
            yield return Remark("The hotfix is contaminated: commits of the mainline came into it.");
    }

    private static LegendEntry Entry(HotfixGraph graph, GraphChange change) => new()
    {
        Mark = Invariant($"{change.Number}"),
        Commit = change.Commit,
        Before = change.PullRequest is { } number ? Invariant($"#{number} ") : string.Empty,
        Name = change.Branch ?? string.Empty,
        Subject = change.Commit.Subject,
        After = Remarks(
            Live(change.Commit),
            change.Number == graph.Hotfix?.MergedBy ? "merged the hotfix back" : null,
            change.BranchCommits > 0 ? Count(change.BranchCommits, "commit") : null),
    };

    private static LegendEntry BreakEntry(HotfixGraph graph, LaidPoint point)
    {
        var left = point.Last - point.First + 1;
        var areMerges = graph.Changes.Skip(point.First - 1).Take(left).All(change => change.Kind != ChangeKind.Direct);
        var text = $"{Count(left, areMerges ? "more merge" : "more change")}: {point.First.ToString(CultureInfo.InvariantCulture)}{(left > 1 ? Invariant($" to {point.Last}") : string.Empty)}";
        return new LegendEntry { Mark = LaidPoint.Break, After = text };
    }

    private static string WhereLeft(GraphBranch branch) => branch switch
    {
        { IsOnHotfix: true } => "on top of the hotfix",
        { IsContinued: true } => Invariant($"goes on from what {branch.LeftAt} merged"),
        _ => branch.LeftAt == 0 ? "left at X" : Invariant($"left at {branch.LeftAt}"),
    };

    private static string MergedBack(GraphHotfix hotfix) =>
        !hotfix.IsMerged ? "not merged back yet" : hotfix.MergedBy is { } number ? Invariant($"merged back by {number}") : "merged back";

    private static string? Live(GraphCommit commit) => commit.Environments.Count > 0 ? "live in " + string.Join(", ", commit.Environments) : null;

    // What matters most comes first: where there is no room, the end is cut off.
    private static string Remarks(params string?[] remarks) =>
        remarks.Any(remark => remark is not null) ? $" [{string.Join("; ", remarks.OfType<string>())}]" : string.Empty;

    private static LegendEntry Remark(string text) => new() { After = text };

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : Invariant($"{count} {what}s");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
