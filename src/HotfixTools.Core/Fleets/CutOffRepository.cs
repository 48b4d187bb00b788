namespace HotfixTools;

/// <summary>
/// A repository whose history may be cut off. It answers what is certain, and throws <see cref="HistoryCutOffException"/>
/// where the answer depends on what was left out, so that nobody who asks needs to think of it. One that is whole answers
/// everything.
/// </summary>
/// <param name="inner">The repository.</param>
internal sealed class CutOffRepository(IGitRepository inner) : IGitRepository
{
    private static readonly CutOffParents LeftOut = new();

    private CutOffHistory? _history;

    /// <inheritdoc/>
    public string Location => inner.Location;

    /// <inheritdoc/>
    public bool IsBare => inner.IsBare;

    /// <inheritdoc/>
    public bool IsShallow => inner.IsShallow;

    /// <inheritdoc/>
    public IReadOnlySet<CommitId> CutOffAt => inner.CutOffAt;

    /// <inheritdoc/>
    public bool WantsSignedCommits => inner.WantsSignedCommits;

    /// <inheritdoc/>
    public IReadOnlyList<string> RemoteNames => inner.RemoteNames;

    /// <inheritdoc/>
    public GitIdentity? FindIdentity() => inner.FindIdentity();

    /// <inheritdoc/>
    public HotfixException? Explain(Exception error) => inner.Explain(error);

    /// <inheritdoc/>
    public IGitRemote OpenRemote(string name, RemoteAccess access) => inner.OpenRemote(name, access);

    /// <inheritdoc/>
    public IGitRemote OpenRemote(RemoteUrl url, RemoteAccess access) => inner.OpenRemote(url, access);

    /// <inheritdoc/>
    public CommitInfo? Find(CommitId id)
    {
        var found = Known(inner.Find(id));
        return found is not null && CutOffAt.Contains(id) ? found with { Parents = LeftOut } : found;
    }

    /// <inheritdoc/>
    public TagInfo? FindTag(CommitId id) => Known(inner.FindTag(id));

    /// <inheritdoc/>
    public CommitId? Resolve(string expression) => inner.Resolve(expression) ?? (IsShallow ? throw new HistoryCutOffException() : null);

    /// <inheritdoc/>
    public IEnumerable<CommitInfo> Log(CommitId from, CommitId? excluding)
    {
        RequirePresent(from, excluding ?? from);
        History()?.RequireDifference(from, excluding);
        return inner.Log(from, excluding);
    }

    /// <inheritdoc/>
    public IEnumerable<string> RefNames(string beginning) => inner.RefNames(beginning);

    /// <inheritdoc/>
    public CommitId? RefTarget(string name) => inner.RefTarget(name);

    /// <inheritdoc/>
    public bool IsAncestor(CommitId ancestor, CommitId descendant)
    {
        RequirePresent(ancestor, descendant);
        if (inner.IsAncestor(ancestor, descendant))
            return true;
        History()?.RequireNoAncestor(ancestor, descendant);
        return false;
    }

    /// <inheritdoc/>
    public CommitId? MergeBase(CommitId one, CommitId other)
    {
        RequireFork(one, other);
        return inner.MergeBase(one, other);
    }

    /// <inheritdoc/>
    public (int Ahead, int Behind) Divergence(CommitId one, CommitId other)
    {
        RequirePresent(one, other);
        History()?.RequireDifference(one, other);
        History()?.RequireDifference(other, one);
        return inner.Divergence(one, other);
    }

    /// <inheritdoc/>
    public MergeOutcome Merge(CommitId ours, CommitId theirs, CommitId? onlyBase = null)
    {
        RequireFork(ours, theirs);
        return inner.Merge(ours, theirs, onlyBase);
    }

    /// <inheritdoc/>
    public MergeOutcome Pick(CommitId commit, CommitId onto)
    {
        RequireParents(commit);
        RequirePresent(onto);
        return inner.Pick(commit, onto);
    }

    /// <inheritdoc/>
    public CommitPatch PatchOf(CommitId commit)
    {
        RequireParents(commit);
        return inner.PatchOf(commit);
    }

    /// <inheritdoc/>
    public CommitPatch PatchBetween(CommitId from, CommitId to)
    {
        RequirePresent(from, to);
        return inner.PatchBetween(from, to);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> FilesBetween(CommitId from, CommitId to)
    {
        RequirePresent(from, to);
        return inner.FilesBetween(from, to);
    }

    /// <inheritdoc/>
    public bool Touches(CommitId commit, string path)
    {
        RequireParents(commit);
        return inner.Touches(commit, path);
    }

    /// <inheritdoc/>
    public TreeId TreeOf(CommitId commit)
    {
        RequirePresent(commit);
        return inner.TreeOf(commit);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Differences(TreeId one, TreeId other) => inner.Differences(one, other);

    /// <inheritdoc/>
    public CommitId Write(NewCommit commit) => inner.Write(commit);

    /// <inheritdoc/>
    public CommitId WriteSigned(NewCommit commit, CancellationToken cancellation) => inner.WriteSigned(commit, cancellation);

    /// <inheritdoc/>
    public CommitId Sign(CommitId head, CommitId since, CancellationToken cancellation) => inner.Sign(head, since, cancellation);

    /// <inheritdoc/>
    public void ProveSigning(GitIdentity by, CancellationToken cancellation) => inner.ProveSigning(by, cancellation);

    /// <inheritdoc/>
    public TreeId WriteTree(IReadOnlyDictionary<string, byte[]> files, CommitId? onto = null) => inner.WriteTree(files, onto);

    /// <inheritdoc/>
    public long? SizeOf(CommitId commit, string path)
    {
        RequirePresent(commit);
        return inner.SizeOf(commit, path);
    }

    /// <inheritdoc/>
    public byte[]? ReadFile(CommitId commit, string path, int maxBytes)
    {
        RequirePresent(commit);
        return inner.ReadFile(commit, path, maxBytes);
    }

    /// <inheritdoc/>
    public string? ReadNote(string name) => inner.ReadNote(name);

    /// <inheritdoc/>
    public IReadOnlyList<string> NoteNames(string beginning) => inner.NoteNames(beginning);

    /// <inheritdoc/>
    public bool IsNoteHeldElsewhere(string name) => inner.IsNoteHeldElsewhere(name);

    /// <inheritdoc/>
    public void WriteNote(string name, string? text) => inner.WriteNote(name, text);

    /// <inheritdoc/>
    public CommitId? LocalBranch(BranchName branch) => inner.LocalBranch(branch);

    /// <inheritdoc/>
    public bool IsCheckedOut(BranchName branch) => inner.IsCheckedOut(branch);

    /// <inheritdoc/>
    public void DeleteLocalBranch(BranchName branch, CommitId expected) => inner.DeleteLocalBranch(branch, expected);

    /// <inheritdoc/>
    public string? WhyNotCheckOut(BranchName branch, CommitId target) => inner.WhyNotCheckOut(branch, target);

    /// <inheritdoc/>
    public void CheckOut(BranchName branch, CommitId target) => inner.CheckOut(branch, target);

    /// <inheritdoc/>
    public bool IsFetched(BranchName branch) => inner.IsFetched(branch);

    /// <summary>Nothing: the repository is its opener's.</summary>
    public void Dispose()
    {
    }

    // What is not there may be below a cut. A fetch may move those, so what is known goes with them.
    private CutOffHistory? History() => CutOffAt is not { Count: > 0 } cuts ? null
        : ReferenceEquals(_history?.Cuts, cuts) ? _history : _history = new CutOffHistory(inner, cuts);

    private T? Known<T>(T? found)
        where T : class => found ?? (IsShallow ? throw new HistoryCutOffException() : null);

    private void RequirePresent(params ReadOnlySpan<CommitId> commits)
    {
        if (!IsShallow)
            return;
        foreach (var commit in commits)
            Known(inner.Find(commit));
    }

    private void RequireParents(CommitId commit)
    {
        RequirePresent(commit);
        if (CutOffAt.Contains(commit))
            throw new HistoryCutOffException();
    }

    private void RequireFork(CommitId one, CommitId other)
    {
        RequirePresent(one, other);
        History()?.RequireFork(one, other);
    }
}
