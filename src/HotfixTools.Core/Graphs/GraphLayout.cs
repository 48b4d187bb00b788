namespace HotfixTools;

/// <summary>Where everything of a picture is, in columns and lanes; every way to draw it draws this.</summary>
internal sealed class GraphLayout
{
    private const int MostLanes = 8;
    private const int MostTries = 60;
    private const int Gap = 4;

    private readonly HotfixGraph _graph;
    private readonly List<LaidPoint> _points;
    private readonly List<LaidRun> _runs;
    private readonly int[] _slack;

    private GraphLayout(HotfixGraph graph, LayoutDetail detail)
    {
        _graph = graph;
        _points = PointsOf(graph, detail.Changes);
        _slack = new int[_points.Count];
        XMergedAt = graph.XMergedBy is { } brought && brought != graph.Hotfix?.MergedBy ? PointOf(_points, brought) : null;
        _runs = new LanePacking(graph, _points, detail).Runs;
        if (graph.Hotfix is { } hotfix)
        {
            Hotfix = new LaidRun
            {
                Name = hotfix.Branch,
                From = graph.IsXOnMainline && hotfix.GrowsFromX ? 0 : null,
                To = hotfix.MergedBy is { } number ? PointOf(_points, number) : null,
                Commits = hotfix.Commits.Count,
                Texts = detail.Texts(hotfix.Commits.Count, "H"),
            };
        }

        var tries = 0;
        while (!TryPlace() && ++tries < MostTries)
        {
        }
    }

    /// <summary>X where it is on the mainline, then the changes, and breaks.</summary>
    public IReadOnlyList<LaidPoint> Points => _points;

    /// <summary>The branches below the mainline.</summary>
    public IReadOnlyList<LaidRun> Runs => _runs;

    /// <summary>The hotfix, above the mainline; null for none.</summary>
    public LaidRun? Hotfix { get; }

    /// <summary>Where X is above the mainline, because it is not on it; null where it is.</summary>
    public int? XAbove { get; private set; }

    /// <summary>The point that merges X where it is above the mainline, and the hotfix does not bring it along; null for none.</summary>
    public int? XMergedAt { get; }

    /// <summary>Whether anything is above the mainline.</summary>
    public bool HasTop => Hotfix is not null || XAbove is not null;

    /// <summary>How many lanes are below the mainline.</summary>
    public int Lanes => _runs.Count == 0 ? 0 : _runs.Max(run => run.Lane);

    /// <summary>The column of the mainline's arrow head.</summary>
    public int Arrow { get; private set; }

    /// <summary>How many columns there are.</summary>
    public int Width { get; private set; }

    /// <summary>Lays a picture out, as full as it fits.</summary>
    /// <param name="graph">The picture.</param>
    /// <param name="maxMerges">How many changes of the mainline at most.</param>
    /// <param name="width">How many columns there are, names apart.</param>
    public static GraphLayout Of(HotfixGraph graph, int maxMerges, int width)
    {
        GraphLayout? layout = null;
        foreach (var detail in LayoutDetail.FullestFirst(Math.Min(Math.Max(2, maxMerges), graph.Changes.Count)))
        {
            layout = new GraphLayout(graph, detail);
            if (layout.Width <= width && layout.Lanes <= MostLanes)
                break;
        }

        return layout!;
    }

    /// <summary>The names of the branches on a lane, from left to right.</summary>
    /// <param name="lane">The lane, from 1.</param>
    public IEnumerable<string> NamesOn(int lane) => _runs.Where(run => run.Lane == lane).OrderBy(run => run.Start).Select(run => run.Name).OfType<string>().Distinct();

    /// <summary>The point that shows a change, or stands for it.</summary>
    /// <param name="points">The points.</param>
    /// <param name="number">The change; 0 for X.</param>
    public static int? PointOf(IReadOnlyList<LaidPoint> points, int number)
    {
        for (var index = 0; index < points.Count; index++)
        {
            if (points[index].First <= number && number <= points[index].Last)
                return index;
        }

        return null;
    }

    // The first and the last, those that something is live at or that merged the hotfix, then from both ends.
    private static List<LaidPoint> PointsOf(HotfixGraph graph, int most)
    {
        var count = graph.Changes.Count;
        IEnumerable<int> wanted =
        [
            count, 1, .. new[] { graph.Hotfix?.MergedBy, graph.XMergedBy }.OfType<int>(),
            .. graph.Changes.Where(change => change.Commit.Environments.Count > 0).Select(change => change.Number).Reverse(),
            .. Enumerable.Range(1, count).SelectMany(number => new[] { count + 1 - number, number }),
        ];
        var shown = wanted.Where(number => number >= 1).Distinct().Take(most).ToHashSet();
        // What merged the hotfix is in the picture, however narrow it is.
        shown.UnionWith(new[] { graph.Hotfix?.MergedBy, graph.XMergedBy }.OfType<int>());
        List<LaidPoint> points = graph.IsXOnMainline ? [new LaidPoint(0, 0, "X", 0)] : [];
        for (var number = 1; number <= count; number++)
        {
            if (shown.Contains(number))
                points.Add(new LaidPoint(number, number, FormattableString.Invariant($"{number}"), 0));
            else if (points is [.., { IsBreak: true } open])
                points[^1] = open with { Last = number };
            else
                points.Add(new LaidPoint(number, number, LaidPoint.Break, 0));
        }

        return points;
    }

    private bool TryPlace()
    {
        PlacePoints();
        PlaceHotfix();
        var reserved = Crossings();
        var isPlaced = true;
        foreach (var run in _runs)
        {
            if (!PlaceMarks(run, reserved) && run.To is { } to)
            {
                _slack[to]++;
                isPlaced = false;
            }
        }

        if (Hotfix is { To: { } mergedBy } && !PlaceMarks(Hotfix, []))
        {
            _slack[mergedBy]++;
            isPlaced = false;
        }

        Width = _runs.Select(run => run.End).Append(Hotfix?.End ?? 0).Append(Arrow).Max() + 1;
        return isPlaced;
    }

    private void PlacePoints()
    {
        for (var index = 0; index < _points.Count; index++)
        {
            var column = index == 0 ? (_graph.IsXOnMainline ? 3 : 6) : _points[index - 1].End + Gap;
            foreach (var run in _runs.Append(Hotfix).OfType<LaidRun>().Where(run => run.To == index))
            {
                Begin(run);
                column = Math.Max(column, run.Start + run.TextWidth + (2 * Depth(run)));
            }

            _points[index] = _points[index] with { Column = column + _slack[index] };
            foreach (var run in _runs.Append(Hotfix).OfType<LaidRun>().Where(run => run.To == index))
                run.End = _points[index].Column - (2 * Depth(run));
        }

        foreach (var run in _runs.Where(run => run.To is null))
        {
            Begin(run);
            run.End = run.Start + run.TextWidth;
        }
    }

    private void Begin(LaidRun run) => run.Start = run switch
    {
        { Continues: { } before } => before.End + 1,
        { From: { } from } => _points[from].End + (2 * Depth(run)),
        { Lane: 0 } when !_graph.IsXOnMainline && _graph.Hotfix!.GrowsFromX => PlaceOfX() + 1,
        _ => 0,
    };

    private int PlaceOfX() => XMergedAt is { } point ? _points[point].Column - 2 : 3;

    private void PlaceHotfix()
    {
        var last = _points.Count > 0 ? _points[^1].End : 0;
        XAbove = _graph.IsXOnMainline ? null : PlaceOfX();
        if (Hotfix is { To: null } run)
        {
            Begin(run);
            var column = Math.Max(last + 2, run.Start + 1);
            run.Marks = Sequence(run.Texts, column);
            run.End = run.Marks is [.., { } head] ? head.Column : run.Start + 3;
        }

        Arrow = Math.Max(last + Gap, Hotfix is { To: null } ? Hotfix.End + Gap : 0);
    }

    // Where lines of other branches cross a lane, upright or slanted.
    private HashSet<(int Lane, int Column)> Crossings()
    {
        HashSet<(int, int)> crossings = [];
        foreach (var run in _runs)
        {
            for (var lane = 1; lane < run.Lane; lane++)
            {
                if (run is { From: { } from, Continues: null })
                    crossings.UnionWith([(lane, _points[from].End + (2 * lane)), (lane, _points[from].End + 1)]);
                if (run.To is { } to)
                    crossings.UnionWith([(lane, _points[to].Column - (2 * lane)), (lane, _points[to].Column - 1)]);
            }
        }

        return crossings;
    }

    private bool PlaceMarks(LaidRun run, HashSet<(int Lane, int Column)> reserved)
    {
        bool IsFree(int column, string text) => Enumerable.Range(column, text.Length).All(cell => !reserved.Contains((run.Lane, cell)));
        List<LaidMark> marks = [];
        if (run.To is null)
        {
            var column = run.Start + 1;
            foreach (var text in run.Texts)
            {
                while (!IsFree(column, text))
                    column++;
                marks.Add(new LaidMark(column, text));
                column += text.Length + 1;
            }

            run.End = marks is [.., { } end] ? end.Column + end.Text.Length - 1 : run.Start;
        }
        else
        {
            var column = run.End;
            foreach (var text in run.Texts.Reverse())
            {
                while (column >= run.Start && !IsFree(column - text.Length + 1, text))
                    column--;
                marks.Insert(0, new LaidMark(column - text.Length + 1, text));
                column -= text.Length + 1;
            }
        }

        run.Marks = marks;
        return marks.Count == 0 || marks[0].Column > run.Start || (marks[0].Column == run.Start && run.From is null && run.Continues is null);
    }

    private static List<LaidMark> Sequence(IEnumerable<string> texts, int column)
    {
        List<LaidMark> marks = [];
        foreach (var text in texts)
        {
            marks.Add(new LaidMark(column, text));
            column += text.Length + 1;
        }

        return marks;
    }

    private static int Depth(LaidRun run) => Math.Max(1, run.Lane);
}
