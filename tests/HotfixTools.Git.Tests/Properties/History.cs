using System.Text;
using CsCheck;

namespace HotfixTools.Git.Tests.Properties;

/// <summary>
/// A random history: merges of two and of more, criss-crosses, reverts, empty commits, several roots. What is asked of git
/// elsewhere is worked out here from nothing but the parents of each commit, in the plainest way.
/// </summary>
internal sealed class History
{
    private readonly List<int[]> _parents = [];
    private readonly List<Files> _files = [];
    private readonly List<string> _messages = [];
    private readonly List<HashSet<int>> _histories = [];

    private History(IReadOnlyList<Step> steps)
    {
        foreach (var step in steps)
            Add(step);
    }

    /// <summary>Any history of two to fourteen commits.</summary>
    public static Gen<History> Any { get; } =
        Gen.Select(Gen.Int[0, 19], Gen.Int[0, 999], Gen.Int[0, 999], Gen.Select(Gen.Int[0, 19], Gen.Int[0, 99], Gen.Int[0, 99], Gen.Int[0, 99], (kind, file, place, text) => new Edit(kind, file, place, text)).Array[1, 3])
            .Select((shape, first, second, edits) => new Step(shape, first, second, edits)).Array[2, 14].Select(steps => new History(steps));

    /// <summary>How many commits.</summary>
    public int Count => _parents.Count;

    /// <summary>The parents of a commit.</summary>
    public int[] Parents(int commit) => _parents[commit];

    /// <summary>The files of a commit.</summary>
    public Files FilesOf(int commit) => _files[commit];

    /// <summary>The message of a commit.</summary>
    public string MessageOf(int commit) => _messages[commit];

    /// <summary>A commit with all that it grew from.</summary>
    public IReadOnlySet<int> HistoryOf(int commit) => _histories[commit];

    /// <summary>Whether a commit is in the history of another.</summary>
    public bool IsAncestor(int ancestor, int descendant) => _histories[descendant].Contains(ancestor);

    /// <summary>What a commit has that another has not.</summary>
    public HashSet<int> Difference(int from, int excluding) => [.. _histories[from].Except(_histories[excluding])];

    /// <summary>The best common ancestors: those that are in the history of no other common one.</summary>
    public HashSet<int> MergeBases(int one, int other)
    {
        var common = _histories[one].Intersect(_histories[other]).ToList();
        return [.. common.Where(candidate => !common.Any(better => better != candidate && IsAncestor(candidate, better)))];
    }

    /// <summary>From a commit along the first parents, down to what another has already; the newest first.</summary>
    public List<int> Line(int tip, int origin)
    {
        List<int> line = [];
        for (int? next = tip; next is { } commit && !IsAncestor(commit, origin); next = _parents[commit] is [var parent, ..] ? parent : null)
            line.Add(commit);
        return line;
    }

    /// <summary>The history as text: of each commit its parents, and its files.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (var commit = 0; commit < Count; commit++)
        {
            text.Append($"{commit} <- [{string.Join(", ", _parents[commit])}] {_messages[commit]}\n");
            foreach (var (path, mode, content) in _files[commit].All)
                text.Append($"      {mode} {path}: {content.Replace("\r", "\\r").Replace("\n", "|").Replace("\0", "\\0")}\n");
        }

        return text.ToString();
    }

    private void Add(Step step)
    {
        if (Count == 0 || step.Shape == 0)
        {
            Add([], Count == 0 ? Files.Start : step.Edits.Aggregate(Files.None, (files, edit) => files.After(edit)), "A root");
            return;
        }

        // Mostly from what is new, so that there are long lines; now and then from far back.
        var first = Math.Max(0, Count - 1 - (step.First % Math.Min(Count, step.Shape % 3 == 0 ? Count : 3)));
        var others = Enumerable.Range(0, Count).Where(commit => !IsAncestor(commit, first)).ToList();
        switch (step.Shape)
        {
            case <= 6 when others.Count > 0:
                Merge([first, others[step.Second % others.Count]], step);
                break;
            case 7 when others.Count > 1:
                Merge([first, .. others.Where((_, index) => (step.Second >> index) % 2 == 0).Append(others[^1]).Distinct().Take(3)], step);
                break;
            case 8 when others.Count > 0:
                // The very same side merged into both: with what comes after it, a criss-cross.
                var side = others[step.Second % others.Count];
                Merge([side, first], step);
                Merge([first, side], step);
                break;
            case 9 when _parents[first].Length > 0:
                Add([first], Files.Merge(_files[first], _files[_parents[first][0]], _files[first]), "Revert");
                break;
            case 10:
                Add([first], _files[first], "Nothing");
                break;
            case 11 when others.Count > 0:
                Add([first], MergedFiles(first, others[step.Second % others.Count]), "Squash");
                break;
            case 12 when others.Count > 0 && others[step.Second % others.Count] is var pick && _parents[pick].Length > 0:
                Add([first], Files.Merge(_files[_parents[pick][0]], _files[first], _files[pick]), "Pick");
                break;
            default:
                Add([first], step.Edits.Aggregate(_files[first], (files, edit) => files.After(edit)), "Change");
                break;
        }
    }

    private void Merge(int[] parents, Step step)
    {
        var files = parents.Skip(1).Aggregate(_files[parents[0]], (merged, parent) => Files.Merge(OriginOf(parents[0], parent), merged, _files[parent]));
        // Some merges do more than to merge.
        Add(parents, step.Edits.Count > 2 ? files.After(step.Edits[0]) : files, parents.Length > 2 ? "Octopus" : "Merge");
    }

    private Files MergedFiles(int one, int other) => Files.Merge(OriginOf(one, other), _files[one], _files[other]);

    private Files OriginOf(int one, int other) => MergeBases(one, other) is { Count: > 0 } bases ? _files[bases.Min()] : Files.None;

    private void Add(int[] parents, Files files, string message)
    {
        var history = parents.SelectMany(parent => _histories[parent]).ToHashSet();
        history.Add(Count);
        _parents.Add(parents);
        _files.Add(files);
        _messages.Add(message);
        _histories.Add(history);
    }
}
