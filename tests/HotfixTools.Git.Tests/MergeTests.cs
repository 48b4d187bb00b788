using HotfixTools.Testing;

namespace HotfixTools.Git.Tests;

/// <summary>Merges and picks in the object database, with the real git as the judge.</summary>
public class MergeTests
{
    private const string LfsPointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n";
    private const string OtherPointer = "version https://git-lfs.github.com/spec/v1\noid sha256:98ea6e4f216f2fb4b69fff9b3a44842c38686ca685f3f55dc48c5d3fb1107be4\nsize 54321\n";

    /// <summary>What both sides start from, and what each of them does.</summary>
    public static TheoryData<string> Clean =>
        ["two files", "one file in two places", "renamed and changed", "mode", "symlink", "CRLF", "LFS pointer", "added on both sides alike", "deleted on one side", "nested folders", "binary"];

    public static TheoryData<string> Conflicting => ["same line", "changed and deleted", "added on both sides", "binary in conflict", "LFS pointer in conflict"];

    [Theory]
    [MemberData(nameof(Clean))]
    public void A_merge_comes_to_the_tree_that_git_comes_to(string scenario)
    {
        using var team = new Team();
        var ada = team.Clone("ada");
        var (ours, theirs) = Build(ada, scenario);
        using var repository = new GitService().Open(ada.Folder);
        var mine = ada.Fingerprint();

        var outcome = repository.Merge(Id(ours), Id(theirs));

        Assert.Empty(outcome.Conflicts);
        Assert.Equal(ada.Git("merge-tree", "--write-tree", ours, theirs), outcome.Tree?.Value);
        Assert.Equal(mine, ada.Fingerprint());
    }

    [Theory]
    [MemberData(nameof(Clean))]
    public void A_pick_comes_to_the_tree_that_git_comes_to(string scenario)
    {
        using var team = new Team();
        var ada = team.Clone("ada");
        var (ours, theirs) = Build(ada, scenario);
        using var repository = new GitService().Open(ada.Folder);
        var mine = ada.Fingerprint();

        var outcome = repository.Pick(Id(theirs), Id(ours));

        Assert.Equal(mine, ada.Fingerprint());
        ada.Git("checkout", "--quiet", "--detach", "--force", ours);
        ada.Git("cherry-pick", "--allow-empty", "--keep-redundant-commits", theirs);
        Assert.Equal(ada.Git("rev-parse", "HEAD^{tree}"), outcome.Tree?.Value);
    }

    [Theory]
    [MemberData(nameof(Conflicting))]
    public void A_merge_that_conflicts_for_git_conflicts_in_the_same_files(string scenario)
    {
        using var team = new Team();
        var ada = team.Clone("ada");
        var (ours, theirs) = Build(ada, scenario);
        using var repository = new GitService().Open(ada.Folder);

        var outcome = repository.Merge(Id(ours), Id(theirs));

        var (exitCode, output, _) = GitProcess.Try(ada.Folder, "merge-tree", "--write-tree", "--name-only", "--no-messages", ours, theirs);
        Assert.Equal(1, exitCode);
        Assert.False(outcome.IsClean);
        Assert.Null(outcome.Tree);
        Assert.Equal(output.Split('\n')[1..].Distinct().Order(StringComparer.Ordinal), outcome.Conflicts);
        Assert.Equal(outcome.Conflicts, repository.Pick(Id(theirs), Id(ours)).Conflicts);
    }

    [Fact]
    public void Files_keep_every_byte_whatever_the_configuration_would_do_to_a_checkout()
    {
        using var team = new Team();
        var ada = team.Clone("ada");
        var (ours, theirs) = Build(ada, "LFS pointer");
        // As git-lfs installs itself, and line ends as on Windows; neither may touch what is merged in the object database.
        ada.Git("config", "filter.lfs.clean", "echo touched");
        ada.Git("config", "filter.lfs.smudge", "echo touched");
        ada.Git("config", "filter.lfs.required", "true");
        ada.Git("config", "core.autocrlf", "true");
        using var repository = new GitService().Open(ada.Folder);
        var merge = repository.Write(new NewCommit(
            repository.Merge(Id(ours), Id(theirs)).Tree!, [Id(ours), Id(theirs)], "Merge\n", new GitIdentity("A", "a@example.com"), DateTimeOffset.UnixEpoch));
        Assert.Equal(LfsPointer, System.Text.Encoding.UTF8.GetString(repository.ReadFile(merge, "large.bin", 1000)!));
        Assert.Equal("one\r\ntwo\r\n", System.Text.Encoding.UTF8.GetString(repository.ReadFile(merge, "windows.txt", 1000)!));
        Assert.Equal(LfsPointer.TrimEnd('\n'), ada.Git("cat-file", "blob", $"{merge}:large.bin"));
    }

    [Fact]
    public void A_merge_of_what_is_there_already_changes_nothing()
    {
        using var team = Team.AtWork(out var ada, out var live);
        using var repository = new GitService().Open(ada.Folder);
        Assert.True(repository.Merge(Id(ada.Head), Id(live)).ChangesNothing);
        Assert.False(repository.Merge(Id(live), Id(ada.Head)).ChangesNothing);
    }

    [Fact]
    public void A_merge_of_what_was_squashed_changes_nothing()
    {
        using var team = Team.AtWork(out var ada, out var live);
        ada.Git("switch", "--quiet", "-c", "hotfix", live);
        var fix = ada.Commit("fix.txt", "fixed", "Fix");
        ada.Git("switch", "--quiet", "master");
        ada.Git("merge", "--quiet", "--squash", "hotfix");
        ada.Git("commit", "--quiet", "-m", "Fix (#4)");
        using var repository = new GitService().Open(ada.Folder);
        Assert.False(repository.IsAncestor(Id(fix), Id(ada.Head)));
        Assert.True(repository.Merge(Id(ada.Head), Id(fix)).ChangesNothing);
    }

    [Fact]
    public void A_pick_that_is_there_already_changes_nothing()
    {
        using var team = Team.AtWork(out var ada, out var live);
        ada.Git("switch", "--quiet", "-c", "hotfix", live);
        var fix = ada.Commit("fix.txt", "fixed", "Fix");
        ada.Git("switch", "--quiet", "master");
        ada.Git("cherry-pick", fix);
        using var repository = new GitService().Open(ada.Folder);
        Assert.True(repository.Pick(Id(fix), Id(ada.Head)).ChangesNothing);
    }

    [Fact]
    public void A_merge_across_criss_crossed_histories_comes_to_the_tree_that_git_comes_to()
    {
        using var team = new Team();
        var ada = team.Clone("ada");
        ada.Commit("a.txt", "1\n2\n3\n4\n5\n6\n7\n8\n9", "Base");
        ada.Git("branch", "other");
        ada.Commit("a.txt", "one\n2\n3\n4\n5\n6\n7\n8\n9", "Ours");
        ada.Git("switch", "--quiet", "other");
        ada.Commit("a.txt", "1\n2\n3\n4\n5\n6\n7\n8\nnine", "Theirs");
        var (one, two) = (ada.Git("rev-parse", "master"), ada.Git("rev-parse", "other"));
        ada.Git("merge", "--quiet", "-m", "Cross", one);
        ada.Commit("b.txt", "b", "On other");
        ada.Git("switch", "--quiet", "master");
        ada.Git("merge", "--quiet", "-m", "Criss", two);
        ada.Commit("a.txt", "one\n2\n3\n4\nfive\n6\n7\n8\nnine", "On master");
        Assert.Equal(2, ada.Git("merge-base", "--all", "master", "other").Split('\n').Length);
        using var repository = new GitService().Open(ada.Folder);
        var outcome = repository.Merge(Id(ada.Git("rev-parse", "master")), Id(ada.Git("rev-parse", "other")));
        Assert.Equal(ada.Git("merge-tree", "--write-tree", "master", "other"), outcome.Tree?.Value);
    }

    [Fact]
    public void A_commit_says_what_it_was_given()
    {
        using var team = Team.AtWork(out var ada, out var live);
        using var repository = new GitService().Open(ada.Folder);
        var at = new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.FromHours(2));
        var commit = repository.Write(new NewCommit(
            repository.WriteTree(new Dictionary<string, byte[]> { ["deep/er/x.txt"] = [0, 13, 10, 255] }, Id(live)),
            [Id(ada.Head), Id(live)], "Schöne Grüße\n\n# not a comment\n", new GitIdentity("Zoë Ünal", "zoe@example.com"), at));
        ada.Git("fsck", "--strict", "--no-dangling");
        Assert.Equal($"{ada.Head} {live}", ada.Git("show", "--no-patch", "--format=%P", commit.ToString()));
        Assert.Equal("Zoë Ünal <zoe@example.com>|Zoë Ünal <zoe@example.com>", ada.Git("show", "--no-patch", "--format=%an <%ae>|%cn <%ce>", commit.ToString()));
        Assert.Equal("Schöne Grüße\n\n# not a comment", ada.Git("show", "--no-patch", "--format=%B", commit.ToString()).TrimEnd());
        Assert.Equal("2026-03-28T23:30:00Z", ada.Git("show", "--no-patch", "--format=%cd", "--date=format-local:%Y-%m-%dT%H:%M:%SZ", commit.ToString()));
        Assert.Equal("A\tdeep/er/x.txt", ada.Git("diff", "--name-status", live, commit.ToString()));
        var found = repository.Find(commit)!;
        Assert.Equal((at, TimeSpan.Zero, "Schöne Grüße"), (found.CommittedAt, found.CommittedAt.Offset, found.Subject));
        Assert.Equal([Id(ada.Head), Id(live)], found.Parents);
        Assert.Equal([0, 13, 10, 255], repository.ReadFile(commit, "deep/er/x.txt", 4));
        Assert.Null(repository.ReadFile(commit, "deep/er/x.txt", 3));
        Assert.Null(repository.ReadFile(commit, "deep/er", 100));
        Assert.Null(repository.ReadFile(commit, "none", 100));
    }

    private static CommitId Id(string commit) => CommitId.Parse(commit);

    // Both sides of a fork, made by the real git; the second side is one commit, so that it can be picked too.
    private static (string Ours, string Theirs) Build(Workplace place, string scenario)
    {
        var lines = string.Join('\n', Enumerable.Range(1, 20).Select(number => $"line {number}"));
        Write(place, "common.txt", lines + "\n");
        Write(place, "gone.txt", "to be removed\n");
        Write(place, "windows.txt", "one\r\ntwo\r\n");
        Write(place, "binary.bin", "a\0b\0c");
        Write(place, ".gitattributes", "windows.txt -text\nbinary.bin -text\nlarge.bin filter=lfs diff=lfs merge=lfs -text\n");
        Write(place, "large.bin", LfsPointer.Replace("12345", "1"));
        Commit(place, "Base");
        place.Git("branch", "theirs");

        Change(place, scenario, ours: true);
        Commit(place, "Ours");
        place.Git("switch", "--quiet", "theirs");
        Change(place, scenario, ours: false);
        Commit(place, "Theirs");
        place.Git("switch", "--quiet", "master");
        return (place.Git("rev-parse", "master"), place.Git("rev-parse", "theirs"));
    }

    private static void Change(Workplace place, string scenario, bool ours)
    {
        var common = File.ReadAllText(Path.Combine(place.Folder, "common.txt"));
        switch (scenario, ours)
        {
            case ("two files", true) or ("renamed and changed" or "mode" or "symlink" or "CRLF" or "LFS pointer" or "deleted on one side" or "binary", true):
                Write(place, "ours.txt", "ours\n");
                if (scenario == "renamed and changed")
                    place.Git("mv", "common.txt", "renamed.txt");
                break;
            case ("two files", false):
                Write(place, "theirs.txt", "theirs\n");
                break;
            case ("one file in two places", _):
                Write(place, "common.txt", common.Replace(ours ? "line 2\n" : "line 19\n", ours ? "ours\n" : "theirs\n"));
                break;
            case ("renamed and changed", false):
                Write(place, "common.txt", common.Replace("line 10\n", "changed\n"));
                break;
            case ("mode", false):
                place.Git("update-index", "--chmod=+x", "common.txt");
                place.Git("commit", "--quiet", "-m", "Theirs");
                place.Git("checkout", "--quiet", "--", ".");
                break;
            case ("symlink", false):
                AddSymlink(place, "link", "common.txt");
                break;
            case ("CRLF", false):
                Write(place, "windows.txt", "one\r\nhalf\r\ntwo\r\n");
                break;
            case ("LFS pointer", false):
                Write(place, "large.bin", LfsPointer);
                break;
            case ("added on both sides alike", _):
                Write(place, "new.txt", "the same\n");
                break;
            case ("deleted on one side", false):
                place.Git("rm", "--quiet", "gone.txt");
                break;
            case ("nested folders", _):
                Write(place, ours ? "src/a/one.txt" : "src/a/two.txt", scenario);
                break;
            case ("binary", false):
                Write(place, "binary.bin", "a\0B\0c");
                break;
            case ("same line", _):
                Write(place, "common.txt", common.Replace("line 5\n", ours ? "ours\n" : "theirs\n"));
                break;
            case ("changed and deleted", true):
                Write(place, "gone.txt", "changed instead\n");
                break;
            case ("changed and deleted", false):
                place.Git("rm", "--quiet", "gone.txt");
                break;
            case ("added on both sides", _):
                Write(place, "new.txt", ours ? "ours\n" : "theirs\n");
                break;
            case ("binary in conflict", _):
                Write(place, "binary.bin", ours ? "a\0O\0c" : "a\0T\0c");
                break;
            case ("LFS pointer in conflict", _):
                Write(place, "large.bin", ours ? LfsPointer : OtherPointer);
                break;
            default:
                throw new ArgumentException(scenario);
        }
    }

    // By plumbing: not every machine's file system has links, and the object database does.
    private static void AddSymlink(Workplace place, string name, string target)
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(file, target);
        var blob = place.Git("hash-object", "-w", "--no-filters", file);
        File.Delete(file);
        place.Git("update-index", "--add", "--cacheinfo", $"120000,{blob},{name}");
        place.Git("commit", "--quiet", "-m", "Theirs");
        place.Git("checkout", "--quiet", "--", ".");
    }

    private static void Write(Workplace place, string file, string content)
    {
        var path = Path.Combine(place.Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    private static void Commit(Workplace place, string message)
    {
        place.Git("add", "--all");
        if (GitProcess.Try(place.Folder, "diff", "--cached", "--quiet").ExitCode != 0)
            place.Git("commit", "--quiet", "-m", message);
    }
}
