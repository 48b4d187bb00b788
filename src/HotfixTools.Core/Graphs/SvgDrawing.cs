using System.Globalization;
using System.Text;

namespace HotfixTools;

/// <summary>One picture, as it becomes SVG.</summary>
internal sealed class SvgDrawing
{
    private const int Cell = 8;
    private const int Margin = 12;
    private const int LaneHeight = 30;
    private const int LineHeight = 19;
    private const int WidestName = 24;

    private readonly HotfixGraph _graph;
    private readonly GraphStyle _style;
    private readonly GraphLayout _layout;
    private readonly GraphText _text = new(isAscii: false, isolates: false);
    private readonly string _id;
    private readonly List<(string Name, int Y)> _names = [];
    private readonly StringBuilder _svg = new();
    private readonly int _left;
    private readonly int _main;
    private readonly int _columns;

    /// <summary>Begins a picture.</summary>
    /// <param name="graph">What it shows.</param>
    /// <param name="style">How.</param>
    /// <param name="id">What its ids begin with.</param>
    public SvgDrawing(HotfixGraph graph, GraphStyle style, string id)
    {
        _graph = graph;
        _style = style;
        _id = id;
        _columns = Math.Max(style.Width, GraphStyle.Narrowest);
        var widest = Math.Min(WidestName, _columns / 4);
        _layout = GraphLayout.Of(graph, style.MaxMerges, _columns - widest - 2);
        _main = Margin + (_layout.HasTop ? LaneHeight : 0) + (LaneHeight / 2);
        _names.Add((_text.Middle(graph.Mainline, widest), _main));
        if (graph.Hotfix is { } hotfix)
            _names.Add((_text.Middle(hotfix.Branch, widest), _main - LaneHeight));
        for (var lane = 1; lane <= _layout.Lanes; lane++)
        {
            string[] names = [.. _layout.NamesOn(lane)];
            if (names.Length > 0)
                _names.Add((names.Length == 1 ? _text.Middle(names[0], widest) : FormattableString.Invariant($"{names.Length} branches"), Y(lane)));
        }

        _left = Margin + ((_names.Max(name => GraphText.Width(name.Name)) + 2) * Cell);
    }

    /// <summary>The SVG, an element <c>svg</c>.</summary>
    public string Draw()
    {
        List<LegendEntry> entries = [.. GraphLegend.Of(_graph, _layout.Points)];
        var below = Y(_layout.Lanes) + (LaneHeight / 2) + Margin;
        List<string> lines = [.. entries.Select((entry, index) => LegendLine(entry, below + (LineHeight * (index + 1)) - 6))];
        var height = below + (LineHeight * entries.Count) + Margin;
        var width = Math.Max(_left + (_layout.Width * Cell), entries.Max(LegendWidth)) + Margin;
        _svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"hg\" role=\"img\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" aria-labelledby=\"{_id}-title {_id}-desc\">\n");
        _svg.Append(CultureInfo.InvariantCulture, $"<title id=\"{_id}-title\">{XmlText.Escape(Title())}</title>\n<desc id=\"{_id}-desc\">{XmlText.Escape(Description())}</desc>\n");
        _svg.Append($"<style>{Style}</style>\n");
        foreach (var (name, y) in _names)
            _svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Margin}\" y=\"{y + 4}\">{Name(name)}</text>\n");
        DrawLines();
        DrawPoints();
        foreach (var line in lines)
            _svg.Append(line);
        return _svg.Append("</svg>").ToString();
    }

    private const string Style =
        ".hg{font:13px ui-monospace,Menlo,Consolas,monospace;direction:ltr;max-width:100%;height:auto}"
        + ".hg:root{color:#1f2328;background:#fff}"
        + ".hg text{fill:currentColor;white-space:pre}.hg tspan{unicode-bidi:isolate}"
        + ".hg path{fill:none;stroke:currentColor;stroke-width:1.5;opacity:.55}.hg .hg-dash{stroke-dasharray:4 4}"
        + ".hg circle{fill:#6e7781}.hg .hg-open{fill:none;stroke:currentColor;stroke-width:1.5}.hg .hg-x{fill:#1a7f37}.hg .hg-fix{fill:#cf222e}.hg .hg-n{fill:#0969da}"
        + ".hg .hg-live{stroke:#1a7f37;stroke-width:2;fill:none}.hg .hg-in{fill:#fff;font-weight:600;font-size:11px;text-anchor:middle}.hg .hg-long{font-size:8px}.hg .hg-mark{font-weight:600}"
        + "@media (prefers-color-scheme:dark){.hg:root{color:#e6edf3;background:#0d1117}}";

    private void DrawLines()
    {
        Path($"M{_left} {_main}{Across(_layout.Points.Where(point => point.IsBreak).Select(point => point.Column), _main, X(_layout.Arrow))}m-6 -4l6 4l-6 4");
        foreach (var run in _layout.Runs)
        {
            var y = Y(run.Lane);
            var start = run switch
            {
                { Continues: { } before } => $"M{X(before.End)} {y}",
                { From: { } from } => $"M{Center(from)} {_main}L{X(run.Start)} {y}",
                _ => $"M{_left} {y}",
            };
            Path($"{start}{Across(run, y)}{(run.To is { } to ? $"L{Center(to)} {_main}" : string.Empty)}");
        }

        var top = _main - LaneHeight;
        if (_layout.Hotfix is { } hotfix)
        {
            Path($"M{(hotfix.From is { } from ? $"{Center(from)} {_main}L" : string.Empty)}{X(hotfix.Start)} {top}{Across(hotfix, top)}{(hotfix.To is { } to ? $"L{Center(to)} {_main}" : string.Empty)}");
            if (hotfix is { To: null, Marks.Count: > 0 })
                Path($"M{X(hotfix.End)} {top}L{X(hotfix.End + 2)} {_main}", _graph.Hotfix!.IsMerged ? string.Empty : "hg-dash");
        }

        if (_layout is { XAbove: { } x, XMergedAt: { } point })
            Path($"M{X(x)} {top}L{Center(point)} {_main}");
    }

    private void DrawPoints()
    {
        var top = _main - LaneHeight;
        foreach (var run in _layout.Runs)
        {
            foreach (var mark in run.Marks)
                Mark(mark, Y(run.Lane), run.To is null ? "hg-open" : string.Empty);
        }

        if (_layout.XAbove is { } x)
            Point(X(x), top, "X", "hg-x", _graph.X);
        foreach (var point in _layout.Points)
        {
            if (point.IsBreak)
                Mark(new LaidMark(point.Column, point.Text), _main, string.Empty);
            else if (point.First == 0)
                Point(Center(point), _main, "X", "hg-x", _graph.X);
            else
                Point(Center(point), _main, point.Text, "hg-n", _graph.Changes[point.First - 1].Commit);
        }

        foreach (var mark in _layout.Hotfix?.Marks ?? [])
        {
            if (mark.Text == "H")
                Point(X(mark.Column), top, "H", "hg-fix", _graph.Hotfix!.Commits[^1]);
            else
                Mark(mark, top, "hg-fix");
        }
    }

    private void Point(double x, int y, string text, string kind, GraphCommit commit)
    {
        var live = commit.Environments.Count > 0 ? "; live in " + string.Join(", ", commit.Environments) : string.Empty;
        var title = $"{text}: {ShortText.Commit(commit.Commit)} {commit.Subject}{live}";
        var ring = live.Length > 0 ? FormattableString.Invariant($"<circle class=\"hg-live\" cx=\"{x}\" cy=\"{y}\" r=\"12\"/>") : string.Empty;
        var kindOfText = text.Length > 2 ? "hg-in hg-long" : "hg-in";
        _svg.Append(CultureInfo.InvariantCulture, $"<g><title>{XmlText.Escape(title)}</title>{ring}<circle class=\"{kind}\" cx=\"{x}\" cy=\"{y}\" r=\"9\"/><text class=\"{kindOfText}\" x=\"{x}\" y=\"{y + 4}\">{text}</text></g>\n");
    }

    private void Mark(LaidMark mark, int y, string kind)
    {
        if (mark.Text == LaidPoint.Break)
        {
            for (var dot = 0; dot < LaidPoint.Break.Length; dot++)
                _svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{X(mark.Column + dot)}\" cy=\"{y}\" r=\"2\"/>");
            _svg.Append('\n');
            return;
        }

        _svg.Append(CultureInfo.InvariantCulture, $"<circle{(kind.Length > 0 ? $" class=\"{kind}\"" : string.Empty)} cx=\"{X(mark.Column)}\" cy=\"{y}\" r=\"4\"/>\n");
    }

    private string Across(LaidRun run, int y) => Across(run.Marks.Where(mark => mark.Text == LaidPoint.Break).Select(mark => mark.Column), y, X(run.End));

    // Where commits are left out, the line is too.
    private string Across(IEnumerable<int> breaks, int y, int end)
    {
        var gaps = breaks.Select(column => FormattableString.Invariant($"H{X(column) - Cell}M{X(column + LaidPoint.Break.Length)} {y}"));
        return string.Concat(gaps) + FormattableString.Invariant($"H{end}");
    }

    private void Path(FormattableString line, string kind = "") =>
        _svg.Append($"<path{(kind.Length > 0 ? $" class=\"{kind}\"" : string.Empty)} d=\"{FormattableString.Invariant(line)}\"/>\n");

    private string LegendLine(LegendEntry entry, int y)
    {
        var mark = entry.Mark.Length > 0 ? $"<tspan class=\"hg-mark\">{XmlText.Escape(entry.Mark)}</tspan>" : string.Empty;
        return FormattableString.Invariant($"<text x=\"{Margin}\" y=\"{y}\">{mark}</text><text x=\"{LegendLeft}\" y=\"{y}\">{XmlText.Escape(FactsOf(entry))}{Name(NameOf(entry))}{XmlText.Escape(entry.Between)}{Name(SubjectOf(entry))}{XmlText.Escape(entry.After)}</text>\n");
    }

    private static int LegendLeft => Margin + (6 * Cell);

    private int LegendWidth(LegendEntry entry) => LegendLeft + (TextWidth.Of(FactsOf(entry) + NameOf(entry) + entry.Between + SubjectOf(entry) + entry.After) * Cell);

    private string FactsOf(LegendEntry entry) =>
        (entry.Commit is { } commit ? $"{ShortText.Commit(commit.Commit)}  {GraphLegend.DateOf(commit, _style.TimeZone)}{(_style.TimeZone == TimeZoneInfo.Utc ? " UTC" : string.Empty)}  " : string.Empty) + entry.Before;

    private string NameOf(LegendEntry entry) => _text.Middle(entry.Name, _columns / 3);

    private string SubjectOf(LegendEntry entry) => _text.Begin(entry.Subject, Math.Max(8, _columns - 6 - TextWidth.Of(FactsOf(entry)) - TextWidth.Of(NameOf(entry)) - entry.After.Length));

    // The style keeps what is written from right to left apart.
    private static string Name(string name) => name.Length == 0 ? string.Empty : $"<tspan>{XmlText.Escape(name)}</tspan>";

    private string Title() => _graph.Hotfix is { } hotfix ? $"{hotfix.Branch} and {_graph.Mainline}" : $"{_graph.Mainline} since what is live";

    private string Description()
    {
        var count = FormattableString.Invariant($"{_graph.Changes.Count}");
        var since = $"{count} {(_graph.Changes.Count == 1 ? "change" : "changes")} on {_graph.Mainline} since X, {ShortText.Commit(_graph.X.Commit)}.";
        return _graph.Hotfix is { } hotfix
            ? FormattableString.Invariant($"{since} The hotfix {hotfix.Branch} has {hotfix.Commits.Count} fix {(hotfix.Commits.Count == 1 ? "commit" : "commits")}, {(hotfix.IsMerged ? "and is merged back" : "and is not merged back")}.")
            : since + " No hotfix is in progress.";
    }

    private int Y(int lane) => _main + (lane * LaneHeight);

    private int X(int column) => _left + (column * Cell) + (Cell / 2);

    private double Center(int point) => Center(_layout.Points[point]);

    private double Center(LaidPoint point) => (X(point.Column) + X(point.End)) / 2.0;
}
