using System.Text;

namespace HotfixTools;

/// <summary>A picture of letters: names at the left, the drawing beside them, the legend below.</summary>
internal abstract class TextGraph
{
    private const int WidestName = 24;
    private const int NarrowestSubject = 8;
    private const int FullDate = 16;
    private const int DayAlone = 10;

    private readonly GraphStyle _style;
    private readonly GraphText _text;

    /// <summary>Begins a picture.</summary>
    /// <param name="graph">What it shows.</param>
    /// <param name="style">How.</param>
    /// <param name="isAscii">Whether there may be ASCII alone.</param>
    protected TextGraph(HotfixGraph graph, GraphStyle style, bool isAscii)
    {
        Graph = graph;
        _style = style;
        _text = new GraphText(isAscii, isolates: !isAscii);
        var width = Math.Max(style.Width, GraphStyle.Narrowest);
        var names = Math.Min(WidestName, width / 4);
        Layout = GraphLayout.Of(graph, style.MaxMerges, width - names - 2);
        Width = width;
        NameWidth = names;
    }

    /// <summary>What is shown.</summary>
    protected HotfixGraph Graph { get; }

    /// <summary>Where everything is.</summary>
    protected GraphLayout Layout { get; }

    /// <summary>Whether colours are given.</summary>
    protected bool IsColored => _style.IsColored;

    private int Width { get; }

    private int NameWidth { get; }

    /// <summary>The row of the mainline.</summary>
    protected abstract int MainRow { get; }

    /// <summary>The row of a lane below the mainline.</summary>
    /// <param name="lane">The lane, from 1.</param>
    protected abstract int RowOf(int lane);

    /// <summary>Draws all but the names and the legend.</summary>
    /// <param name="canvas">Takes it.</param>
    protected abstract void Draw(GraphCanvas canvas);

    /// <summary>Gives a word its ink.</summary>
    /// <param name="word">The word.</param>
    /// <param name="ink">The ink.</param>
    protected virtual string Paint(string word, GraphInk ink) => word;

    /// <summary>What is drawn for a mark.</summary>
    /// <param name="text">The mark, as it is laid out.</param>
    protected virtual string Shown(string text) => text;

    /// <summary>The whole picture, lines separated by line feeds.</summary>
    public string Draw()
    {
        var height = RowOf(Layout.Lanes) + 1;
        var canvas = new GraphCanvas(Layout.Width, height);
        Draw(canvas);
        var names = Names().ToDictionary(name => name.Row, name => name.Text);
        var indent = names.Values.Select(GraphText.Width).DefaultIfEmpty(0).Max() + 2;
        List<string> lines = [];
        for (var row = 0; row < height; row++)
        {
            var name = names.GetValueOrDefault(row, string.Empty);
            lines.Add($"{name}{new string(' ', indent - GraphText.Width(name))}{canvas.Row(row, Paint)}".TrimEnd());
        }

        lines.Add(string.Empty);
        lines.AddRange(Legend());
        return string.Join('\n', lines);
    }

    private IEnumerable<(int Row, string Text)> Names()
    {
        if (Graph.Hotfix is { } hotfix)
            yield return (0, _text.Middle(hotfix.Branch, NameWidth));
        yield return (MainRow, _text.Middle(Graph.Mainline, NameWidth));
        for (var lane = 1; lane <= Layout.Lanes; lane++)
        {
            string[] names = [.. Layout.NamesOn(lane)];
            if (names.Length > 0)
                yield return (RowOf(lane), Together(names));
        }
    }

    // Each by itself, so that one that is written from right to left does not turn the next.
    private string Together(string[] names)
    {
        if (names.Length == 1)
            return _text.Middle(names[0], NameWidth);
        var together = string.Join(", ", names.Select(name => _text.Begin(name, int.MaxValue)));
        return GraphText.Width(together) <= NameWidth ? together : FormattableString.Invariant($"{names.Length} branches");
    }

    private IEnumerable<string> Legend()
    {
        List<LegendEntry> entries = [.. GraphLegend.Of(Graph, Layout.Points)];
        var marks = entries.Max(entry => entry.Mark.Length);
        // What is narrow has no room for the time of the day, or for dates at all.
        var dateLength = Width >= 100 ? FullDate : Width >= 64 ? DayAlone : 0;
        foreach (var entry in entries)
        {
            var mark = Shown(entry.Mark);
            var line = new StringBuilder(Paint(mark, InkOf(entry.Mark))).Append(' ', marks - mark.Length + 2);
            var room = Width - marks - 2;
            if (entry.Commit is { } commit)
            {
                var facts = ShortText.Commit(commit.Commit) + "  " + (dateLength > 0 ? GraphLegend.DateOf(commit, _style.TimeZone)[..dateLength] + "  " : string.Empty);
                line.Append(facts);
                room -= facts.Length;
            }

            yield return line.Append(Tell(entry, room)).ToString().TrimEnd();
        }
    }

    private string Tell(LegendEntry entry, int room)
    {
        var told = new StringBuilder();
        void Add(string text)
        {
            room -= GraphText.Width(text);
            told.Append(text);
        }

        Add(_text.Begin(entry.Before, room));
        // What is live where goes before the name, and the name before the subject.
        var spare = room - entry.After.Length;
        var hasSubject = entry.Subject.Length > 0 && (entry.Name.Length == 0 || spare >= 3 * NarrowestSubject);
        Add(_text.Middle(entry.Name, Math.Max(NarrowestSubject, hasSubject ? spare / 2 : spare)));
        if (hasSubject)
        {
            Add(entry.Between);
            Add(_text.Begin(entry.Subject, Math.Max(NarrowestSubject, room - entry.After.Length)));
        }

        Add(_text.Begin(entry.After, room));
        return told.ToString();
    }

    private static GraphInk InkOf(string mark) => mark switch
    {
        "X" => GraphInk.X,
        "H" or "x" => GraphInk.Hotfix,
        "" or LaidPoint.Break => GraphInk.Line,
        _ => GraphInk.Change,
    };
}
