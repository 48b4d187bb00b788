namespace HotfixTools;

/// <summary>Finds commits by what they change; what was read once is kept.</summary>
/// <param name="repository">The repository.</param>
/// <param name="isForMany">Whether so many changes are looked for that all files which a commit changes are read at once.</param>
internal sealed class Patches(IGitRepository repository, bool isForMany = false)
{
    private readonly Dictionary<CommitId, CommitPatch> _ofCommits = [];
    private readonly Dictionary<Span, IReadOnlyList<string>> _between = [];
    private readonly Dictionary<CommitId, HashSet<string>> _files = [];
    private readonly Dictionary<Place, bool> _touches = [];

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
        patch.IsEmpty ? [] : among.Where(commit => Touches(commit, patch.Files[0]) && Of(commit).Id == patch.Id);

    /// <summary>The same, of what lies between two commits. What it is in detail is read where a commit touches the same file.</summary>
    /// <param name="from">The older.</param>
    /// <param name="to">The newer.</param>
    /// <param name="among">Where to look.</param>
    public IEnumerable<CommitId> Equal(CommitId from, CommitId to, IEnumerable<CommitId> among)
    {
        if (Files(from, to) is not [var first, ..])
            return [];
        var patch = new Lazy<CommitPatch>(() => Between(from, to));
        return among.Where(commit => Touches(commit, first) && Of(commit).Id == patch.Value.Id);
    }

    /// <summary>The paths of the files that a commit changes of its first parent, in order.</summary>
    /// <param name="commit">The commit.</param>
    public IReadOnlyList<string> FilesOf(CommitInfo commit) =>
        commit.Parents is [var parent, ..] ? Files(parent, commit.Id) : Of(commit.Id).Files;

    private IReadOnlyList<string> Files(CommitId from, CommitId to)
    {
        var span = new Span(from, to);
        if (!_between.TryGetValue(span, out var files))
            _between[span] = files = repository.FilesBetween(from, to);
        return files;
    }

    private bool Touches(CommitId commit, string file)
    {
        if (!isForMany)
        {
            var place = new Place(commit, file);
            if (!_touches.TryGetValue(place, out var touches))
                _touches[place] = touches = repository.Touches(commit, file);
            return touches;
        }

        if (!_files.TryGetValue(commit, out var files))
        {
            files = [.. repository.Find(commit) is { } found ? FilesOf(found) : Of(commit).Files];
            _files[commit] = files;
        }

        return files.Contains(file);
    }

    // Objects, not tuples: .NET comes with the code of tables whose keys are.
    private sealed record Span(CommitId From, CommitId To);

    private sealed record Place(CommitId Commit, string File);
}
