using HotfixTools.Testing;

namespace HotfixTools.Git.Tests;

/// <summary>The one thing that may touch a working tree, and all that keeps it from doing so.</summary>
public sealed class CheckOutTests : IDisposable
{
    private static readonly BranchName Hotfix = BranchName.Parse("hotfix");

    private readonly Team _team;
    private readonly Workplace _ada;
    private readonly string _live;
    private readonly string _head;

    public CheckOutTests()
    {
        _team = Team.AtWork(out _ada, out _live);
        _ada.Git("switch", "--quiet", "-c", "made", _live);
        _head = _ada.Commit("fix.txt", "fixed", "Fix");
        _ada.Git("push", "--quiet", "origin", "made:hotfix");
        _ada.Git("switch", "--quiet", "master");
        _ada.Git("branch", "--quiet", "-D", "made");
    }

    [Fact]
    public void A_clean_tree_is_switched_as_git_switch_does_and_the_branch_tracks_the_remote()
    {
        Assert.Null(Obstacle());
        CheckOut();
        Assert.Equal(_head, _ada.Head);
        Assert.Equal("hotfix", _ada.Git("branch", "--show-current"));
        Assert.Equal("origin/hotfix", _ada.Git("rev-parse", "--abbrev-ref", "hotfix@{upstream}"));
        Assert.Empty(_ada.Git("status", "--porcelain"));
    }

    [Fact]
    public void The_branch_of_the_remote_is_taken_and_no_other_whose_name_ends_alike()
    {
        _ada.Git("push", "--quiet", "origin", "master:refs/heads/archive/hotfix");
        CheckOut();
        Assert.Equal(_head, _ada.Head);
    }

    [Fact]
    public void The_branch_of_the_remote_that_was_worked_with_is_taken_where_there_are_several()
    {
        _ada.Git("remote", "add", "another", _team.Remote);
        _ada.Git("update-ref", "refs/remotes/another/hotfix", "master");
        CheckOut();
        Assert.Equal(_head, _ada.Head);
    }

    [Fact]
    public void A_local_branch_that_is_there_already_is_used()
    {
        _ada.Git("branch", "hotfix", "origin/hotfix");
        Assert.Null(Obstacle());
        CheckOut();
        Assert.Equal(_head, _ada.Head);
    }

    [Fact]
    public void Untracked_files_that_are_not_in_the_way_stay()
    {
        _ada.Write("notes.txt", "mine");
        Assert.Null(Obstacle());
        CheckOut();
        Assert.Equal("mine\n", File.ReadAllText(Path.Combine(_ada.Folder, "notes.txt")));
    }

    [Fact]
    public void A_changed_file_is_in_the_way_and_named()
    {
        _ada.Write("README.md", "in the middle of something");
        AssertRefused("README.md");
    }

    [Fact]
    public void A_staged_file_is_in_the_way_and_named()
    {
        _ada.Write("staged.txt", "new");
        _ada.Git("add", "staged.txt");
        AssertRefused("staged.txt");
    }

    [Fact]
    public void An_untracked_file_that_the_branch_has_is_in_the_way()
    {
        _ada.Write("fix.txt", "mine");
        AssertRefused("fix.txt");
    }

    [Fact]
    public void An_ignored_file_that_the_branch_has_is_in_the_way()
    {
        File.WriteAllText(Path.Combine(_ada.Folder, ".git", "info", "exclude"), "fix.txt\n");
        _ada.Write("fix.txt", "mine, and nobody else has it");
        AssertRefused("fix.txt");
    }

    [Fact]
    public void An_untracked_folder_where_the_branch_has_a_file_is_in_the_way()
    {
        _ada.Write("fix.txt/notes.txt", "mine");
        AssertRefused("fix.txt");
    }

    [Fact]
    public void An_untracked_file_where_the_branch_has_a_folder_is_in_the_way()
    {
        _ada.Git("switch", "--quiet", "--detach", "origin/hotfix");
        var head = _ada.Commit("deep/fix.txt", "fixed", "Deep");
        _ada.Git("push", "--quiet", "origin", "HEAD:hotfix");
        _ada.Git("switch", "--quiet", "master");
        _ada.Write("deep", "mine");
        using var open = new OpenClone(_ada);
        Assert.Contains("deep", open.Repository.WhyNotCheckOut(Hotfix, CommitId.Parse(head)));
    }

    [Fact]
    public void A_merge_in_progress_is_in_the_way()
    {
        _ada.Git("merge", "--quiet", "--no-commit", "--no-ff", "origin/hotfix");
        AssertRefused("Merge");
    }

    [Fact]
    public void A_rebase_in_progress_is_in_the_way()
    {
        _ada.Git("switch", "--quiet", "-c", "mine", "master~1");
        _ada.Commit("feature3.txt", "in conflict", "Mine");
        GitProcess.Try(_ada.Folder, "rebase", "master");
        AssertRefused("Rebase");
    }

    [Fact]
    public void A_local_branch_at_another_commit_is_in_the_way()
    {
        _ada.Git("branch", "hotfix", _live);
        AssertRefused("already a local branch");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_branch_that_another_working_tree_has_is_in_the_way(bool detached)
    {
        _ada.Git("worktree", "add", "--quiet", "-b", "hotfix", Path.Combine(_team.Root, "linked"), "origin/hotfix");
        if (detached)
            _ada.Git("switch", "--quiet", "--detach");
        AssertRefused("another working tree");
    }

    [Fact]
    public void A_bare_clone_has_nothing_to_check_out_into()
    {
        using var open = new OpenClone(_team.Clone("bare", "--bare"));
        Assert.Contains("bare", open.Repository.WhyNotCheckOut(Hotfix, CommitId.Parse(_head)));
    }

    [Fact]
    public void What_git_refuses_in_the_end_is_an_error_with_its_words()
    {
        using var open = new OpenClone(_ada);
        _ada.Write("fix.txt", "mine");
        var mine = _ada.Fingerprint();
        var error = Assert.Throws<HotfixException>(() => open.Repository.CheckOut(Hotfix, CommitId.Parse(_head)));
        Assert.Equal("CheckoutRefused", error.Id);
        Assert.Contains("fix.txt", error.Message);
        Assert.Equal(mine, _ada.Fingerprint());
    }

    public void Dispose() => _team.Dispose();

    private string? Obstacle()
    {
        using var open = new OpenClone(_ada);
        return open.Repository.WhyNotCheckOut(Hotfix, CommitId.Parse(_head));
    }

    private void CheckOut()
    {
        using var open = new OpenClone(_ada);
        open.Remote.Fetch(["refs/heads/hotfix"]);
        open.Remote.Keep();
        open.Repository.CheckOut(Hotfix, CommitId.Parse(_head));
    }

    private void AssertRefused(string because)
    {
        var mine = _ada.Fingerprint();
        Assert.Contains(because, Obstacle());
        Assert.Equal(mine, _ada.Fingerprint());
    }
}
