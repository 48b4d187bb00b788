namespace HotfixTools;

/// <summary>Gives each branch of a picture a lane, so that no two lie on each other.</summary>
internal sealed class LanePacking
{
    private readonly IReadOnlyList<LaidPoint> _points;
    private readonly LayoutDetail _detail;
    private readonly Dictionary<string, int> _lanesOfNames = new(StringComparer.Ordinal);

    /// <summary>Packs the branches.</summary>
    /// <param name="graph">The picture.</param>
    /// <param name="points">The points of the mainline.</param>
    /// <param name="detail">How much of it is drawn.</param>
    public LanePacking(HotfixGraph graph, IReadOnlyList<LaidPoint> points, LayoutDetail detail)
    {
        _points = points;
        _detail = detail;
        if (!detail.HasBranches)
            return;
        foreach (var change in graph.Changes.Where(change => change.BranchCommits > 0 && change.Number != graph.Hotfix?.MergedBy && change.Number != graph.XMergedBy))
        {
            var point = GraphLayout.PointOf(points, change.Number)!.Value;
            if (!points[point].IsBreak)
                Add(change.Branch ?? (change.PullRequest is { } number ? FormattableString.Invariant($"#{number}") : null), change.LeftAt, change.IsContinued, point, change.BranchCommits);
        }

        foreach (var branch in graph.OpenBranches.Where(branch => detail.HasOpen && !branch.IsOnHotfix))
            Add(branch.Name, branch.LeftAt, branch.IsContinued, null, branch.Commits);
    }

    /// <summary>The branches, those that are merged first.</summary>
    public List<LaidRun> Runs { get; } = [];

    private void Add(string? name, int leftAt, bool isContinued, int? to, int commits)
    {
        var left = leftAt == HotfixGraph.BeforeX ? null : GraphLayout.PointOf(_points, leftAt);
        var run = new LaidRun { Name = name, From = left, To = to, Commits = commits, Texts = _detail.Texts(commits) };
        var before = isContinued ? Runs.FirstOrDefault(earlier => earlier.To == left && left is not null) : null;
        Runs.Add(before is not null && IsFree(before.Lane, run)
            ? run with { Lane = before.Lane, Continues = before, From = null }
            : run with { Lane = LaneOf(name, run) });
        if (name is not null)
            _lanesOfNames.TryAdd(name, Runs[^1].Lane);
    }

    private int LaneOf(string? name, LaidRun run)
    {
        var lowest = Runs.Count == 0 ? 0 : Runs.Max(earlier => earlier.Lane);
        if (name is not null && _lanesOfNames.TryGetValue(name, out var own) && IsFree(own, run))
            return own;
        return _detail.IsOwnLane ? lowest + 1 : Enumerable.Range(1, lowest + 1).First(lane => IsFree(lane, run));
    }

    private bool IsFree(int lane, LaidRun run) =>
        Runs.Where(earlier => earlier.Lane == lane).All(earlier => Left(run) >= Right(earlier) || Left(earlier) >= Right(run));

    private static int Left(LaidRun run) => run.Continues?.To ?? run.From ?? -1;

    private static int Right(LaidRun run) => run.To ?? int.MaxValue;
}
