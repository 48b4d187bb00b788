namespace HotfixTools;

/// <summary>A repository of this machine. Nothing here touches the working tree or the index, but <see cref="CheckOut"/>.</summary>
public interface IGitRepository : IDisposable
{
    /// <summary>The root of the working tree, or the folder of a bare repository.</summary>
    string Location { get; }

    /// <summary>Whether it has no working tree.</summary>
    bool IsBare { get; }

    /// <summary>Whether history is cut off.</summary>
    bool IsShallow { get; }

    /// <summary>The commits whose parents were left out; empty where history is complete. The same set until that changes.</summary>
    IReadOnlySet<CommitId> CutOffAt { get; }

    /// <summary>Whether the configuration demands that commits are signed.</summary>
    /// <exception cref="HotfixException"><c>SigningFailed</c>: it says how in a way that there is not.</exception>
    bool WantsSignedCommits { get; }

    /// <summary>The names of the configured remotes.</summary>
    IReadOnlyList<string> RemoteNames { get; }

    /// <summary>Who commits, as Git itself would find it out; null where nobody is configured.</summary>
    GitIdentity? FindIdentity();

    /// <summary>The error that tells what is wrong with the clone; null where something else is wrong, or the repository is our own.</summary>
    /// <param name="error">What was thrown while it was worked with.</param>
    HotfixException? Explain(Exception error);

    /// <summary>A configured remote.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="access">How to reach it.</param>
    /// <exception cref="HotfixException"><c>RemoteNotFound</c>.</exception>
    IGitRemote OpenRemote(string name, RemoteAccess access);

    /// <summary>A remote that is not configured, to read from. Nothing is written of its URL.</summary>
    /// <param name="url">Its URL.</param>
    /// <param name="access">How to reach it.</param>
    IGitRemote OpenRemote(RemoteUrl url, RemoteAccess access);

    /// <summary>A commit of this repository; null where it is not there.</summary>
    /// <param name="id">The commit.</param>
    CommitInfo? Find(CommitId id);

    /// <summary>What a tag says, annotated or not; null where it names no commit.</summary>
    /// <param name="id">What the tag's ref holds: a tag object, or a commit.</param>
    TagInfo? FindTag(CommitId id);

    /// <summary>The commit that an expression of <c>git rev-parse</c> names; null where there is none.</summary>
    /// <param name="expression">Such as <c>HEAD</c>, <c>v1.2</c> or the first digits of an id.</param>
    /// <exception cref="HotfixException"><c>AmbiguousCommit</c>.</exception>
    CommitId? Resolve(string expression);

    /// <summary>The commits that can be reached from one and not from another, newest first, parents after children.</summary>
    /// <param name="from">Where to begin.</param>
    /// <param name="excluding">Whose history is left out; null for nothing.</param>
    IEnumerable<CommitInfo> Log(CommitId from, CommitId? excluding);

    /// <summary>The full names of the refs of this repository that begin in one way, each once; read as they are asked for.</summary>
    /// <param name="beginning">The beginning of a full name, such as <c>refs/heads/</c>.</param>
    IEnumerable<string> RefNames(string beginning);

    /// <summary>What a ref of this repository holds, a commit or the object of a tag; null where it does not exist. Of many packed ones, as they were when first asked for.</summary>
    /// <param name="name">Its full name, or <c>HEAD</c>.</param>
    CommitId? RefTarget(string name);

    /// <summary>Whether a commit is in the history of another, or is it.</summary>
    /// <param name="ancestor">The older.</param>
    /// <param name="descendant">The newer.</param>
    bool IsAncestor(CommitId ancestor, CommitId descendant);

    /// <summary>The best common ancestor; null for unrelated histories.</summary>
    /// <param name="one">A commit.</param>
    /// <param name="other">Another.</param>
    CommitId? MergeBase(CommitId one, CommitId other);

    /// <summary>How many commits each of two has that the other lacks.</summary>
    /// <param name="one">A commit.</param>
    /// <param name="other">Another.</param>
    (int Ahead, int Behind) Divergence(CommitId one, CommitId other);

    /// <summary>Merges in the object database.</summary>
    /// <param name="ours">The commit that is merged into.</param>
    /// <param name="theirs">The commit that is merged.</param>
    /// <param name="onlyBase">The one commit where the two parted, where it is known that there is no other; null to look for it.</param>
    MergeOutcome Merge(CommitId ours, CommitId theirs, CommitId? onlyBase = null);

    /// <summary>Picks a commit in the object database. Of a merge, what it brought to its first parent.</summary>
    /// <param name="commit">The commit to pick.</param>
    /// <param name="onto">The commit that it is picked onto.</param>
    MergeOutcome Pick(CommitId commit, CommitId onto);

    /// <summary>What a commit changes of its first parent.</summary>
    /// <param name="commit">The commit.</param>
    CommitPatch PatchOf(CommitId commit);

    /// <summary>What lies between two commits.</summary>
    /// <param name="from">The older.</param>
    /// <param name="to">The newer.</param>
    CommitPatch PatchBetween(CommitId from, CommitId to);

    /// <summary>The paths of the files that differ between two commits, in order.</summary>
    /// <param name="from">The older.</param>
    /// <param name="to">The newer.</param>
    IReadOnlyList<string> FilesBetween(CommitId from, CommitId to);

    /// <summary>Whether a commit changes a file or folder of its first parent. Much faster than asking what all it changes.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="path">The path, with forward slashes.</param>
    bool Touches(CommitId commit, string path);

    /// <summary>The tree of a commit.</summary>
    /// <param name="commit">The commit.</param>
    TreeId TreeOf(CommitId commit);

    /// <summary>The paths of the files in which two trees differ, in order.</summary>
    /// <param name="one">A tree.</param>
    /// <param name="other">Another.</param>
    IReadOnlyList<string> Differences(TreeId one, TreeId other);

    /// <summary>Writes a commit to the object database; no ref changes. It is not signed: it stays here, or is a draft that <see cref="Sign"/> signs.</summary>
    /// <param name="commit">What it holds.</param>
    CommitId Write(NewCommit commit);

    /// <summary>Writes a commit to the object database, signed as git would sign it where the configuration demands that; no ref changes.</summary>
    /// <param name="commit">What it holds.</param>
    /// <param name="cancellation">Ends it: who signs may be asked for a passphrase.</param>
    /// <exception cref="HotfixException"><c>SigningFailed</c>.</exception>
    CommitId WriteSigned(NewCommit commit, CancellationToken cancellation);

    /// <summary>Writes drafts once more, signed; where the configuration demands no signatures, they are what they are.</summary>
    /// <param name="head">The last of them.</param>
    /// <param name="since">The commit that the first of them grows from, by first parents.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The last of the signed ones.</returns>
    /// <exception cref="HotfixException"><c>SigningFailed</c>.</exception>
    CommitId Sign(CommitId head, CommitId since, CancellationToken cancellation);

    /// <summary>Where the configuration demands signatures: signs something that is thrown away, to see that it can be done.</summary>
    /// <param name="by">Who commits.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="HotfixException"><c>SigningFailed</c>.</exception>
    void ProveSigning(GitIdentity by, CancellationToken cancellation);

    /// <summary>Writes a tree that holds files.</summary>
    /// <param name="files">Paths with forward slashes, and contents.</param>
    /// <param name="onto">The commit whose tree is changed; null for an empty one.</param>
    TreeId WriteTree(IReadOnlyDictionary<string, byte[]> files, CommitId? onto = null);

    /// <summary>A file of a commit; null where there is none.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="path">The path, with forward slashes.</param>
    /// <param name="maxBytes">A larger file counts as absent.</param>
    byte[]? ReadFile(CommitId commit, string path, int maxBytes);

    /// <summary>How large a file of a commit is, in bytes, without reading it; null where there is nothing, 0 for what is no file.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="path">The path, with forward slashes.</param>
    long? SizeOf(CommitId commit, string path);

    /// <summary>A note of this clone, kept in its Git folder; null where there is none, or where another process that still runs wrote it.</summary>
    /// <param name="name">Its name.</param>
    string? ReadNote(string name);

    /// <summary>The names of the notes of this clone that begin in one way.</summary>
    /// <param name="beginning">The beginning.</param>
    IReadOnlyList<string> NoteNames(string beginning);

    /// <summary>Whether another process, or another command of this one, that still runs has written a note of this clone.</summary>
    /// <param name="name">Its name.</param>
    bool IsNoteHeldElsewhere(string name);

    /// <summary>Keeps a note of this clone.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="text">What it says; null removes it.</param>
    void WriteNote(string name, string? text);

    /// <summary>Where a local branch is; null where there is none.</summary>
    /// <param name="branch">The branch.</param>
    CommitId? LocalBranch(BranchName branch);

    /// <summary>Whether the working tree, or a linked one, has the branch checked out.</summary>
    /// <param name="branch">The branch.</param>
    bool IsCheckedOut(BranchName branch);

    /// <summary>Removes a local branch, if it is still where it is expected.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="expected">Where it should be.</param>
    void DeleteLocalBranch(BranchName branch, CommitId expected);

    /// <summary>Why a branch cannot be checked out without touching work of the user; null where it can.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="target">Where the branch will be.</param>
    string? WhyNotCheckOut(BranchName branch, CommitId target);

    /// <summary>Checks a branch out, as <c>git switch</c> does.</summary>
    /// <param name="branch">A branch that the remote has.</param>
    /// <param name="target">Where it is there.</param>
    void CheckOut(BranchName branch, CommitId target);

    /// <summary>Whether <c>git fetch</c> brings a branch of the remote: a clone may be of one branch alone.</summary>
    /// <param name="branch">The branch.</param>
    bool IsFetched(BranchName branch);
}
