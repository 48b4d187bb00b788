using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace HotfixTools.Core.Tests.Graphs;

/// <summary>What holds for every picture, whatever the repository is like.</summary>
public sealed partial class GraphPropertyTests
{
    private static readonly string[] Names =
        ["feature", "hotfix", "功能/结账页面改版很长的名字", "תכונה/חיפוש", "👩\u200d🚀👨\u200d👩\u200d👧", "🇳🇱🇯🇵", "e\u0301\u0302", new string('n', 180), "a\"b'`<i>&]]>", "%%{init}%%"];

    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void No_line_is_wider_than_the_terminal(int seed)
    {
        var (graph, style) = Any(seed);

        foreach (var line in Lines(AsciiGraph.Draw(graph, style)).Concat(Lines(UnicodeGraph.Draw(graph, style))))
            Assert.True(Columns(line) <= style.Width, $"{Columns(line)} columns of {style.Width}: {line}");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Each_number_is_in_the_picture_and_below_it(int seed)
    {
        var (graph, style) = Any(seed);

        foreach (var drawn in new[] { AsciiGraph.Draw(graph, style), UnicodeGraph.Draw(graph, style) })
        {
            // The row between X and a mainline that does not have it is empty too.
            var end = drawn.LastIndexOf("\n\n", StringComparison.Ordinal);
            string[] parts = [drawn[..end], drawn[(end + 2)..]];
            var mainline = parts[0].Split('\n').Single(line => line.EndsWith("->", StringComparison.Ordinal) || line.EndsWith('→'));
            var listed = LegendNumber().Matches(parts[1]).Select(match => match.Value.Trim()).ToList();
            Assert.Equal(listed, Number().Matches(mainline[(mainline.IndexOf(graph.IsXOnMainline ? "X" : "  ", StringComparison.Ordinal) + 1)..]).Select(match => match.Value));
            Assert.Equal(graph.Changes.Count > 0, listed.Count > 0);
            if (listed.Count > 0)
                Assert.Equal(("1", graph.Changes.Count.ToString(CultureInfo.InvariantCulture)), (listed[0], listed[^1]));
            var leftOut = LeftOut().Matches(parts[1]).Sum(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
            Assert.Equal(graph.Changes.Count, listed.Count + leftOut);
            Assert.True(listed.Count <= Math.Max(2, style.MaxMerges) + 2);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Each_fix_commit_that_is_drawn_is_one(int seed)
    {
        var (graph, style) = Any(seed);
        if (graph.Hotfix is not { } hotfix)
            return;

        var top = AsciiGraph.Draw(graph, style).Split('\n')[0];

        Assert.Equal(hotfix.Commits.Count > 0, top.EndsWith('H'));
        if (hotfix.Commits.Count is > 0 and <= 4 && !top.Contains("..", StringComparison.Ordinal))
            Assert.Equal(hotfix.Commits.Count - 1, top.Count(c => c == 'x') - hotfix.Branch.Count(c => c == 'x'));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void ASCII_is_ASCII(int seed)
    {
        var (graph, style) = Any(seed);

        Assert.DoesNotContain(AsciiGraph.Draw(graph, style), c => c is (< ' ' or > '~') and not '\n');
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void SVG_is_XML_without_scripts_or_links(int seed)
    {
        var (graph, style) = Any(seed);

        var svg = XDocument.Parse(SvgGraph.Draw(graph, style)).Root!;

        string[] elements = ["svg", "title", "desc", "style", "text", "tspan", "path", "circle", "g"];
        Assert.All(svg.DescendantsAndSelf(), element => Assert.Contains(element.Name.LocalName, elements));
        Assert.All(svg.DescendantsAndSelf().Attributes(), attribute => Assert.DoesNotMatch("^(on|href|src)", attribute.Name.LocalName));
        Assert.DoesNotContain("url(", svg.Elements().Single(element => element.Name.LocalName == "style").Value);
        Assert.All(svg.Descendants().Attributes("id"), id => Assert.StartsWith("hg", id.Value));
        Assert.InRange(svg.ToString().Length, 500, 16000);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Mermaid_has_nothing_of_names_outside_of_quotes(int seed)
    {
        var (graph, style) = Any(seed);

        var lines = MermaidGraph.Draw(graph, style).Split('\n');
        Assert.All(lines.Where(line => line.StartsWith("%%", StringComparison.Ordinal)).Skip(1), line => Assert.DoesNotMatch("[<>{}`\"']|%%.*%%", line));
        foreach (var line in lines.Skip(2).Where(line => !line.StartsWith("%%", StringComparison.Ordinal)))
            Assert.Matches("""^  (commit|branch|checkout|merge)( "[^"<>`%;{}&()\\]+"| id: "[^"<>`%{}&()\\]+"| tag: "[^"<>`%{}&()\\]+"| type: (HIGHLIGHT|REVERSE))+$""", line.Replace("#59;", string.Empty, StringComparison.Ordinal).Replace(";", string.Empty, StringComparison.Ordinal));
    }

    [Fact]
    public void Colours_change_nothing_but_the_colour()
    {
        foreach (var graph in PictureTests.Graphs)
        {
            var colored = UnicodeGraph.Draw(graph, new GraphStyle { IsColored = true });

            Assert.Contains("\e[1;32mX\e[0m", colored);
            Assert.Equal(UnicodeGraph.Draw(graph), Escape().Replace(colored, string.Empty));
        }
    }

    [Fact]
    public void Two_SVGs_in_one_page_have_ids_of_their_own()
    {
        var ids = PictureTests.Graphs.Select((graph, index) => graph with { Repository = $"/srv/{index}" })
            .SelectMany(graph => XDocument.Parse(SvgGraph.Draw(graph)).Descendants().Attributes("id").Select(id => id.Value)).ToList();

        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void What_XML_forbids_is_left_out() =>
        Assert.Equal("a&lt;b&gt;&amp;&quot;&#39;\uFFFD", InSvg("a<\u0001b>\u0085&\"\uFFFE'\uFFFD"));

    private static string InSvg(string text)
    {
        var graph = Picture.Of([]) with { Mainline = text };
        var svg = SvgGraph.Draw(graph);
        return svg.Split("<tspan>", 2)[1].Split("</tspan>", 2)[0];
    }

    private static IEnumerable<string> Lines(string drawn) => drawn.Split('\n');

    private static int Columns(string line)
    {
        // Counted here in a simpler way: two columns at most for what is not Latin, none for what joins.
        var count = 0;
        foreach (var element in StringElements(line))
            count += element[0] is '\u2068' or '\u2069' ? 0 : element[0] < '\u0300' || element[0] is >= '\u0590' and < '\u1100' or >= '\u2010' and <= '\u25FF' ? 1 : 2;
        return count;
    }

    private static IEnumerable<string> StringElements(string line)
    {
        for (var elements = StringInfo.GetTextElementEnumerator(line); elements.MoveNext();)
            yield return elements.GetTextElement();
    }

    // Random, but the same each time.
    private static (HotfixGraph Graph, GraphStyle Style) Any(int seed)
    {
        var random = new Random(seed);
        var count = random.Next(4) switch { 0 => random.Next(4), 1 => random.Next(9, 12), 2 => random.Next(40, 60), _ => random.Next(1, 9) };
        string Name() => Names[random.Next(Names.Length)] + random.Next(3).ToString(CultureInfo.InvariantCulture);
        List<GraphChange> changes = [];
        for (var number = 1; number <= count; number++)
        {
            var isContinued = number > 1 && random.Next(5) == 0;
            changes.Add(random.Next(4) == 0
                ? Picture.Squash(number)
                : Picture.Merge(number, random.Next(5) == 0 ? null : Name(), random.Next(1, 9), isContinued ? number - 1 : random.Next(-1, number), isContinued, random.Next(6) == 0 ? ["staging"] : []));
        }

        var isOnMainline = random.Next(5) > 0;
        var mergedBy = count > 0 && random.Next(3) == 0 ? random.Next(1, count + 1) : (int?)null;
        var graph = Picture.Of(changes, random.Next(5) == 0 ? null : Picture.Fix(random.Next(mergedBy is null ? 0 : 1, 8), mergedBy)) with
        {
            IsXOnMainline = isOnMainline,
            XMergedBy = isOnMainline || count == 0 || random.Next(2) == 0 ? null : mergedBy is { } last ? random.Next(1, last + 1) : random.Next(1, count + 1),
            OpenBranches = [.. Enumerable.Range(0, random.Next(7)).Select(_ => new GraphBranch { Name = Name(), Commits = random.Next(1, 7), LeftAt = random.Next(0, count + 1), IsContinued = random.Next(4) == 0, IsOnHotfix = random.Next(6) == 0 })],
            MoreOpenBranches = random.Next(3),
            Elsewhere = random.Next(3) == 0 ? [new GraphDeploy("staging", new string('a', 40), IsOlder: true)] : [],
        };
        return (graph, new GraphStyle { Width = random.Next(GraphStyle.Narrowest, 160), MaxMerges = random.Next(2, 51) });
    }

    [GeneratedRegex(@"(?m)^\d+ +(?=[0-9a-f]{8} )")]
    private static partial Regex LegendNumber();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();

    [GeneratedRegex(@"(?m)^(?:\.\.\.|···) +(\d+) more ")]
    private static partial Regex LeftOut();

    [GeneratedRegex("\e\\[[0-9;]*m")]
    private static partial Regex Escape();
}
