namespace HotfixTools;

/// <summary>The first-parent line of the mainline, from its newest commit back to the base of a hotfix.</summary>
internal sealed class MainlineLine
{
    private readonly IGitRepository _repository;
    private readonly CommitId _origin;
    private readonly List<CommitId> _oldestFirst = [];
    private readonly Lazy<IReadOnlyDictionary<CommitId, CommitInfo>> _since;

    // Of each commit that came since, the place of the commit that brought it to the line; that of a longer line, for a part.
    private readonly Lazy<Dictionary<CommitId, int>> _places;
    private readonly int _offset;
    private readonly CommitId _root;

    /// <summary>Reads the line.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="tip">The newest commit.</param>
    /// <param name="origin">Where to stop: a commit that is on the line, or in the history of one that is.</param>
    public MainlineLine(IGitRepository repository, CommitId tip, CommitId origin)
    {
        (_repository, _origin, _root) = (repository, origin, origin);
        var since = repository.Log(tip, origin).ToDictionary(commit => commit.Id);
        _since = new(since);
        _places = new(FindPlaces);
        for (CommitId? next = tip; next is { } id && since.TryGetValue(id, out var commit);)
        {
            _oldestFirst.Add(id);
            next = commit.Parents.Count > 0 ? commit.Parents[0] : null;
        }

        _oldestFirst.Reverse();
    }

    private MainlineLine(MainlineLine whole, CommitId origin, int place)
    {
        (_repository, _origin, _root) = (whole._repository, origin, whole._root);
        _offset = whole._offset + place + 1;
        _oldestFirst = whole._oldestFirst[(place + 1)..];
        _places = whole._places;
        _since = new(() => whole.Since.Where(commit => _places.Value[commit.Key] >= _offset).ToDictionary());
    }

    /// <summary>Every commit that came since, on the line or merged into it.</summary>
    public IReadOnlyDictionary<CommitId, CommitInfo> Since => _since.Value;

    /// <summary>The commits of the line itself, oldest first.</summary>
    public IReadOnlyList<CommitId> OldestFirst => _oldestFirst;

    /// <summary>Whether the first of them comes right after where the line stops, so that this is in the history of all.</summary>
    public bool IsFromOrigin => _oldestFirst.Count > 0 && Since[_oldestFirst[0]].Parents is [var parent, ..] && parent == _origin;

    /// <summary>The newest commit; null where nothing came since.</summary>
    public CommitId? Newest => _oldestFirst.Count > 0 ? _oldestFirst[^1] : null;

    /// <summary>The commits of the line itself that came after one of them, oldest first.</summary>
    /// <param name="commit">The one; null for where the line begins.</param>
    public IEnumerable<CommitId> After(CommitId? commit) => _oldestFirst.Skip(commit is { } one ? _oldestFirst.IndexOf(one) + 1 : 0);

    /// <summary>Every commit that came until a commit of the line, and with it.</summary>
    /// <param name="commit">The commit; on the line itself.</param>
    public IEnumerable<CommitId> Until(CommitId commit) => PlaceOf(commit) is { } place ? Since.Keys.Where(id => _places.Value[id] <= place + _offset) : [];

    /// <summary>Whether a commit is on the line itself.</summary>
    /// <param name="commit">The commit.</param>
    public bool Contains(CommitId commit) => _oldestFirst.Contains(commit);

    /// <summary>The part of the line that came after a commit, without another walk; null where the commit is not on it, nor where it stops.</summary>
    /// <param name="commit">The commit.</param>
    public MainlineLine? PartSince(CommitId commit) =>
        commit == _origin ? this : PlaceOf(commit) is { } place ? new MainlineLine(this, commit, place) : null;

    /// <summary>How many commits came after a commit, on the line or merged into it; null where the commit is not on it, nor where it stops.</summary>
    /// <param name="commit">The commit.</param>
    public int? CountSince(CommitId commit) =>
        commit == _origin ? Since.Count : PlaceOf(commit) is { } place ? Since.Keys.Count(later => _places.Value[later] > place + _offset) : null;

    /// <summary>The commit of the line that first had another in its history; null where none has.</summary>
    /// <param name="commit">The other.</param>
    public CommitId? FirstWith(CommitId commit) => IndexOfFirstWith(commit) is var index && index < _oldestFirst.Count ? _oldestFirst[index] : null;

    /// <summary>The newest commit of the line that does not have another in its history; null where all have.</summary>
    /// <param name="commit">The other.</param>
    public CommitId? LastWithout(CommitId commit) => IndexOfFirstWith(commit) is var index and > 0 ? _oldestFirst[index - 1] : null;

    // What is in a history stays there, so halving the line finds the place of what is elsewhere, however long the line is.
    private int IndexOfFirstWith(CommitId commit)
    {
        if (_places.Value.TryGetValue(commit, out var place))
            return Math.Max(0, place - _offset);
        var (low, high) = (0, _oldestFirst.Count);
        // What did not come since is of before, or nowhere in it: as a rule, of a hotfix that nobody has merged.
        if (high > 0 && !_repository.IsAncestor(commit, _root))
            return high;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_repository.IsAncestor(commit, _oldestFirst[middle]))
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    private int? PlaceOf(CommitId commit) =>
        _places.Value.TryGetValue(commit, out var place) && place >= _offset && _oldestFirst[place - _offset] == commit ? place - _offset : null;

    private Dictionary<CommitId, int> FindPlaces()
    {
        Dictionary<CommitId, int> places = [];
        Stack<CommitId> open = [];
        for (var place = 0; place < _oldestFirst.Count; place++)
        {
            open.Push(_oldestFirst[place]);
            while (open.TryPop(out var id))
            {
                if (!Since.TryGetValue(id, out var commit) || !places.TryAdd(id, place))
                    continue;
                foreach (var parent in commit.Parents)
                    open.Push(parent);
            }
        }

        return places;
    }
}
