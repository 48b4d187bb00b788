using System.Diagnostics;
using System.Text;
using HotfixTools.Git.Merging;
using HotfixTools.Git.Signing;
using HotfixTools.Git.Transport;
using LibGit2Sharp;

namespace HotfixTools.Git;

/// <summary>A repository through LibGit2Sharp.</summary>
internal sealed class GitRepository : IGitRepository
{
    // What the library puts where bytes are no UTF-8.
    private const char Unreadable = '\uFFFD';

    private static readonly Stamp Unread = new(new GitIdentity("nobody", "nobody"), DateTimeOffset.UnixEpoch);

    // A linked worktree shares all but its HEAD, index and files with the main repository. LibGit2Sharp reads the
    // configuration of a worktree from a file that is not there, and loses the remotes by it; so it is asked apart.
    private Repository _worktree;
    private Repository _repository;
    private Repository? _withoutIndex;
    private readonly string? _temporaryFolder;
    private readonly bool _isOurs;
    private readonly ShallowFile _cuts;
    private readonly List<GitRemote> _remotes = [];
    private readonly Dictionary<string, CloneNote> _notes = new(StringComparer.Ordinal);
    private readonly ObjectCache _cache = new();
    private IReadOnlyList<string>? _remoteNames;
    private IReadOnlyList<RemoteAddress>? _addresses;
    private string? _remoteName;
    private RefFiles? _refs;
    private GitSettings? _settings;

    public GitRepository(Repository repository, string? temporaryFolder = null, bool isOurs = false)
    {
        var common = CommonFolder(repository.Info.Path);
        _worktree = repository;
        _repository = common == repository.Info.Path ? repository : new Repository(common);
        _temporaryFolder = temporaryFolder;
        _isOurs = isOurs || temporaryFolder is not null;
        _cuts = new ShallowFile(Path.Combine(_repository.Info.Path, "shallow"));
        Location = Path.TrimEndingDirectorySeparator(repository.Info.WorkingDirectory ?? repository.Info.Path);
    }

    public string Location { get; }

    /// <inheritdoc/>
    public bool IsBare => _repository.Info.IsBare;

    // LibGit2Sharp answers as it was when the repository was opened.
    public bool IsShallow => CutOffAt.Count > 0;

    public IReadOnlySet<CommitId> CutOffAt => _cuts.Read();

    public bool WantsSignedCommits => FindSigner() is not null;

    public IReadOnlyList<string> RemoteNames => _remoteNames ??= FindRemotes();

    public GitIdentity? FindIdentity() => Committer.Find(Settings);

    public HotfixException? Explain(Exception error) => error switch
    {
        _ when _isOurs => null,
        LibGit2SharpException words => CloneFault.Explain(Location, Partial.IsPartial, words),
        UnauthorizedAccessException words when words.Message.Contains(_repository.Info.Path, StringComparison.Ordinal) => HotfixErrors.CloneForbidden(Location, words.Message, words),
        _ => null,
    };

    public IGitRemote OpenRemote(string name, RemoteAccess access)
    {
        if (!RemoteNames.Contains(name))
            throw HotfixErrors.RemoteNotFound(name, RemoteNames, Location);
        _remoteName = name;
        RequireOneAddress(name);
        var remote = Remote(name);
        try
        {
            return Opened(new GitRemote(_repository, Location, NotesFolder, name, RemoteUrl.Parse(remote.Url), RemoteUrl.Parse(remote.PushUrl), access) { Partial = Partial, Explain = Explain });
        }
        catch (FormatException error)
        {
            throw HotfixErrors.RemoteUrlInvalid(name, remote.Url, error);
        }
    }

    public IGitRemote OpenRemote(RemoteUrl url, RemoteAccess access)
    {
        if (!_isOurs)
            throw new InvalidOperationException("Only a repository of our own may be given a remote: a user's is the user's.");
        return Opened(new GitRemote(_repository, Location, NotesFolder, null, url, url, access) { Reopen = Reopen });
    }

    public CommitInfo? Find(CommitId id)
    {
        _cache.NoteRead();
        return Reading(id, () => _repository.Lookup<Commit>(ObjectIds.Of(id)) is { } commit ? Info(commit) : null);
    }

    public TagInfo? FindTag(CommitId id) => Reading(id, () => _repository.Lookup(ObjectIds.Of(id)) switch
    {
        Commit commit => new TagInfo(Id(commit), Read(() => commit.Committer).At, null),
        // Old tags, and those of other tools, have no tagger.
        TagAnnotation tag when CommitOf(tag) is { } commit =>
            TryRead(() => tag.Tagger) is var (by, at) ? new TagInfo(Id(commit), at, by) : new TagInfo(Id(commit), Read(() => commit.Committer).At, null),
        _ => null,
    });

    public CommitId? Resolve(string expression)
    {
        try
        {
            // Peeled: an annotated tag names the commit that it is of.
            return _worktree.Lookup(expression)?.Peel<Commit>() is { } commit ? Id(commit) : null;
        }
        catch (AmbiguousSpecificationException)
        {
            throw HotfixErrors.AmbiguousCommit(expression);
        }
        catch (LibGit2SharpException)
        {
            // Not an expression that Git understands: names nothing.
            return null;
        }
    }

    public IEnumerable<CommitInfo> Log(CommitId from, CommitId? excluding)
    {
        using var commits = Reading(from, () => _repository.Commits.QueryBy(new CommitFilter
        {
            IncludeReachableFrom = Commit(from),
            ExcludeReachableFrom = excluding is null ? null : Commit(excluding),
            SortBy = CommitSortStrategies.Topological | CommitSortStrategies.Time,
        }).GetEnumerator());
        while (Reading(from, commits.MoveNext))
            yield return Reading(Id(commits.Current), () => Info(commits.Current));
    }

    public IEnumerable<string> RefNames(string beginning) => Refs.Names(beginning);

    public CommitId? RefTarget(string name) => Refs.Find(name, _worktree.Info.Path);

    public bool IsAncestor(CommitId ancestor, CommitId descendant) =>
        ancestor == descendant || MergeBase(ancestor, descendant) == ancestor;

    public CommitId? MergeBase(CommitId one, CommitId other) =>
        Reading<CommitId?>(other, () => _repository.ObjectDatabase.FindMergeBase(Commit(one), Commit(other)) is { } found ? Id(found) : null);

    public (int Ahead, int Behind) Divergence(CommitId one, CommitId other)
    {
        var divergence = Reading(other, () => _repository.ObjectDatabase.CalculateHistoryDivergence(Commit(one), Commit(other)));
        return (divergence.AheadBy ?? 0, divergence.BehindBy ?? 0);
    }

    public MergeOutcome Merge(CommitId ours, CommitId theirs, CommitId? onlyBase = null) =>
        Partial.Read(() => new ObjectMerge(_repository, _worktree, Partial.IsPartial).Merge(Commit(ours), Commit(theirs), onlyBase is { } fork ? Commit(fork) : null), theirs, ours);

    public MergeOutcome Pick(CommitId commit, CommitId onto) =>
        Partial.Read(() => new ObjectMerge(_repository, _worktree, Partial.IsPartial).Pick(Commit(commit), Commit(onto)), commit, onto);

    public CommitPatch PatchOf(CommitId commit)
    {
        var parent = Commit(commit).Parents.FirstOrDefault();
        return Patch(parent is null ? null : Id(parent), commit);
    }

    public CommitPatch PatchBetween(CommitId from, CommitId to) => Patch(from, to);

    public bool Touches(CommitId commit, string path)
    {
        var found = Commit(commit);
        return Partial.Read(
            () =>
            {
                var (now, before) = (found[path], found.Parents.FirstOrDefault()?[path]);
                return now?.Target.Id != before?.Target.Id || now?.Mode != before?.Mode;
            },
            commit);
    }

    public IReadOnlyList<string> FilesBetween(CommitId from, CommitId to) =>
        Partial.Read(() => Differences(TreeOf(from), TreeOf(to)), to, from);

    public TreeId TreeOf(CommitId commit) => new(Commit(commit).Tree.Sha);

    public IReadOnlyList<string> Differences(TreeId one, TreeId other) =>
        [.. _repository.Diff.Compare<TreeChanges>(_repository.Lookup<Tree>(ObjectIds.Of(one)), _repository.Lookup<Tree>(ObjectIds.Of(other)), new CompareOptions { Similarity = SimilarityOptions.None })
            .Select(change => change.Path).Order(StringComparer.Ordinal)];

    public CommitId Write(NewCommit commit) => Write(commit, null, CancellationToken.None);

    public CommitId WriteSigned(NewCommit commit, CancellationToken cancellation) => Write(commit, FindSigner(), cancellation);

    public CommitId Sign(CommitId head, CommitId since, CancellationToken cancellation)
    {
        if (FindSigner() is not { } signer)
            return head;
        Stack<Commit> line = [];
        for (var commit = Commit(head); Id(commit) != since; commit = commit.Parents.First())
            line.Push(commit);
        var signed = Commit(since);
        foreach (var commit in line)
            signed = Store(CommitText.Read(_repository, commit).AuthorLine, commit.Committer, commit.Message, commit.Tree, [signed, .. commit.Parents.Skip(1)], signer, cancellation);
        return Id(signed);
    }

    public void ProveSigning(GitIdentity by, CancellationToken cancellation)
    {
        if (FindSigner() is { } signer)
            _ = Signed(signer, "HotfixTools asks whether commits can be signed here.\n", by, cancellation);
    }

    public TreeId WriteTree(IReadOnlyDictionary<string, byte[]> files, CommitId? onto = null)
    {
        var definition = onto is { } commit ? TreeDefinition.From(Commit(commit).Tree) : new TreeDefinition();
        foreach (var (path, content) in files)
            definition.Add(path, _repository.ObjectDatabase.Write<Blob>(content), Mode.NonExecutableFile);
        return new TreeId(_repository.ObjectDatabase.CreateTree(definition).Sha);
    }

    public byte[]? ReadFile(CommitId commit, string path, int maxBytes)
    {
        // Asked for its size, the library reads a blob: one of a gigabyte, too.
        if (SizeOf(commit, path) is not { } size || size > maxBytes)
            return null;
        return Reading(commit, () => Partial.Read<byte[]?>(
            () =>
            {
                if (FindBlob(commit, path) is not { } file)
                    return null;
                using var content = file.GetContentStream();
                using var copy = new MemoryStream((int)size);
                content.CopyTo(copy);
                return copy.ToArray();
            },
            commit, path: path));
    }

    public long? SizeOf(CommitId commit, string path) => Reading<long?>(commit, () => Partial.Read<long?>(
        () => _repository.Lookup<Commit>(ObjectIds.Of(commit))?[path] switch
        {
            null => null,
            { TargetType: TreeEntryTargetType.Blob } file => _repository.ObjectDatabase.RetrieveObjectMetadata(file.Target.Id).Size,
            _ => 0,
        },
        commit, path: path));

    public string? ReadNote(string name) => Note(name).Read();

    public IReadOnlyList<string> NoteNames(string beginning) =>
        Directory.Exists(NotesFolder) ? [.. Directory.EnumerateFiles(NotesFolder, beginning + "*").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)] : [];

    public bool IsNoteHeldElsewhere(string name) => Note(name).IsHeldElsewhere;

    public void WriteNote(string name, string? text) => Note(name).Write(text);

    public CommitId? LocalBranch(BranchName branch) =>
        // A symbolic one is an alias of a branch, and none; the library follows those that go round in a circle until the process ends.
        RefFiles.SymbolicTarget(_repository.Info.Path, RefName.Of(branch).ToString()) is null && _repository.Branches[RefName.Of(branch).ToString()]?.Tip is { } tip ? Id(tip) : null;

    public bool IsCheckedOut(BranchName branch) => CheckedOut().Contains(RefName.Of(branch).ToString());

    public void DeleteLocalBranch(BranchName branch, CommitId expected)
    {
        // The ref alone: removing the branch would remove its section of the configuration too.
        if (LocalBranch(branch) == expected)
            _repository.Refs.Remove(RefName.Of(branch).ToString());
    }

    public string? WhyNotCheckOut(BranchName branch, CommitId target)
    {
        if (_worktree.Info.IsBare)
            return "a bare repository has no working tree";
        if (!GitProgram.IsInstalled())
            return "the program git, which does it, was not found";
        if (_worktree.Info.CurrentOperation is not CurrentOperation.None and var operation)
            return $"an operation is in progress ({operation})";
        if (RefNames($"{RefName.Of(branch)}/").FirstOrDefault() is { } below)
            return $"the local branch '{below[RefName.Branches.Length..]}' is in the way of its name";
        if (LocalBranch(branch) is { } local && local != target)
            return $"there is already a local branch '{branch}' at {local.Short}";
        if (IsCheckedOut(branch) && _worktree.Head.CanonicalName != RefName.Of(branch).ToString())
            return $"'{branch}' is checked out in another working tree";
        if (ChangedFile() is { } changed)
            return $"there are uncommitted changes ({changed})";
        return FileInTheWay(Commit(target).Tree) is { } file ? $"it would overwrite {file}" : null;
    }

    public void CheckOut(BranchName branch, CommitId target)
    {
        string[] arguments = LocalBranch(branch) is not null ? ["switch", branch.ToString()]
            : Tracking(branch) is { } tracking && _repository.Refs[tracking] is not null ? ["switch", "--track", "-c", branch.ToString(), tracking]
            // A clone of another branch alone keeps no copy of this one.
            : ["switch", "--no-track", "-c", branch.ToString(), target.ToString()];
        // git itself, not the library: filters such as LFS and the user's hooks belong to a checkout.
        var start = GitProgram.For(["-C", Location, .. arguments]);
        start.RedirectStandardError = start.RedirectStandardOutput = true;
        using var git = Process.Start(start)!;
        var words = git.StandardError.ReadToEnd();
        git.WaitForExit();
        if (git.ExitCode != 0)
            throw HotfixErrors.CheckoutFailed(Location, words);
    }

    public bool IsFetched(BranchName branch) => _remoteName is null || Tracking(branch) is not null;

    public void Dispose()
    {
        foreach (var remote in _remotes)
            remote.Dispose();
        foreach (var note in _notes.Values)
            note.Dispose();
        _cache.Dispose();
        _withoutIndex?.Dispose();
        _repository.Dispose();
        _worktree.Dispose();
        if (_temporaryFolder is not null)
            TemporaryFolder.Remove(_temporaryFolder);
    }

    private GitRemote Opened(GitRemote remote)
    {
        _remotes.Add(remote);
        return remote;
    }

    private List<string> FindRemotes()
    {
        void RequireReadable() => File.OpenRead(Path.Combine(_repository.Info.Path, "config")).Dispose();
        try
        {
            List<string> names = [.. Addresses.Select(address => address.Remote).Distinct()];
            // The library takes a configuration that may not be read for an empty one.
            if (names.Count == 0)
                RequireReadable();
            return names;
        }
        catch (NotFoundException)
        {
            RequireReadable();
            throw;
        }
    }

    // What was read of commits is as it was before history was cut off elsewhere.
    private Repository Reopen()
    {
        var path = _repository.Info.Path;
        _repository.Dispose();
        _settings = null;
        return _worktree = _repository = new Repository(path);
    }

    // By the configuration: the library reads no remote of which it does not understand everything.
    private IReadOnlyList<RemoteAddress> Addresses => _addresses ??= [.. RemoteAddress.Read(_repository.Config)];

    // git fetches from the first and pushes to all. Where a hotfix is announced is one place, and all must mean the same.
    private void RequireOneAddress(string name)
    {
        foreach (var several in Addresses.Where(address => address.Remote == name).GroupBy(address => address.IsForPush).Where(several => several.Distinct().Count() > 1))
            throw HotfixErrors.RemoteNotUsable(name, several.First().Url, several.Key ? "git pushes to several addresses there" : "it has several addresses");
    }

    private Remote Remote(string name)
    {
        try
        {
            return _repository.Network.Remotes[name];
        }
        catch (LibGit2SharpException error)
        {
            throw HotfixErrors.RemoteNotUsable(name, Addresses.First(address => address.Remote == name).Url, error.Message, error);
        }
    }

    private RefFiles Refs => _refs ??= new RefFiles(_repository.Info.Path);

    private PartialClone Partial => new(_repository, Location, RemoteNames);

    private string NotesFolder => Path.Combine(_repository.Info.Path, "hotfixtools");

    private CloneNote Note(string name)
    {
        if (!_notes.TryGetValue(name, out var note))
            _notes[name] = note = new CloneNote(Path.Combine(NotesFolder, name));
        return note;
    }

    private static CommitId Id(Commit commit) => CommitId.Parse(commit.Sha);

    private CommitInfo Info(Commit commit)
    {
        var stamp = Read(() => commit.Author);
        var (author, message) = (stamp.By, commit.Message);
        // What the library cannot read. As a rule there is none of it, and nothing is read twice.
        if (stamp == Unread || !commit.Encoding.Equals("UTF-8", StringComparison.OrdinalIgnoreCase) || message.Contains(Unreadable) || author.Name.Contains(Unreadable) || author.Email.Contains(Unreadable))
        {
            var text = CommitText.Read(_repository, commit);
            (author, message) = (text.Author, text.Message);
        }

        return new CommitInfo(Id(commit), [.. commit.Parents.Select(Id)], message, author, Read(() => commit.Committer).At.ToUniversalTime(), stamp.At);
    }

    // Git takes any number for a time. Of one that no calendar has, the library reads not even the name beside it.
    private static Stamp? TryRead(Func<Signature?> signature)
    {
        try
        {
            return signature() is { } found ? new Stamp(new GitIdentity(found.Name, found.Email), found.When) : null;
        }
        catch (ArgumentOutOfRangeException)
        {
            return Unread;
        }
    }

    private static Stamp Read(Func<Signature> signature) => TryRead(signature)!;

    // The tracking branch at the remote that was opened: a branch of that name may be at another remote, too. By its full
    // name, which no remote that is called like an option turns into one.
    private string? Tracking(BranchName branch) =>
        _remoteName is null ? null : _repository.Network.Remotes[_remoteName].FetchRefSpecs
            .Where(spec => spec.SourceMatches(RefName.Of(branch).ToString())).Select(spec => spec.Transform(RefName.Of(branch).ToString()))
            .FirstOrDefault(name => name.StartsWith("refs/remotes/", StringComparison.Ordinal));

    // By git itself: the library takes what a sparse checkout leaves out for removed, and knows no filters such as LFS.
    private string? ChangedFile()
    {
        var output = GitProgram.Run(GitProgram.For(["--no-optional-locks", "-C", Location, "status", "--porcelain", "-z", "--untracked-files=no"])).Output;
        // Two letters that say what, a space, and the path.
        return output.Length > 3 ? output[3..].Split('\0')[0] : null;
    }

    // A file that is in no commit, where the other tree has one. Of ignored files, git would overwrite even those without a word.
    private string? FileInTheWay(Tree other)
    {
        var root = _worktree.Info.WorkingDirectory;
        bool IsUntracked(string path) => _worktree.Index[path] is null;
        var changes = _worktree.Diff.Compare<TreeChanges>(_worktree.Head.Tip?.Tree, other, new CompareOptions { Similarity = SimilarityOptions.None });
        foreach (var path in changes.Added.Select(change => change.Path))
        {
            var parts = path.Split('/');
            var fileOrFolderAbove = Enumerable.Range(1, parts.Length).Select(length => string.Join('/', parts.Take(length)));
            if (fileOrFolderAbove.FirstOrDefault(above => File.Exists(Path.Combine(root, above)) && IsUntracked(above)) is { } file)
                return file;
            var folder = Path.Combine(root, path);
            if (Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                    .Select(below => Path.GetRelativePath(root, below).Replace(Path.DirectorySeparatorChar, '/')).FirstOrDefault(IsUntracked) is { } below)
                return below;
        }

        return null;
    }

    // The library's own peeling takes it for granted that what a tag names is here.
    private Commit? CommitOf(TagAnnotation tag)
    {
        var target = tag.Target;
        while (target is TagAnnotation inner)
            target = inner.Target;
        return target is Commit ? _repository.Lookup<Commit>(target.Id) : null;
    }

    private Blob? FindBlob(CommitId commit, string path) => _repository.Lookup<Commit>(ObjectIds.Of(commit))?[path]?.Target as Blob;

    // Git takes commits and tags that the library cannot read: without an author, say.
    private T Reading<T>(CommitId id, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (LibGit2SharpException error)
        {
            throw Explain(error) ?? HotfixErrors.CommitNotFound(id.ToString(), $"cannot be read: {error.Message}", error);
        }
    }

    private Commit Commit(CommitId id) =>
        Reading(id, () => _repository.Lookup<Commit>(ObjectIds.Of(id))) ?? throw HotfixErrors.CommitNotFound(id.ToString(), "is no commit of this repository");

    // For the attributes of a patch the library reads the index where a file of them is not checked out: it knows no sparse or
    // split one, and it may be damaged. No index matters here, so what it cannot read is none.
    private CommitPatch Patch(CommitId? from, CommitId to) => Partial.Read(
        () =>
        {
            CommitPatch ReadBy(Repository repository) =>
                PatchReader.Read(repository, from is { } older ? repository.Lookup<Commit>(ObjectIds.Of(older)).Tree : null, repository.Lookup<Commit>(ObjectIds.Of(to)).Tree);
            try
            {
                return ReadBy(_withoutIndex ?? _repository);
            }
            catch (LibGit2SharpException error) when (error is not NotFoundException && _withoutIndex is null && !IsBare)
            {
                return ReadBy(_withoutIndex = new Repository(_repository.Info.Path, new RepositoryOptions { IndexPath = Path.Combine(NotesFolder, "no-index") }));
            }
        },
        to, from);

    private CommitId Write(NewCommit commit, ICommitSigner? signer, CancellationToken cancellation)
    {
        var committer = new Signature(commit.By.Name, commit.By.Email, commit.At);
        var author = commit.Original is { } original ? CommitText.Read(_repository, Commit(original.Id)).AuthorLine : null;
        return Id(Store(author, committer, commit.Message, _repository.Lookup<Tree>(ObjectIds.Of(commit.Tree)), [.. commit.Parents.Select(Commit)], signer, cancellation));
    }

    // The author is a line of a commit, to the letter: who wrote it long ago may have no address, or a time that no calendar has.
    private Commit Store(string? author, Signature committer, string message, Tree tree, IReadOnlyList<Commit> parents, ICommitSigner? signer, CancellationToken cancellation)
    {
        if (author is null && signer is null)
            return _repository.ObjectDatabase.CreateCommit(committer, committer, message, tree, parents, prettifyMessage: false);
        var content = LibGit2Sharp.Commit.CreateBuffer(committer, committer, message, tree, parents, prettifyMessage: false, commentChar: null);
        if (author is not null)
            content = CommitText.WithAuthor(content, author);
        var signature = signer is null ? null : Signed(signer, content, new GitIdentity(committer.Name, committer.Email), cancellation);
        return _repository.Lookup<Commit>(_repository.ObjectDatabase.CreateCommitWithSignature(content, signature));
    }

    private string Signed(ICommitSigner signer, string content, GitIdentity by, CancellationToken cancellation)
    {
        try
        {
            return signer.Sign(Encoding.UTF8.GetBytes(content), by, cancellation);
        }
        catch (SigningException error)
        {
            throw HotfixErrors.SigningFailed(Location, error.Message, error);
        }
    }

    // A repository of our own is for looks and for practice, neither of which must depend on keys.
    private ICommitSigner? FindSigner()
    {
        try
        {
            return _isOurs ? null : new Signers(Settings, Location).Find();
        }
        catch (SigningException error)
        {
            throw HotfixErrors.SigningFailed(Location, error.Message, error);
        }
    }

    private GitSettings Settings => _settings ??= new GitSettings(_repository.Config, _worktree.Info.Path, _worktree != _repository, Location);

    // The Git folder that linked worktrees share with the main one.
    private static string CommonFolder(string own)
    {
        var pointer = Path.Combine(own, "commondir");
        return File.Exists(pointer) ? Path.GetFullPath(File.ReadAllText(pointer).Trim(), own) : own;
    }

    // A branch that is being rebased is not HEAD, yet it is in use: git keeps its name in the folder of the rebase.
    private IEnumerable<string> CheckedOut()
    {
        var worktrees = Path.Combine(_repository.Info.Path, "worktrees");
        List<string> folders = [_repository.Info.Path];
        if (Directory.Exists(worktrees))
            folders.AddRange(Directory.GetDirectories(worktrees));
        return
            from folder in folders
            from file in new[] { "HEAD", Path.Combine("rebase-merge", "head-name"), Path.Combine("rebase-apply", "head-name") }
            let path = Path.Combine(folder, file)
            where File.Exists(path)
            let text = File.ReadAllText(path).Trim()
            select text.StartsWith("ref: ", StringComparison.Ordinal) ? text["ref: ".Length..] : text;
    }

    // Who did something, and when.
    private sealed record Stamp(GitIdentity By, DateTimeOffset At);
}
