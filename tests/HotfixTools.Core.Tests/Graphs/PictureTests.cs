namespace HotfixTools.Core.Tests.Graphs;

/// <summary>
/// What each picture looks like, letter by letter. After a change that is meant, run with HOTFIX_DRAW_PICTURES naming their folder, and look
/// at what became of them.
/// </summary>
public sealed class PictureTests
{
    private static readonly Dictionary<string, (HotfixGraph Graph, GraphStyle Style)> Scenes = new()
    {
        ["design"] = (Picture.OfTheDesign, new()),
        ["0-merges"] = (Picture.Of([], Picture.Fix(2)), new()),
        ["0-merges-no-hotfix"] = (Picture.Of([]), new()),
        ["1-merge"] = (Picture.Of(Picture.Merges(1), Picture.Fix(1)), new()),
        ["2-merges"] = (Picture.Of(Picture.Merges(2), Picture.Fix(1)), new()),
        ["3-merges-no-hotfix"] = (Picture.Of(Picture.Merges(3, fromX: true)), new()),
        ["9-merges"] = (Picture.Of(Picture.Merges(9), Picture.Fix(3)), new() { Width = 140 }),
        ["10-merges"] = (Picture.Of(Picture.Merges(10), Picture.Fix(3)), new() { Width = 140 }),
        ["50-merges"] = (Picture.Of(Picture.Merges(50), Picture.Fix(3)), new() { Width = 140 }),
        ["50-merges-narrow"] = (Picture.Of(Picture.Merges(50), Picture.Fix(3)), new() { Width = 60 }),
        ["no-commits-yet"] = (Picture.Of(Picture.Merges(2), Picture.Fix(0)), new()),
        ["12-fix-commits"] = (Picture.Of(Picture.Merges(2), Picture.Fix(12)), new()),
        ["merged-back"] = (Picture.Of([.. Picture.Merges(2), Picture.Merge(3, "hotfix", 3), Picture.Squash(4)], Picture.Fix(3, mergedBy: 3)), new()),
        ["superseded"] = (Superseded(), new()),
        ["environments"] = (Environments(), new()),
        ["environments-narrow"] = (Environments(), new() { Width = 66 }),
        ["open-branches"] = (Open(), new()),
        ["squashes"] = (Picture.Of([Picture.Squash(1), Picture.Squash(2, "staging"), Picture.Squash(3)], Picture.Fix(1)), new()),
        ["left-before-x"] = (Picture.Of([Picture.Merge(1, "feature1", 2), Picture.Merge(2, "old-work", 9, HotfixGraph.BeforeX)], Picture.Fix(1)), new()),
        ["continued"] = (Picture.Of([Picture.Merge(1, "develop", 2), Picture.Squash(2), Picture.Merge(3, "develop", 2, 1, isContinued: true)], Picture.Fix(1)), new()),
        ["crossing"] = (Picture.Of([Picture.Squash(1), Picture.Merge(2, "one", 3), Picture.Merge(3, "two", 3, leftAt: 1), Picture.Merge(4, "three", 1)], Picture.Fix(1)), new()),
        ["x-beside"] = (Picture.Of([Picture.Merge(1, "feature1", 2, HotfixGraph.BeforeX), Picture.Merge(2, "hotfix", 2), Picture.Squash(3)], Picture.Fix(2)) with { IsXOnMainline = false, XMergedBy = 2 }, new()),
        ["x-not-merged"] = (Picture.Of([Picture.Squash(1)]) with { IsXOnMainline = false }, new()),
        ["wide-names"] = (Named("功能/结账页面改版", "ฟีเจอร์/ใหม่"), new()),
        ["right-to-left"] = (Named("תכונה/חיפוש", "ميزة/بحث"), new()),
        ["emoji"] = (Named("👩\u200d🚀/rocket", "🇳🇱-flag-e\u0301"), new()),
        ["hostile"] = (Hostile(), new()),
        ["long-names"] = (Named("feature/" + new string('a', 100) + "-end", "b/" + new string('x', 200)), new() { Width = 72 }),
    };

    public static TheoryData<string> Names { get; } = [.. Scenes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_picture_looks_so(string scene)
    {
        var (graph, style) = Scenes[scene];
        var drawn = string.Join("\n\n", AsciiGraph.Draw(graph, style), UnicodeGraph.Draw(graph, style), MermaidGraph.Draw(graph, style)) + "\n";

        if (Environment.GetEnvironmentVariable("HOTFIX_DRAW_PICTURES") is { Length: > 0 } folder)
            File.WriteAllText(Path.Combine(folder, scene + ".txt"), drawn);

        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Graphs", "Pictures", scene + ".txt")).ReplaceLineEndings("\n"), drawn);
    }

    internal static IEnumerable<HotfixGraph> Graphs => Scenes.Values.Select(scene => scene.Graph);

    internal static HotfixGraph Hostile()
    {
        const string name = "<script>alert(1)</script>`]]>\"'%%{init:{}}%%;&#x27;\\\u001b[2J\u202e\n  click A href \"javascript:x\"";
        return Named(DisplayText.Clean(name), DisplayText.Clean("\"; end\nbranch x")) with { Mainline = DisplayText.Clean("ma\"in`<b>%%") };
    }

    private static HotfixGraph Named(string one, string two)
    {
        var graph = Picture.Of([Picture.Merge(1, one, 2), Picture.Merge(2, two, 1, leftAt: 1), Picture.Merge(3, null, 1, leftAt: 1)], Picture.Fix(1));
        return graph with { Changes = [.. graph.Changes.Select(change => change with { Commit = change.Commit with { Subject = $"Add {one}" } })], OpenBranches = [new() { Name = two, Commits = 1, LeftAt = 3 }] };
    }

    private static HotfixGraph Superseded()
    {
        var graph = Picture.Of([Picture.Merge(1, "feature1", 2), Picture.Merge(2, "feature2", 1, leftAt: 1, live: "production")], Picture.Fix(2));
        return graph with { X = graph.X with { Environments = [] }, Hotfix = graph.Hotfix! with { IsSuperseded = true } };
    }

    private static HotfixGraph Environments()
    {
        var graph = Picture.Of([Picture.Merge(1, "feature1", 2, live: ["sandbox", "staging"]), Picture.Squash(2)], Picture.Fix(3));
        var fixes = graph.Hotfix!.Commits.Select((fix, index) => fix with { Environments = index == 1 ? ["qa"] : [] });
        return graph with
        {
            Hotfix = graph.Hotfix with { Commits = [.. fixes] },
            Elsewhere = [new("demo", new string('d', 40), IsOlder: true), new("lab", new string('e', 40), IsOlder: false)],
        };
    }

    private static HotfixGraph Open() => Picture.Of([Picture.Merge(1, "feature1", 2), Picture.Squash(2)], Picture.Fix(2)) with
    {
        OpenBranches =
        [
            new() { Name = "search", Commits = 2, LeftAt = 0 },
            new() { Name = "pictures", Commits = 7, LeftAt = 2 },
            new() { Name = "feature1", Commits = 1, LeftAt = 1, IsContinued = true },
            new() { Name = "fix-more", Commits = 1, LeftAt = 0, IsOnHotfix = true },
        ],
        MoreOpenBranches = 4,
    };
}
