namespace HotfixTools;

/// <summary>Where many branches left the mainline, with one walk along it for all of them.</summary>
internal sealed class MainlineForks
{
    private readonly IGitRepository _repository;
    private readonly CommitId _tip;
    private readonly Dictionary<CommitId, CommitId?> _forks;
    private readonly Dictionary<CommitId, MainlineLine> _lines = [];
    private readonly MainlineLine? _longest;

    /// <summary>Walks the mainline, as far back as the oldest branch goes.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="tip">The newest commit of the mainline.</param>
    /// <param name="heads">The newest commits of the branches.</param>
    public MainlineForks(IGitRepository repository, CommitId tip, IEnumerable<CommitId> heads)
    {
        (_repository, _tip) = (repository, tip);
        _forks = heads.Distinct().ToDictionary(head => head, head => repository.MergeBase(head, tip));
        if (_forks.Values.OfType<CommitId>().ToList() is not { Count: > 0 } forks)
            return;
        _longest = new MainlineLine(repository, tip, forks.MinBy(fork => repository.Find(fork)!.CommittedAt)!);
    }

    /// <summary>Whether the mainline has a branch in its history.</summary>
    /// <param name="head">The newest commit of the branch.</param>
    public bool HasMerged(CommitId head) => _forks[head] == head;

    /// <summary>Where a branch left the mainline; of what is merged, where it was before. Null where they have nothing in common.</summary>
    /// <param name="head">The newest commit of the branch.</param>
    /// <param name="reader">Looks for itself, where the walk does not tell.</param>
    public CommitId? ForkOf(CommitId head, HotfixReader reader)
    {
        if (!HasMerged(head))
            return _forks[head];
        if (!_longest!.Since.ContainsKey(head) || _longest.FirstWith(head) is not { } merge)
            return reader.ForkOf(head, _tip);
        return merge == head ? head : _repository.MergeBase(head, _longest.Since[merge].Parents[0]);
    }

    /// <summary>The mainline since a commit.</summary>
    /// <param name="origin">The commit.</param>
    public MainlineLine LineSince(CommitId origin)
    {
        if (!_lines.TryGetValue(origin, out var line))
            _lines[origin] = line = _longest?.PartSince(origin) ?? new MainlineLine(_repository, _tip, origin);
        return line;
    }

    /// <summary>How many commits the mainline has that a branch lacks.</summary>
    /// <param name="head">The newest commit of the branch.</param>
    /// <param name="commits">The commits of the branch.</param>
    public int Behind(CommitId head, IReadOnlyList<CommitInfo> commits)
    {
        // What came into it by no merge is behind where it left.
        var isPlain = HasMerged(head) || commits.All(commit => !commit.IsMerge);
        return isPlain && _forks[head] is { } fork && _longest!.CountSince(fork) is { } count
            ? count
            : _repository.Divergence(head, _tip).Behind;
    }
}
