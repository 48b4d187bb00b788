namespace HotfixTools.ModuleTests;

/// <summary>"Is it merged?" by ancestry, by an empty merge, or by patch; and a near miss of each.</summary>
public sealed class MergedTests : ModuleTest
{
    private string State => Run("Get-Hotfix").Single().Text("State")!;

    private string? MergeCommit => Run("Get-Hotfix").Single().Text("MergeCommit");

    [Fact]
    public void Copies_that_the_mainline_got_later_and_took_a_part_of_back_are_no_squash_of_it()
    {
        Run("Register-Deploy production master").Single();
        StartAndFix("one.txt", "one");
        Ada.CommitFix("two.txt", "two");
        Ada.Git("switch", "--quiet", "master");
        // In a later second: within one, which was first cannot be told.
        Thread.Sleep(1100);
        Ada.Git("cherry-pick", "origin/hotfix~1", "origin/hotfix");
        Ada.Git("revert", "--no-edit", "HEAD");
        Ada.Git("push", "--quiet", "origin", "master");

        Assert.Equal(false, Run("Get-Hotfix").Single().Get("IsContaminated"));
    }

    [Fact]
    public void By_ancestry()
    {
        TwoFixes();
        Ada.Git("merge", "--quiet", "--no-ff", "-m", "Something else entirely", "origin/hotfix");
        var merge = Push();

        Assert.Equal("Merged", State);
        Assert.Equal(merge, MergeCommit);
    }

    [Fact]
    public void A_part_of_it_in_the_history_is_not_merged()
    {
        TwoFixes();
        Ada.Git("merge", "--quiet", "--no-ff", "-m", "Merge branch 'hotfix'", "origin/hotfix~1");
        Push();

        Assert.Equal("InProgress", State);
    }

    [Fact]
    public void A_merge_that_took_nothing_is_by_ancestry_all_the_same()
    {
        TwoFixes();
        Ada.Git("merge", "--quiet", "-s", "ours", "-m", "Merge, and take nothing", "origin/hotfix");
        Push();

        Assert.Equal("Merged", State);
    }

    [Fact]
    public void By_an_empty_merge_as_after_a_squash()
    {
        TwoFixes();
        Squash();
        Ada.Commit("later.txt", "later", "Later work");
        Push();

        Assert.Equal("Merged", State);
    }

    [Fact]
    public void A_squash_that_lacks_a_file_is_not_merged()
    {
        TwoFixes();
        Ada.Git("merge", "--quiet", "--squash", "origin/hotfix");
        Ada.Git("rm", "--quiet", "-f", "two.txt");
        Ada.Git("commit", "--quiet", "-m", "Fix (#4)");
        Push();

        Assert.Equal("InProgress", State);
    }

    [Fact]
    public void Fixes_that_come_to_nothing_are_not_merged_by_that()
    {
        TwoFixes();
        Ada.Git("switch", "--quiet", "hotfix");
        Ada.Git("revert", "--no-edit", "HEAD", "HEAD~1");
        Ada.Git("push", "--quiet", "origin", "hotfix");
        Ada.Git("switch", "--quiet", "master");

        Assert.Equal("InProgress", State);
    }

    [Fact]
    public void What_the_mainline_got_as_copies_and_took_a_part_of_back_came_from_the_hotfix()
    {
        TwoFixes();
        Ada.Git("cherry-pick", "origin/hotfix~1", "origin/hotfix");
        Ada.Git("revert", "--no-edit", "HEAD");
        Push();

        var hotfix = Run("Get-Hotfix").Single();

        Assert.Equal(false, hotfix.Get("IsContaminated"));
        Assert.Equal("InProgress", hotfix.Text("State"));
    }

    [Fact]
    public void By_patch_where_a_squash_was_worked_on_since()
    {
        TwoFixes();
        Squash();
        var squash = Ada.Head;
        Ada.Commit("one.txt", "one, and better", "Improve one");
        Push();

        Assert.Equal("Merged", State);
        Assert.Equal(squash, MergeCommit);
    }

    [Fact]
    public void A_squash_with_one_letter_changed_is_not_merged()
    {
        TwoFixes();
        Ada.Git("merge", "--quiet", "--squash", "origin/hotfix");
        Ada.Write("one.txt", "one ");
        Ada.Git("add", "one.txt");
        Ada.Git("commit", "--quiet", "-m", "Fix (#4)");
        Push();

        Assert.Equal("InProgress", State);
    }

    [Fact]
    public void A_squash_that_was_reverted_since_is_not_merged()
    {
        TwoFixes();
        Squash();
        Ada.Git("revert", "--no-edit", "HEAD");
        Push();

        Assert.Equal("InProgress", State);
    }

    [Fact]
    public void By_patch_where_it_was_rebased_and_worked_on_since()
    {
        TwoFixes();
        Ada.Git("cherry-pick", "origin/hotfix~1", "origin/hotfix");
        var last = Ada.Head;
        Ada.Commit("two.txt", "two, and better", "Improve two");
        Push();

        Assert.Equal("Merged", State);
        Assert.Equal(last, MergeCommit);
    }

    [Fact]
    public void One_of_two_rebased_is_not_merged()
    {
        TwoFixes();
        Ada.Git("cherry-pick", "origin/hotfix~1");
        Ada.Commit("one.txt", "one, and better", "Improve one");
        Push();

        Assert.Equal("InProgress", State);
    }

    [Fact]
    public void What_was_merged_by_patch_is_completed_without_a_second_merge()
    {
        TwoFixes();
        Run("Register-Deploy production hotfix").Single();
        Squash();
        Ada.Commit("one.txt", "one, and better", "Improve one");
        var tip = Push();

        Run("Complete-Hotfix").Single();

        Assert.Equal(tip, Master);
        Assert.Null(Hotfix);
    }

    private void TwoFixes()
    {
        StartAndFix("one.txt", "one");
        Ada.CommitFix("two.txt", "two");
        Ada.Git("switch", "--quiet", "master");
    }

    private void Squash()
    {
        Ada.Git("merge", "--quiet", "--squash", "origin/hotfix");
        Ada.Git("commit", "--quiet", "-m", "Fix (#4)");
    }

    private string Push()
    {
        Ada.Git("push", "--quiet", "origin", "master");
        return Ada.Head;
    }
}
