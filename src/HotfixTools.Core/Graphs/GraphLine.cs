namespace HotfixTools;

/// <summary>The mainline since X, and where branches left it.</summary>
internal sealed class GraphLine
{
    private readonly CommitId _x;
    private readonly IReadOnlyDictionary<CommitId, CommitInfo> _since;
    private readonly Dictionary<CommitId, int> _broughtBy = [];
    private readonly HashSet<CommitId> _onLine = [];
    private readonly List<(int LeftAt, bool IsContinued)> _left = [];

    /// <summary>Reads the line.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="tip">The newest commit of the mainline.</param>
    /// <param name="x">X.</param>
    public GraphLine(IGitRepository repository, CommitId tip, CommitId x)
    {
        _x = x;
        var line = new MainlineLine(repository, tip, x);
        _since = line.Since;
        IsXOnLine = tip == x || (line.OldestFirst.Count > 0 && _since[line.OldestFirst[0]].Parents is [var first, ..] && first == x);
        foreach (var id in line.OldestFirst)
            _left.Add(Take(id));
        if (!IsXOnLine && line.FirstWith(x) is { } merge)
            XMergedBy = line.OldestFirst.ToList().IndexOf(merge) + 1;
    }

    /// <summary>Whether X is the commit of the mainline before the first of the line.</summary>
    public bool IsXOnLine { get; }

    /// <summary>The number of the commit that brought X to the mainline, where X is not on it; null for none.</summary>
    public int? XMergedBy { get; }

    /// <summary>Whether a commit came to the mainline since X.</summary>
    /// <param name="commit">The commit.</param>
    public bool Has(CommitId commit) => _since.ContainsKey(commit);

    /// <summary>After which commit of the line the branch that another merged left it, or was merged before and went on.</summary>
    /// <param name="number">The number of the other, from 1.</param>
    public (int LeftAt, bool IsContinued) LeftAt(int number) => _left[number - 1];

    /// <summary>After which commit of the line a branch left it.</summary>
    /// <param name="own">The commits that the mainline does not have.</param>
    public (int LeftAt, bool IsContinued) LeftAt(IEnumerable<CommitInfo> own) => Newest(own.SelectMany(commit => commit.Parents));

    // What is told once was merged with the first that had it.
    private (int LeftAt, bool IsContinued) Take(CommitId merge)
    {
        var number = _onLine.Count + 1;
        _onLine.Add(merge);
        _broughtBy[merge] = number;
        List<CommitId> edges = [];
        var open = new Stack<CommitId>(_since[merge].Parents.Skip(1));
        while (open.TryPop(out var id))
        {
            if (_since.ContainsKey(id) && _broughtBy.TryAdd(id, number))
            {
                foreach (var parent in _since[id].Parents)
                    open.Push(parent);
            }
            else
            {
                edges.Add(id);
            }
        }

        return Newest(edges.Where(id => _broughtBy.GetValueOrDefault(id) != number));
    }

    private (int LeftAt, bool IsContinued) Newest(IEnumerable<CommitId> commits)
    {
        var (left, continued) = (HotfixGraph.BeforeX, HotfixGraph.BeforeX);
        foreach (var id in commits)
        {
            if (id == _x && IsXOnLine)
                left = Math.Max(left, 0);
            else if (_broughtBy.TryGetValue(id, out var number) && _onLine.Contains(id))
                left = Math.Max(left, number);
            else if (number > 0)
                continued = Math.Max(continued, number);
        }

        return (Math.Max(left, continued), continued > left);
    }
}
