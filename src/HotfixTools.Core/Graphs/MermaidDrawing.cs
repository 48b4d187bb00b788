using System.Text;
using System.Text.RegularExpressions;

namespace HotfixTools;

/// <summary>One picture, as it becomes Mermaid.</summary>
/// <param name="graph">What it shows.</param>
/// <param name="style">How.</param>
internal sealed partial class MermaidDrawing(HotfixGraph graph, GraphStyle style)
{
    private const int WidestText = 48;
    private const int WidestSubject = 72;

    private readonly GraphLayout _layout = GraphLayout.Of(graph, style.MaxMerges, int.MaxValue);
    private readonly GraphText _text = new(isAscii: false, isolates: false);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly Dictionary<LaidRun, string> _branches = new(ReferenceEqualityComparer.Instance);
    private readonly StringBuilder _lines = new();
    private string _main = string.Empty;
    private string _hotfix = string.Empty;

    /// <summary>The text of the diagram.</summary>
    public string Draw()
    {
        // Codes mean nothing in the directive: a name that needs one would be another branch there.
        _main = Unused(Plain().IsMatch(graph.Mainline) ? graph.Mainline : "mainline");
        Add("%%{init: {\"gitGraph\": {\"mainBranchName\": \"" + _main + "\"}}}%%");
        Add("gitGraph LR:");
        Begin();
        for (var index = 0; index < _layout.Points.Count; index++)
        {
            if (_layout.Points[index].First > 0)
                DrawPoint(index, _layout.Points[index]);
            DrawBranches(index);
        }

        if (_layout.Hotfix is { To: null, Texts.Count: > 0 })
            DrawFixes();
        Tell();
        return _lines.ToString().TrimEnd('\n');
    }

    // As comments: what is drawn has room for numbers alone.
    private void Tell()
    {
        foreach (var entry in GraphLegend.Of(graph, _layout.Points))
        {
            var commit = entry.Commit is { } found ? $"{ShortText.Commit(found.Commit)} {GraphLegend.DateOf(found, style.TimeZone)} " : string.Empty;
            Add($"%% {entry.Mark} {commit}{entry.Before}{MermaidGraph.Escape(_text.Middle(entry.Name, WidestText))}{entry.Between}{MermaidGraph.Escape(_text.Begin(entry.Subject, WidestSubject))}{entry.After}".Replace("  ", " ", StringComparison.Ordinal));
        }
    }

    private void Begin()
    {
        if (!graph.IsXOnMainline || _layout.Runs.Any(run => run.From is null && run.Continues is null))
        {
            Add("  commit id: \"before X\"");
            DrawBranches(null);
        }

        if (!graph.IsXOnMainline)
            BranchOff(_hotfix = Unused(graph.Hotfix?.Branch ?? "live"));
        Add($"  commit id: \"X\"{Tag(ShortText.Commit(graph.X.Commit), graph.X)} type: HIGHLIGHT");
        if (!graph.IsXOnMainline)
            CheckOut(_main);
        else if (graph.Hotfix is { } hotfix)
        {
            BranchOff(_hotfix = Unused(hotfix.Branch));
            CheckOut(_main);
        }
    }

    private void DrawPoint(int index, LaidPoint point)
    {
        if (point.IsBreak)
        {
            Add(FormattableString.Invariant($"  commit id: \"{point.Last - point.First + 1} more\" type: REVERSE"));
            return;
        }

        var change = graph.Changes[point.First - 1];
        var tag = Tag(change.PullRequest is { } number ? FormattableString.Invariant($"#{number}") : ShortText.Commit(change.Commit.Commit), change.Commit);
        if (_layout.Hotfix?.To == index)
        {
            DrawFixes();
            CheckOut(_main);
            Merge(_hotfix, point, tag);
        }
        else if (_layout.XMergedAt == index)
            Merge(_hotfix, point, tag);
        else if (_layout.Runs.FirstOrDefault(run => run.To == index) is { } merged)
            Merge(_branches[merged], point, tag);
        else
            Add($"  commit id: \"{point.Text}\"{tag}");
    }

    private void DrawBranches(int? point)
    {
        foreach (var run in _layout.Runs.Where(run => run.Continues is { } before ? before.To == point : run.From == point))
        {
            if (run.Continues is { } earlier)
                CheckOut(_branches[run] = _branches[earlier]);
            else
                BranchOff(_branches[run] = Unused(run.Name ?? "branch"));
            DrawCommits(_branches[run], run.Texts.Select((_, index) => NameOf(run, index)));
            CheckOut(_main);
        }
    }

    private void DrawFixes()
    {
        var run = _layout.Hotfix!;
        CheckOut(_hotfix);
        if (run.Texts.Count == 0)
            return;
        DrawCommits(_hotfix, run.Texts.SkipLast(1).Select((_, index) => NameOf(run, index)));
        var head = graph.Hotfix!.Commits[^1];
        Add($"  commit id: \"H\"{Tag(ShortText.Commit(head.Commit), head)} type: HIGHLIGHT");
    }

    private void DrawCommits(string branch, IEnumerable<string> names)
    {
        foreach (var name in names)
            Add($"  commit id: \"{MermaidGraph.Escape(Unused($"{branch}: {name}"))}\"");
    }

    private static string NameOf(LaidRun run, int index)
    {
        var leftOut = run.Commits - run.Texts.Count;
        return run.Texts[index] == LaidPoint.Break ? FormattableString.Invariant($"{leftOut + 1} more") : FormattableString.Invariant($"{leftOut + index + 1}");
    }

    private void BranchOff(string name) => Add($"  branch \"{MermaidGraph.Escape(name)}\"");

    private void CheckOut(string name) => Add($"  checkout \"{MermaidGraph.Escape(name)}\"");

    private void Merge(string name, LaidPoint point, string tag) => Add($"  merge \"{MermaidGraph.Escape(name)}\" id: \"{point.Text}\"{tag}");

    private string Tag(string text, GraphCommit commit)
    {
        var tags = $" tag: \"{MermaidGraph.Escape(_text.Begin(text, WidestText))}\"";
        return commit.Environments.Count == 0 ? tags : $"{tags} tag: \"{MermaidGraph.Escape("live in " + string.Join(", ", commit.Environments))}\"";
    }

    // A branch that was merged and left the mainline again is another one there.
    private string Unused(string name)
    {
        var shown = _text.Middle(name, WidestText);
        var unused = shown;
        for (var count = 2; !_used.Add(unused); count++)
            unused = FormattableString.Invariant($"{shown} ({count})");
        return unused;
    }

    private void Add(string line) => _lines.Append(line).Append('\n');

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_/.-]{0,39}$")]
    private static partial Regex Plain();
}
