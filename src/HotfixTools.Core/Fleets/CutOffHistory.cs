namespace HotfixTools;

/// <summary>
/// What can be said for certain of commits where history is cut off. That one is in the history of another, once seen, is
/// so. It is not where it comes after the other, and it is in no history that was left out where it comes after the cut, or
/// is newer than it.
/// </summary>
/// <param name="repository">The repository.</param>
/// <param name="cuts">The commits whose parents were left out.</param>
internal sealed class CutOffHistory(IGitRepository repository, IReadOnlySet<CommitId> cuts)
{
    // Clocks differ. Where they differ by more than this among the commits that are there, dates say nothing at all.
    private static readonly TimeSpan Skew = TimeSpan.FromDays(1);

    private readonly Dictionary<CommitId, (IReadOnlyList<CommitId> Parents, DateTimeOffset At)> _commits = [];
    private readonly Dictionary<CommitId, HashSet<CommitId>> _reach = [];
    private bool _hasSkew;

    /// <summary>The cuts that it was made for.</summary>
    public IReadOnlySet<CommitId> Cuts => cuts;

    /// <summary>Refuses to tell what a commit has that another has not, unless it is certain.</summary>
    /// <param name="from">The commit.</param>
    /// <param name="excluding">The other; null for none.</param>
    /// <exception cref="HistoryCutOffException">It is not certain.</exception>
    public void RequireDifference(CommitId from, CommitId? excluding)
    {
        var reach = Reach(from);
        if (excluding is not { } other)
        {
            Require(!reach.Overlaps(cuts));
            return;
        }

        var excluded = Reach(other);
        Require(!reach.Any(id => cuts.Contains(id) && !excluded.Contains(id)));
        // What is in a history has all of its own history there: the oldest that are left speak for those above them.
        foreach (var oldest in reach.Where(id => !excluded.Contains(id) && _commits[id].Parents.All(excluded.Contains)))
            RequireNoAncestor(oldest, other);
    }

    /// <summary>Refuses to say that a commit is not in the history of another, unless it is certain.</summary>
    /// <param name="commit">The commit; not in what is there of the history of the other.</param>
    /// <param name="other">The other.</param>
    /// <exception cref="HistoryCutOffException">It is not certain.</exception>
    public void RequireNoAncestor(CommitId commit, CommitId other)
    {
        var own = Walk(commit);
        var left = Reach(other).Where(id => cuts.Contains(id) && !IsNewer(commit, id)).ToList();
        Require(own.Contains(other) || left.All(own.Contains));
    }

    /// <summary>Refuses to tell where two commits parted, unless it is certain, and one place.</summary>
    /// <param name="one">A commit.</param>
    /// <param name="other">Another.</param>
    /// <exception cref="HistoryCutOffException">It is not certain.</exception>
    public void RequireFork(CommitId one, CommitId other)
    {
        var (left, right) = (Reach(one), Reach(other));
        if (left.Contains(other) || right.Contains(one))
            return;
        RequireDifference(one, other);
        RequireDifference(other, one);
        var shared = left.Where(right.Contains).ToHashSet();
        var below = shared.SelectMany(id => _commits[id].Parents).ToHashSet();
        // With none, both are whole, or a cut would be in the difference.
        Require(shared.Count == 0 || shared.Count(id => !below.Contains(id)) == 1);
    }

    private static void Require(bool isCertain)
    {
        if (!isCertain)
            throw new HistoryCutOffException();
    }

    private bool IsNewer(CommitId commit, CommitId cut) => !_hasSkew && At(commit).At - At(cut).At > Skew;

    private HashSet<CommitId> Reach(CommitId from) => _reach.TryGetValue(from, out var known) ? known : _reach[from] = Walk(from);

    private HashSet<CommitId> Walk(CommitId from)
    {
        HashSet<CommitId> reach = [from];
        var open = new Stack<CommitId>([from]);
        while (open.TryPop(out var id))
        {
            foreach (var parent in At(id).Parents.Where(reach.Add))
                open.Push(parent);
        }

        return reach;
    }

    private (IReadOnlyList<CommitId> Parents, DateTimeOffset At) At(CommitId commit)
    {
        if (!_commits.ContainsKey(commit))
            Load(commit);
        return _commits[commit];
    }

    private void Load(CommitId from)
    {
        foreach (var commit in repository.Log(from, null))
            _commits.TryAdd(commit.Id, (cuts.Contains(commit.Id) ? [] : commit.Parents, commit.CommittedAt));
        _hasSkew |= _commits.Values.Any(commit => commit.Parents.Any(parent => _commits[parent].At - commit.At > Skew));
    }
}
