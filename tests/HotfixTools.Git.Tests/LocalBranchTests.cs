using HotfixTools.Testing;

namespace HotfixTools.Git.Tests;

public class LocalBranchTests
{
    private static readonly BranchName Hotfix = BranchName.Parse("hotfix");

    [Fact]
    public void A_local_branch_is_removed_without_its_section_of_the_configuration()
    {
        using var team = Team.AtWork(out var ada, out var live);
        ada.Git("branch", "hotfix", live);
        ada.Git("config", "branch.hotfix.description", "mine");
        var configuration = File.ReadAllText(Path.Combine(ada.Folder, ".git", "config"));
        using var repository = new GitService().Open(ada.Folder);
        Assert.Equal(live, repository.LocalBranch(Hotfix)?.ToString());
        repository.DeleteLocalBranch(Hotfix, CommitId.Parse(live));
        Assert.Null(repository.LocalBranch(Hotfix));
        Assert.Empty(ada.Git("branch", "--list", "hotfix"));
        Assert.Equal(configuration, File.ReadAllText(Path.Combine(ada.Folder, ".git", "config")));
    }

    [Fact]
    public void A_local_branch_that_is_not_where_it_is_expected_stays()
    {
        using var team = Team.AtWork(out var ada, out var live);
        ada.Git("branch", "hotfix");
        using var repository = new GitService().Open(ada.Folder);
        repository.DeleteLocalBranch(Hotfix, CommitId.Parse(live));
        Assert.Equal(ada.Head, ada.Git("rev-parse", "hotfix"));
    }

    [Fact]
    public void A_packed_branch_is_removed_too()
    {
        using var team = Team.AtWork(out var ada, out var live);
        ada.Git("branch", "hotfix", live);
        ada.Git("pack-refs", "--all");
        using var repository = new GitService().Open(ada.Folder);
        repository.DeleteLocalBranch(Hotfix, CommitId.Parse(live));
        Assert.Empty(ada.Git("branch", "--list", "hotfix"));
    }

    [Fact]
    public void A_branch_that_does_not_exist_is_nowhere()
    {
        using var team = Team.AtWork(out var ada, out _);
        using var repository = new GitService().Open(ada.Folder);
        Assert.Null(repository.LocalBranch(Hotfix));
        Assert.False(repository.IsCheckedOut(Hotfix));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_branch_of_the_working_tree_is_checked_out_even_before_its_first_commit(bool orphan)
    {
        using var team = Team.AtWork(out var ada, out _);
        ada.Git("switch", "--quiet", orphan ? "--orphan" : "-c", "hotfix");
        using var repository = new GitService().Open(ada.Folder);
        Assert.True(repository.IsCheckedOut(Hotfix));
        Assert.False(repository.IsCheckedOut(BranchName.Parse("master")));
    }

    [Fact]
    public void A_branch_of_a_linked_worktree_is_checked_out_whichever_of_the_two_is_asked()
    {
        using var team = Team.AtWork(out var ada, out var live);
        var linked = Path.Combine(team.Root, "linked");
        ada.Git("worktree", "add", "--quiet", "-b", "hotfix", linked, live);
        using (var main = new GitService().Open(ada.Folder))
            Assert.True(main.IsCheckedOut(Hotfix));
        using var other = new GitService().Open(linked);
        Assert.True(other.IsCheckedOut(Hotfix));
        Assert.True(other.IsCheckedOut(BranchName.Parse("master")));
    }

    [Theory]
    [InlineData("--merge")]
    [InlineData("--apply")]
    public void A_branch_that_is_being_rebased_is_checked_out(string backend)
    {
        using var team = Team.AtWork(out var ada, out _);
        ada.Git("switch", "--quiet", "-c", "hotfix", "master~1");
        ada.Commit("feature3.txt", "in conflict", "Fix");
        Assert.NotEqual(0, GitProcess.Try(ada.Folder, "rebase", backend, "master").ExitCode);
        Assert.Equal("HEAD", ada.Git("rev-parse", "--abbrev-ref", "HEAD"));
        using var repository = new GitService().Open(ada.Folder);
        Assert.True(repository.IsCheckedOut(Hotfix));
    }

    [Fact]
    public void A_branch_that_is_being_rebased_in_a_linked_worktree_is_checked_out()
    {
        using var team = Team.AtWork(out var ada, out _);
        var linked = Path.Combine(team.Root, "linked");
        ada.Git("worktree", "add", "--quiet", "-b", "hotfix", linked, "master~1");
        new Workplace(linked).Commit("feature3.txt", "in conflict", "Fix");
        Assert.NotEqual(0, GitProcess.Try(linked, "rebase", "master").ExitCode);
        using var repository = new GitService().Open(ada.Folder);
        Assert.True(repository.IsCheckedOut(Hotfix));
    }
}
