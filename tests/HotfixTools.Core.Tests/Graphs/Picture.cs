using System.Globalization;

namespace HotfixTools.Core.Tests.Graphs;

/// <summary>Makes pictures for tests: commits have ids and dates that follow from their places.</summary>
internal static class Picture
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>The picture of design section 1: two changes of one branch, one of another, and three fix commits before H.</summary>
    public static HotfixGraph OfTheDesign { get; } = Of(
        [Merge(1, "feature1", 3), Merge(2, "feature2", 4), Merge(3, "feature2", 5, leftAt: 2)], Fix(4));

    public static HotfixGraph Of(IReadOnlyList<GraphChange> changes, GraphHotfix? hotfix = null) => new()
    {
        Repository = "/srv/shop",
        Mainline = "master",
        X = Commit(0, "Send receipts", "production"),
        Changes = changes,
        Hotfix = hotfix,
    };

    /// <summary>So many merges, each of a branch that left right before it, or at X.</summary>
    public static GraphChange[] Merges(int count, bool fromX = false) =>
        [.. Enumerable.Range(1, count).Select(number => Merge(number, FormattableString.Invariant($"feature{number}"), (number % 3) + 1, fromX ? 0 : number - 1))];

    public static GraphChange Merge(int number, string? branch, int commits, int leftAt = 0, bool isContinued = false, params string[] live) => new()
    {
        Number = number,
        Commit = Commit(number, $"Feature {number}", live),
        Kind = ChangeKind.Merge,
        PullRequest = number + 10,
        Branch = branch,
        BranchCommits = commits,
        LeftAt = leftAt,
        IsContinued = isContinued,
    };

    public static GraphChange Squash(int number, params string[] live) => new()
    {
        Number = number,
        Commit = Commit(number, $"Feature {number}", live),
        Kind = ChangeKind.Squash,
        PullRequest = number + 10,
    };

    public static GraphHotfix Fix(int commits, int? mergedBy = null) => new()
    {
        Branch = "hotfix",
        Commits = [.. Enumerable.Range(1, commits).Select(number => Commit(1000 + number, $"Fix the orders, part {number}"))],
        IsMerged = mergedBy is not null,
        MergedBy = mergedBy,
    };

    public static GraphCommit Commit(int number, string subject, params string[] live) => new()
    {
        Commit = string.Create(CultureInfo.InvariantCulture, $"{(number * 40503) & 0xFFFF:x4}{number:x4}").PadRight(40, '0'),
        Subject = subject,
        Date = Start.AddHours(number),
        Environments = live,
    };
}
