using System.Text;
using HotfixTools.Testing;

namespace HotfixTools.Git.Tests;

/// <summary>Refs that are read from their files are what git says they are.</summary>
public class RefFilesTests
{
    [Fact]
    public void Loose_and_packed_refs_are_those_of_git()
    {
        using var team = Team.AtWork(out var ada, out var live);
        foreach (var name in new[] { "a", "a-b", "a/b/c".Replace("a/", "aa/", StringComparison.Ordinal), "z", "\u00fc/\u00f1" })
            ada.Git("branch", name, live);
        ada.Git("tag", "-a", "-m", "One", "v1", live);
        ada.Git("tag", "light", live);
        ada.Git("pack-refs", "--all");
        // One that is packed moves, one goes, one comes.
        ada.Git("branch", "--force", "a", "master");
        ada.Git("branch", "--delete", "--force", "z");
        ada.Git("branch", "young", "master");
        ada.Git("tag", "-a", "-m", "Two", "v2", "master");
        AssertAsGit(ada);
    }

    [Fact]
    public void Thousands_of_packed_refs_are_found_each()
    {
        using var team = Team.AtWork(out var ada, out var live);
        var updates = new StringBuilder();
        for (var i = 0; i < 2000; i++)
            updates.Append($"{live} refs/{(i % 2 == 0 ? "heads/topic" : "tags/v")}{i}\n");
        var packed = Path.Combine(ada.Folder, ".git", "packed-refs");
        ada.Git("pack-refs", "--all");
        var there = File.ReadAllLines(packed).Where(line => line[0] is not ('#' or '^'));
        var sorted = there.Concat(updates.ToString().TrimEnd('\n').Split('\n')).OrderBy(line => line[41..], StringComparer.Ordinal).ToList();
        File.WriteAllText(packed, "# pack-refs with: peeled fully-peeled sorted \n" + string.Join('\n', sorted) + "\n");
        AssertAsGit(ada);

        // Those of an old git, which did not sort.
        sorted.Reverse();
        File.WriteAllText(packed, "# pack-refs with: peeled \n" + string.Join('\n', sorted) + "\n");
        AssertAsGit(ada);
    }

    [Fact]
    public void A_linked_worktree_has_the_refs_of_all_and_a_HEAD_of_its_own()
    {
        using var team = Team.AtWork(out var ada, out var live);
        ada.Git("worktree", "add", "--quiet", "--detach", "../tree", live);
        AssertAsGit(ada);
        AssertAsGit(new Workplace(Path.Combine(team.Root, "tree")));
    }

    [Theory]
    [InlineData("refs/../../secret/")]
    [InlineData("heads/")]
    [InlineData("/etc/")]
    [InlineData("")]
    public void Nothing_is_read_elsewhere(string beginning)
    {
        using var team = Team.AtWork(out var ada, out var live);
        Directory.CreateDirectory(Path.Combine(team.Root, "secret"));
        File.WriteAllText(Path.Combine(team.Root, "secret", "file"), live);
        using var repository = new GitService().Open(ada.Folder);
        Assert.Empty(repository.RefNames(beginning));
        Assert.Null(repository.RefTarget(beginning + "file"));
    }

    [Fact]
    public void Rubbish_is_no_ref()
    {
        using var team = Team.AtWork(out var ada, out _);
        var heads = Path.Combine(ada.Folder, ".git", "refs", "heads");
        File.WriteAllText(Path.Combine(heads, "rubbish"), "rubbish");
        File.WriteAllText(Path.Combine(heads, "round"), "ref: refs/heads/round\n");
        File.WriteAllText(Path.Combine(heads, "nowhere"), "ref: refs/heads/of-no-such-name\n");
        File.WriteAllText(Path.Combine(heads, "master.lock"), "");
        using var repository = new GitService().Open(ada.Folder);
        Assert.All(new[] { "rubbish", "round", "nowhere", "of-no-such-name", "master/x" }, name => Assert.Null(repository.RefTarget("refs/heads/" + name)));
        Assert.DoesNotContain("refs/heads/master.lock", repository.RefNames("refs/heads/"));
    }

    [Fact]
    public void Of_a_remote_with_many_branches_the_notes_keep_what_is_ours()
    {
        using var team = Team.AtWork(out var ada, out var live);
        var updates = new StringBuilder("# pack-refs with: peeled fully-peeled sorted \n");
        foreach (var name in Enumerable.Range(0, 1500).Select(i => $"refs/heads/feature{i:d4}").Append($"refs/heads/{team.Mainline}").Order(StringComparer.Ordinal))
            updates.Append($"{(name.EndsWith(team.Mainline, StringComparison.Ordinal) ? team.RemoteRef(name) : live)} {name}\n");
        File.WriteAllText(Path.Combine(team.Remote, "packed-refs"), updates.ToString());
        GitProcess.Run(team.Remote, "update-ref", "refs/deploys/production", live);
        using (var clone = new OpenClone(ada))
        {
            clone.Remote.Fetch(["refs/heads/*"]);
            clone.Remote.Fetch(["refs/deploys/*"]);
        }

        using var later = new OpenClone(ada);
        Assert.Equal(CommitId.Parse(live), later.Remote.RememberedRefs()["refs/deploys/production"]);
    }

    [Fact]
    public void What_was_pushed_is_noted()
    {
        using var team = Team.AtWork(out var ada, out var live);
        using (var clone = new OpenClone(ada))
            Assert.Equal(RefVerdict.Written, clone.Push("refs/deploys/moon", null, live).Verdict);
        using (var later = new OpenClone(ada))
        {
            Assert.Equal(CommitId.Parse(live), later.Remote.RememberedRefs()["refs/deploys/moon"]);
            Assert.Equal(RefVerdict.Written, later.Push("refs/deploys/moon", live, null).Verdict);
        }

        using var last = new OpenClone(ada);
        Assert.DoesNotContain("refs/deploys/moon", last.Remote.RememberedRefs().Keys);
    }

    private static void AssertAsGit(Workplace clone)
    {
        using var repository = new GitService().Open(clone.Folder);
        var expected = clone.Git("for-each-ref", "--format=%(refname) %(objectname)").Split('\n');
        foreach (var below in new[] { "refs/heads/", "refs/tags/", "refs/remotes/origin/", "refs/nothing/", "refs/heads/a", "refs/heads/topic1", "refs/tags/v19", "refs/heads/aa/b", "refs/heads/zz" })
        {
            var found = repository.RefNames(below).ToList();
            Assert.Equal(expected.Where(line => line.StartsWith(below, StringComparison.Ordinal)).Order(StringComparer.Ordinal), found.Select(name => $"{name} {repository.RefTarget(name)}").Order(StringComparer.Ordinal));
        }

        Assert.Equal(clone.Head, repository.RefTarget("HEAD")?.ToString());
        Assert.Null(repository.RefTarget("refs/heads/of-no-such-name"));
    }
}
