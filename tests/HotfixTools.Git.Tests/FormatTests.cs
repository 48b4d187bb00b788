using HotfixTools.Testing;

namespace HotfixTools.Git.Tests;

/// <summary>Repositories of other formats than the usual one: they work, or a clear word says why not.</summary>
public sealed class FormatTests
{
    [Fact]
    public void A_clone_with_SHA_256_is_refused_by_its_name()
    {
        using var team = new Team();
        var folder = Path.Combine(team.Root, "sha256");
        GitProcess.Run(team.Root, "init", "--quiet", "--object-format=sha256", folder);
        var error = Assert.Throws<HotfixException>(() => new GitService().Open(folder));
        Assert.Equal(("RepositoryNotSupported", folder), (error.Id, error.Target));
        Assert.Contains("SHA-256", error.Message);
        Assert.NotNull(error.InnerException);
    }

    [Theory]
    [InlineData("")]
    [InlineData("file://")]
    public void A_remote_with_SHA_256_is_refused_by_its_name(string scheme)
    {
        using var team = new Team();
        var folder = Path.Combine(team.Root, "sha256");
        GitProcess.Run(team.Root, "init", "--quiet", "--object-format=sha256", folder);
        new Workplace(folder).Commit("a", "a", "A");
        var error = Assert.Throws<HotfixException>(() => new GitService().List(RemoteUrl.Parse(scheme + folder), new RemoteAccess(new NoCredentials(), CancellationToken.None)));
        Assert.True("RepositoryNotSupported" == error.Id, error.ToString());
        Assert.Contains("SHA-256", error.Message);
    }

    [Theory]
    [InlineData("refstorage = reftable", "reftable")]
    [InlineData("unheardof = true", "unheardof")]
    public void What_the_library_cannot_read_is_refused_by_its_name(string extension, string word)
    {
        using var team = Team.AtWork(out var ada, out _);
        ada.Git("config", "core.repositoryFormatVersion", "1");
        File.AppendAllText(Path.Combine(ada.Folder, ".git", "config"), $"[extensions]\n\t{extension}\n");
        var error = Assert.Throws<HotfixException>(() => new GitService().Open(ada.Folder));
        Assert.Equal("RepositoryNotSupported", error.Id);
        Assert.Contains(word, error.Message);
    }

    [Fact]
    public void A_reftable_is_refused_by_its_name()
    {
        using var team = new Team();
        var folder = Path.Combine(team.Root, "reftable");
        Assert.SkipWhen(GitProcess.Try(team.Root, "init", "--quiet", "--ref-format=reftable", folder).ExitCode != 0, "This git is older than 2.45.");
        var error = Assert.Throws<HotfixException>(() => new GitService().Open(folder));
        Assert.Equal("RepositoryNotSupported", error.Id);
        Assert.Contains("git refs migrate", error.WayOut);
    }

    [Theory]
    [InlineData("partialclone = origin")]
    [InlineData("preciousobjects = true")]
    [InlineData("relativeworktrees = true")]
    [InlineData("worktreeconfig = true")]
    public void An_extension_that_changes_nothing_is_no_reason_to_refuse(string extension)
    {
        using var team = Team.AtWork(out var ada, out _);
        ada.Git("config", "core.repositoryFormatVersion", "1");
        File.AppendAllText(Path.Combine(ada.Folder, ".git", "config"), $"[extensions]\n\t{extension}\n");
        using var repository = new GitService().Open(ada.Folder);
        Assert.NotNull(repository.Resolve("HEAD"));
    }

    [Theory]
    [InlineData("blob:none")]
    [InlineData("tree:0")]
    public void A_partial_clone_gets_what_it_lacks(string filter)
    {
        using var team = Partial(filter, out var clone, out var commits);
        using var repository = new GitService().Open(clone.Folder);
        Assert.NotEqual(string.Empty, Missing(clone));
        Assert.Equal("total = price\n"u8.ToArray(), repository.ReadFile(commits[^2], "orders.txt", 1000));
        using var whole = new GitService().Open(team.Remote);
        foreach (var commit in commits)
        {
            Assert.Equal(whole.PatchOf(commit).Id, repository.PatchOf(commit).Id);
            Assert.Equal(whole.Touches(commit, "orders.txt"), repository.Touches(commit, "orders.txt"));
            Assert.Equal(whole.PatchBetween(commits[0], commit).Id, repository.PatchBetween(commits[0], commit).Id);
            Assert.Equal(whole.Pick(commit, commits[0]).Tree, repository.Pick(commit, commits[0]).Tree);
            Assert.Equal(whole.Merge(commit, commits[0]).Tree, repository.Merge(commit, commits[0]).Tree);
        }
    }

    [Fact]
    public void A_partial_clone_whose_remote_is_gone_says_what_to_do_and_changes_nothing()
    {
        using var team = Partial("blob:none", out var clone, out var commits);
        using var repository = new GitService().Open(clone.Folder);
        var (before, missing) = (clone.Refs(), Missing(clone));
        Directory.Move(team.Remote, team.Remote + ".away");
        var errors = new Action[]
        {
            () => repository.PatchOf(commits[0]), () => repository.PatchBetween(commits[^1], commits[0]), () => repository.ReadFile(commits[0], "orders.txt", 1000),
        }.Select(Assert.Throws<HotfixException>).ToList();
        Directory.Move(team.Remote + ".away", team.Remote);
        Assert.All(errors, error => Assert.Equal(("ObjectMissing", "Fetch all that it lacks, and run the command again: git fetch --refetch --no-filter"), (error.Id, error.WayOut)));
        Assert.Equal((before, missing), (clone.Refs(), Missing(clone)));
        // The way out is one.
        clone.Git("fetch", "--quiet", "--refetch", "--no-filter");
        Assert.Equal(string.Empty, Missing(clone));
        Assert.False(repository.PatchOf(commits[0]).IsEmpty);
    }

    [Theory]
    [InlineData("path")]
    [InlineData("HTTP")]
    [InlineData("SSH")]
    public void A_partial_clone_fetches_what_changes_a_file_that_it_lacks(string transport)
    {
        using var team = new Team();
        var ada = team.Clone("ada");
        var lines = Enumerable.Range(1, 500).Select(line => $"line {line} of many").ToArray();
        var live = ada.Commit("f", string.Join('\n', lines), "Live");
        ada.Commit("f", string.Join('\n', [.. lines[1..]]), "Since then");
        ada.Git("push", "--quiet", "origin", "HEAD");
        AllowPartial(team);
        var clone = team.Clone("partial", "--filter=blob:none");
        using var http = transport == "HTTP" ? HttpGitServer.For(team) : null;
        using var ssh = transport == "SSH" ? SshGitServer.TryStart(out _) : null;
        Assert.SkipWhen(transport == "SSH" && ssh is null, "There is no sshd.");
        clone.Git("remote", "set-url", "origin", http?.Url(team.Remote) ?? ssh?.Url(team.Remote) ?? team.Remote);
        if (ssh is not null)
            clone.Git("config", "core.sshCommand", ssh.Command);

        ada.Git("switch", "--quiet", "-c", "hotfix", live);
        var fix = ada.Commit("f", string.Join('\n', [.. lines[..250], "mended", .. lines[251..]]), "Fix");
        ada.Git("push", "--quiet", "origin", "hotfix");

        using var open = new OpenClone(clone);
        Assert.Equal(fix, open.Remote.Fetch(["refs/heads/hotfix"]).Refs["refs/heads/hotfix"].ToString());
        Assert.Contains("mended", System.Text.Encoding.UTF8.GetString(open.Repository.ReadFile(CommitId.Parse(fix), "f", 100_000)!));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_clone_without_trees_is_pushed_from(bool isCheckedOut)
    {
        using var team = Partial("tree:0", out _, out var commits);
        // Not even a checkout brings the trees of another branch.
        GitProcess.Run(team.Remote, "update-ref", "refs/heads/feature", commits[^1].ToString());
        var clone = team.Clone("treeless", isCheckedOut ? ["--filter=tree:0"] : ["--filter=tree:0", "--no-checkout"]);
        using var open = new OpenClone(clone);
        var files = new Dictionary<string, byte[]> { ["entry.json"] = "{}"u8.ToArray() };
        var by = new GitIdentity("Ada", "ada@example.com");
        var entry = open.Repository.Write(new NewCommit(open.Repository.WriteTree(files), [commits[^2]], "An entry\n", by, DateTimeOffset.UtcNow)).ToString();

        var report = open.PushAll(("refs/heads/hotfix", null, commits[^2].ToString()), ("refs/hotfix/journal", null, entry));

        Assert.True(report.IsWritten, report.Failure()?.ToString());
        Assert.Equal((commits[^2].ToString(), entry), (team.RemoteRef("refs/heads/hotfix"), team.RemoteRef("refs/hotfix/journal")));
        GitProcess.Run(team.Remote, "fsck", "--strict");
        // What the push did not need is still lacking.
        Assert.NotEqual(string.Empty, Missing(clone));
    }

    [Theory]
    [InlineData(true, "git fetch --refetch --no-filter")]
    [InlineData(false, "git fsck")]
    public void A_push_that_needs_what_cannot_be_had_says_so_and_writes_nothing(bool isPartial, string wayOut)
    {
        using var team = Partial("tree:0", out var clone, out var commits);
        clone.Git("remote", "set-url", "--push", "origin", team.Remote);
        clone.Git("remote", "set-url", "origin", team.Remote + ".away");
        if (!isPartial)
            clone.Git("config", "--unset", "remote.origin.promisor");
        var before = team.RemoteRefs();
        using var open = new OpenClone(clone);

        var error = open.PushAll(("refs/heads/hotfix", null, commits[^2].ToString())).Failure();

        Assert.Equal("ObjectMissing", error?.Id);
        Assert.Contains(wayOut, error?.WayOut);
        Assert.Equal(before, team.RemoteRefs());
    }

    [Fact]
    public void A_clone_that_is_damaged_says_so()
    {
        using var team = Team.AtWork(out var ada, out var live);
        var blob = ada.Git("rev-parse", $"{live}:orders.txt");
        // Ada made it herself, so it is no part of a pack.
        var loose = Path.Combine(ada.Folder, ".git", "objects", blob[..2], blob[2..]);
        File.SetAttributes(loose, FileAttributes.Normal);
        File.Delete(loose);
        using var repository = new GitService().Open(ada.Folder);
        var error = Assert.Throws<HotfixException>(() => repository.ReadFile(CommitId.Parse(live), "orders.txt", 1000));
        Assert.Equal("ObjectMissing", error.Id);
        Assert.Contains("git fsck", error.WayOut);
    }

    [Theory]
    [InlineData("refs/heads/a", "ref: refs/heads/a", "CloneUnusable", "cannot resolve reference")]
    [InlineData("refs/heads/a", "1234567890123456789012345678901234567890", "ObjectMissing", "1234567890123456789012345678901234567890")]
    [InlineData("packed-refs", "junk", "CloneUnusable", "packed reference")]
    [InlineData("shallow.lock", "", "CloneUnusable", "shallow.lock")]
    public void A_fetch_into_a_clone_that_is_damaged_does_not_blame_the_remote(string file, string content, string id, string words)
    {
        using var team = Team.AtWork(out var ada, out _);
        var ben = team.Clone("ben");
        ada.Commit("new.txt", "new", "New");
        ada.Git("push", "--quiet", "origin", "master");
        using var open = new OpenClone(ben);
        File.WriteAllText(Path.Combine(ben.Folder, ".git", file), content.Length > 0 ? content + "\n" : content);

        var thrown = Assert.ThrowsAny<Exception>(() => open.Remote.Fetch(["refs/heads/master"]));

        var error = thrown as HotfixException ?? open.Repository.Explain(thrown);
        Assert.Equal((id, ben.Folder), (error?.Id, error?.Target));
        Assert.Contains(words, error?.Message);
        Assert.NotNull(error?.InnerException);
    }

    [Theory]
    [InlineData("failed to create temporary file '/shop/.git/objects/tmp': Permission denied", ErrorKind.PermissionDenied)]
    [InlineData("packed-refs is locked: Permission denied", ErrorKind.PermissionDenied)]
    [InlineData("failed to lock file '/shop/.git/config.lock' for writing: ", ErrorKind.Exists)]
    [InlineData("corrupted loose reference file: refs/remotes/origin/hotfix", ErrorKind.InvalidResult)]
    [InlineData("base entry delta is not in the same pack", ErrorKind.InvalidResult)]
    [InlineData("early EOF", null)]
    public void What_the_library_says_of_the_clone_is_told_as_that(string words, ErrorKind? kind)
    {
        using var team = Team.AtWork(out var ada, out _);
        using var repository = new GitService().Open(ada.Folder);
        var error = repository.Explain(new LibGit2Sharp.LibGit2SharpException(words));
        Assert.Equal(kind, error?.Kind);
        if (kind is not null)
            Assert.Equal("CloneUnusable", error?.Id);
    }

    [Fact]
    public void A_sparse_checkout_merges_all_the_same()
    {
        using var team = Team.AtWork(out var ada, out var live);
        ada.Git("switch", "--quiet", "-c", "hotfix", live);
        var fix = ada.Commit("deep/fix.txt", "fixed", "Fix");
        ada.Git("switch", "--quiet", "master");
        ada.Git("sparse-checkout", "set", "--no-cone", "/README.md");
        Assert.False(File.Exists(Path.Combine(ada.Folder, "orders.txt")));
        var mine = ada.Fingerprint();
        using var repository = new GitService().Open(ada.Folder);
        Assert.Equal(ada.Git("merge-tree", "--write-tree", "master", fix), repository.Merge(CommitId.Parse(ada.Git("rev-parse", "master")), CommitId.Parse(fix)).Tree?.Value);
        Assert.Null(repository.WhyNotCheckOut(BranchName.Parse("hotfix"), CommitId.Parse(fix)));
        Assert.Equal(mine, ada.Fingerprint());
        repository.CheckOut(BranchName.Parse("hotfix"), CommitId.Parse(fix));
        Assert.Equal(("hotfix", false), (ada.Git("branch", "--show-current"), File.Exists(Path.Combine(ada.Folder, "orders.txt"))));
    }

    [Theory]
    [InlineData("sparse")]
    [InlineData("split")]
    [InlineData("damaged")]
    public void An_index_that_the_library_cannot_read_changes_no_patch(string index)
    {
        using var team = Team.AtWork(out var ada, out var live);
        ada.Commit(".gitattributes", "*.bin binary", "Attributes");
        ada.Commit("d/e/a.bin", "a", "Binary");
        var commits = ada.Git("rev-list", "--all").Split('\n').Select(CommitId.Parse).ToList();
        List<string> Patches()
        {
            using var repository = new GitService().Open(ada.Folder);
            return [.. commits.Select(commit => repository.PatchOf(commit).Id), repository.PatchBetween(CommitId.Parse(live), commits[0]).Id];
        }

        var before = Patches();
        var file = Path.Combine(ada.Folder, ".git", "index");
        if (index == "sparse")
            ada.Git("sparse-checkout", "set", "--cone", "--sparse-index", "d/e");
        else if (index == "split")
            ada.Git("update-index", "--split-index");
        else
            File.WriteAllText(file, "no index at all, and longer than one that is empty");
        var bytes = File.ReadAllBytes(file);

        Assert.Equal(before, Patches());
        Assert.Equal(bytes, File.ReadAllBytes(file));
    }

    private static Team Partial(string filter, out Workplace clone, out List<CommitId> commits)
    {
        var team = Team.AtWork(out _, out _);
        AllowPartial(team);
        clone = team.Clone("partial", $"--filter={filter}", "--no-checkout");
        commits = [.. clone.Git("rev-list", "master").Split('\n').Select(CommitId.Parse)];
        return team;
    }

    private static void AllowPartial(Team team)
    {
        GitProcess.Run(team.Remote, "config", "uploadpack.allowFilter", "true");
        GitProcess.Run(team.Remote, "config", "uploadpack.allowAnySHA1InWant", "true");
    }

    private static string Missing(Workplace clone) =>
        string.Join('\n', clone.Git("rev-list", "--objects", "--all", "--missing=print").Split('\n').Where(line => line.StartsWith('?')).Order(StringComparer.Ordinal));
}
