namespace HotfixTools;

/// <summary>The first-parent line of the mainline, from its newest commit back to the base of a hotfix.</summary>
internal sealed class MainlineLine
{
    private readonly IGitRepository _repository;
    private readonly List<CommitId> _oldestFirst = [];

    /// <summary>Reads the line.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="tip">The newest commit.</param>
    /// <param name="origin">Where to stop: a commit that is on the line, or in the history of one that is.</param>
    public MainlineLine(IGitRepository repository, CommitId tip, CommitId origin)
    {
        _repository = repository;
        Since = repository.Log(tip, origin).ToDictionary(commit => commit.Id);
        for (CommitId? next = tip; next is { } id && Since.TryGetValue(id, out var commit);)
        {
            _oldestFirst.Add(id);
            next = commit.Parents.Count > 0 ? commit.Parents[0] : null;
        }

        _oldestFirst.Reverse();
    }

    /// <summary>Every commit that came since, on the line or merged into it.</summary>
    public IReadOnlyDictionary<CommitId, CommitInfo> Since { get; }

    /// <summary>The commits of the line itself, oldest first.</summary>
    public IReadOnlyList<CommitId> OldestFirst => _oldestFirst;

    /// <summary>The newest commit; null where nothing came since.</summary>
    public CommitId? Newest => _oldestFirst.Count > 0 ? _oldestFirst[^1] : null;

    /// <summary>Whether a commit is on the line itself.</summary>
    /// <param name="commit">The commit.</param>
    public bool Contains(CommitId commit) => _oldestFirst.Contains(commit);

    /// <summary>The commit of the line that first had another in its history; null where none has.</summary>
    /// <param name="commit">The other.</param>
    public CommitId? FirstWith(CommitId commit) => IndexOfFirstWith(commit) is var index && index < _oldestFirst.Count ? _oldestFirst[index] : null;

    /// <summary>The newest commit of the line that does not have another in its history; null where all have.</summary>
    /// <param name="commit">The other.</param>
    public CommitId? LastWithout(CommitId commit) => IndexOfFirstWith(commit) is var index and > 0 ? _oldestFirst[index - 1] : null;

    // What is in a history stays there, so halving the line finds the place, however long the line is.
    private int IndexOfFirstWith(CommitId commit)
    {
        var (low, high) = (0, _oldestFirst.Count);
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
}
