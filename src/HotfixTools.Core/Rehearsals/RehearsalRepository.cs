using System.Globalization;
using System.Text;

namespace HotfixTools;

/// <summary>
/// The repository of a <see cref="Rehearsal"/>: what is live, which is the tip of the mainline, and a hotfix of one commit, just
/// begun. It knows what a look at them asks, and nothing else.
/// </summary>
internal sealed class RehearsalRepository : IGitRepository
{
    private static readonly CommitId Live = CommitId.Parse(new string('1', 40));
    private static readonly CommitId Head = CommitId.Parse(new string('2', 40));
    private static readonly CommitId Deployed = CommitId.Parse(new string('3', 40));
    private static readonly CommitId Started = CommitId.Parse(new string('4', 40));
    private static readonly TreeId Tree = new(new string('5', 40));
    private static readonly GitIdentity Somebody = new("Somebody", "somebody@example.org");
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private static readonly string At = Now.ToString("s", CultureInfo.InvariantCulture) + "Z";
    private static readonly string[] Files = ["fix.txt"];
    private static readonly HashSet<CommitId> Nothing = [];

    private static readonly Dictionary<CommitId, string> Entries = new()
    {
        [Deployed] = $$"""
            {"version":1,"previous":null,"entry":"1","at":"{{At}}","kind":"deploy","environment":"production","commit":"{{Live}}",
            "deployedAt":"{{At}}","deployedBy":"{{Somebody}}","isHotfix":false}
            """,
        [Started] = $$"""
            {"version":1,"previous":null,"entry":"2","at":"{{At}}","kind":"event","event":"Started","hotfix":"20260101-00000000",
            "branch":"hotfix","by":{"name":"Somebody","email":"somebody@example.org"},"base":"{{Live}}","head":"{{Live}}","environment":"production"}
            """,
    };

    /// <summary>The refs of the remote.</summary>
    public static RemoteRefs Refs { get; } = new(
        new Dictionary<string, CommitId>
        {
            ["refs/heads/master"] = Live,
            [RefName.Of(HotfixSettings.Default.Branch).ToString()] = Head,
            [HotfixSettings.Default.LedgerOf(EnvironmentName.Production).ToString()] = Deployed,
            [HotfixSettings.Default.Journal.ToString()] = Started,
        },
        Live,
        BranchName.Parse("master"));

    /// <inheritdoc/>
    public string Location => RehearsalRemote.Place.ToString();

    /// <inheritdoc/>
    public bool IsBare => true;

    /// <inheritdoc/>
    public bool IsShallow => false;

    /// <inheritdoc/>
    public IReadOnlySet<CommitId> CutOffAt => Nothing;

    /// <inheritdoc/>
    public bool WantsSignedCommits => false;

    /// <inheritdoc/>
    public IReadOnlyList<string> RemoteNames => [];

    /// <inheritdoc/>
    public GitIdentity? FindIdentity() => null;

    /// <inheritdoc/>
    public HotfixException? Explain(Exception error) => null;

    /// <inheritdoc/>
    public IGitRemote OpenRemote(string name, RemoteAccess access) => throw new NotSupportedException();

    /// <inheritdoc/>
    public IGitRemote OpenRemote(RemoteUrl url, RemoteAccess access) => throw new NotSupportedException();

    /// <inheritdoc/>
    public CommitInfo? Find(CommitId id)
    {
        Rehearsal.GiveWay();
        return new(id, id == Head ? [Live] : [], "Fix it", Somebody, Now, Now);
    }

    /// <inheritdoc/>
    public TagInfo? FindTag(CommitId id) => null;

    /// <inheritdoc/>
    public CommitId? Resolve(string expression) => null;

    /// <inheritdoc/>
    public IEnumerable<CommitInfo> Log(CommitId from, CommitId? excluding)
    {
        if (from != excluding)
            yield return Find(from)!;
    }

    /// <inheritdoc/>
    public IEnumerable<string> RefNames(string beginning) => [];

    /// <inheritdoc/>
    public CommitId? RefTarget(string name) => null;

    /// <inheritdoc/>
    public bool IsAncestor(CommitId ancestor, CommitId descendant)
    {
        Rehearsal.GiveWay();
        return ancestor == Live || ancestor == descendant;
    }

    /// <inheritdoc/>
    public CommitId? MergeBase(CommitId one, CommitId other) => Live;

    /// <inheritdoc/>
    public (int Ahead, int Behind) Divergence(CommitId one, CommitId other) => default;

    /// <inheritdoc/>
    public MergeOutcome Merge(CommitId ours, CommitId theirs, CommitId? onlyBase = null) => new(() => Tree, changesNothing: false);

    /// <inheritdoc/>
    public MergeOutcome Pick(CommitId commit, CommitId onto) => throw new NotSupportedException();

    /// <inheritdoc/>
    public CommitPatch PatchOf(CommitId commit) => new(commit.ToString(), Files);

    /// <inheritdoc/>
    public CommitPatch PatchBetween(CommitId from, CommitId to) => new(to.ToString(), Files);

    /// <inheritdoc/>
    public IReadOnlyList<string> FilesBetween(CommitId from, CommitId to) => Files;

    /// <inheritdoc/>
    public bool Touches(CommitId commit, string path) => true;

    /// <inheritdoc/>
    public TreeId TreeOf(CommitId commit) => Tree;

    /// <inheritdoc/>
    public IReadOnlyList<string> Differences(TreeId one, TreeId other) => [];

    /// <inheritdoc/>
    public CommitId Write(NewCommit commit) => throw new NotSupportedException();

    /// <inheritdoc/>
    public CommitId WriteSigned(NewCommit commit, CancellationToken cancellation) => throw new NotSupportedException();

    /// <inheritdoc/>
    public CommitId Sign(CommitId head, CommitId since, CancellationToken cancellation) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void ProveSigning(GitIdentity by, CancellationToken cancellation) => throw new NotSupportedException();

    /// <inheritdoc/>
    public TreeId WriteTree(IReadOnlyDictionary<string, byte[]> files, CommitId? onto = null) => throw new NotSupportedException();

    /// <inheritdoc/>
    public byte[]? ReadFile(CommitId commit, string path, int maxBytes)
    {
        Rehearsal.GiveWay();
        return Entries.TryGetValue(commit, out var entry) ? Encoding.UTF8.GetBytes(entry) : null;
    }

    /// <inheritdoc/>
    public long? SizeOf(CommitId commit, string path) => null;

    /// <inheritdoc/>
    public string? ReadNote(string name) => null;

    /// <inheritdoc/>
    public IReadOnlyList<string> NoteNames(string beginning) => [];

    /// <inheritdoc/>
    public bool IsNoteHeldElsewhere(string name) => false;

    /// <inheritdoc/>
    public void WriteNote(string name, string? text) => throw new NotSupportedException();

    /// <inheritdoc/>
    public CommitId? LocalBranch(BranchName branch) => null;

    /// <inheritdoc/>
    public bool IsCheckedOut(BranchName branch) => false;

    /// <inheritdoc/>
    public void DeleteLocalBranch(BranchName branch, CommitId expected) => throw new NotSupportedException();

    /// <inheritdoc/>
    public string? WhyNotCheckOut(BranchName branch, CommitId target) => null;

    /// <inheritdoc/>
    public void CheckOut(BranchName branch, CommitId target) => throw new NotSupportedException();

    /// <inheritdoc/>
    public bool IsFetched(BranchName branch) => true;

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
