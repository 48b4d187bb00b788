namespace HotfixTools;

/// <summary>Finds commits by what they change; what was read once is kept.</summary>
/// <param name="repository">The repository.</param>
internal sealed class Patches(IGitRepository repository)
{
    private readonly Dictionary<CommitId, CommitPatch> _ofCommits = [];

    /// <summary>What a commit changes of its first parent.</summary>
    /// <param name="commit">The commit.</param>
    public CommitPatch Of(CommitId commit)
    {
        if (!_ofCommits.TryGetValue(commit, out var patch))
            _ofCommits[commit] = patch = repository.PatchOf(commit);
        return patch;
    }

    /// <summary>What lies between two commits.</summary>
    /// <param name="from">The older.</param>
    /// <param name="to">The newer.</param>
    public CommitPatch Between(CommitId from, CommitId to) => repository.PatchBetween(from, to);

    /// <summary>The commits that change exactly the same, in the order in which they are given.</summary>
    /// <param name="patch">The change; an empty one is like nothing.</param>
    /// <param name="among">Where to look.</param>
    public IEnumerable<CommitId> Equal(CommitPatch patch, IEnumerable<CommitId> among) =>
        patch.IsEmpty ? [] : among.Where(commit => repository.Touches(commit, patch.Files[0]) && Of(commit).Id == patch.Id);

    /// <summary>Whether a commit takes exactly back what lies between two others.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="from">The older.</param>
    /// <param name="to">The newer.</param>
    public bool IsReversed(CommitId commit, CommitId from, CommitId to) => Of(commit).Id == Between(to, from).Id;
}
