using System.Management.Automation;

namespace HotfixTools.ModuleTests;

public sealed class TestHotfixTests : ModuleTest
{
    private bool Quiet(string options = "") => (bool)Run($"Test-Hotfix -Quiet {options}").Single().BaseObject;

    private string[] Ids(string options = "") => [.. Run($"Test-Hotfix {options}").NoErrors().Output.Select(finding => finding.Text("Id")!)];

    [Fact]
    public void A_loss_is_foreseen_where_part_of_what_would_be_lost_conflicts_too()
    {
        StartAndFix();
        Ada.CommitFix("other.txt", "one");
        Ada.Git("switch", "--quiet", "master");
        Run("Register-Deploy production hotfix").Single();
        Ada.Git("merge", "--quiet", "--no-ff", "-m", "Merge the hotfix early", "origin/hotfix");
        Ada.Git("revert", "--no-edit", "-m", "1", "HEAD");
        Ada.Commit("other.txt", "quite another", "Other work");
        Ada.Git("push", "--quiet", "origin", "master");
        Ada.CommitFix("second.txt");

        Assert.Contains("fix.txt", Run("Get-Hotfix").Single().Finding("ChecksLostInMerge").Text("Message"));
    }

    [Fact]
    public void A_good_hotfix_has_nothing_in_its_way()
    {
        StartAndFix();
        var now = Now();

        Assert.Empty(Ids());
        Assert.True(Quiet());
        Assert.True(Quiet("-For Publish -Environment staging, production"));

        now.Still();
    }

    [Fact]
    public void It_tests_for_what_comes_next()
    {
        StartAndFix();
        Assert.Contains("HeadNotPublished", Ids("-For Complete"));
        Assert.False(Quiet("-For Complete"));
        Run("Publish-Hotfix production -Confirm:$false").Single();

        Assert.True(Quiet());
        Assert.True(Quiet("-For Complete"));

        Ada.CommitFix("second.txt");
        Ada.Git("switch", "--quiet", "master");
        Assert.True(Quiet());
        Assert.False(Quiet("-For Complete"));
    }

    [Fact]
    public void Findings_say_what_which_commit_and_environment_and_the_way_out()
    {
        StartAndFix();
        Run("Register-Deploy production master -DeployedBy Cleo").Single();

        var finding = Assert.Single(Run("Test-Hotfix").NoErrors().Output);

        Assert.Equal("Superseded", finding.Text("Id"));
        Assert.Equal("Error", finding.Text("Severity"));
        Assert.Equal("production", finding.Text("Environment"));
        Assert.Equal([Master], finding.All("Commits").Select(commit => commit.ToString()));
        Assert.Contains("by Cleo", finding.Text("Message"));
        Assert.Contains("Update-Hotfix", finding.Text("WayOut"));
        Assert.Equal(Ada.Folder, finding.Text("Repository"));
        Assert.False(Quiet());
    }

    [Fact]
    public void Each_environment_is_judged_and_its_order_too()
    {
        StartAndFix();
        Run("Register-Deploy sandbox master -DeployedAt $args[0]", DateTimeOffset.UtcNow.AddMinutes(5)).Single();

        Assert.Equal(["Superseded"], Ids("sandbox, production"));
        Assert.Equal(["EnvironmentOrder"], Ids("-Environment production -EnvironmentOrder staging, production"));
        Assert.Empty(Ids("-Environment production, staging -EnvironmentOrder staging, production"));
    }

    [Fact]
    public void A_conflict_of_the_merge_back_forbids_completing_and_not_publishing()
    {
        StartAndFix("feature3.txt", "another three");

        Assert.True(Quiet("-For Publish"));
        var forecast = Assert.Single(Run("Test-Hotfix -For Publish").Output);
        Assert.Equal("MergeBackConflict Warning", $"{forecast.Text("Id")} {forecast.Text("Severity")}");
        Assert.Contains("feature3.txt", forecast.Text("Message"));
        Run("Publish-Hotfix production -Confirm:$false").Single();
        Assert.False(Quiet("-For Complete"));
    }

    [Fact]
    public void A_hotfix_without_a_fix_is_not_ready()
    {
        Run("New-Hotfix").Single();

        Assert.Equal(["NoFixCommits"], Ids());
        Assert.False(Quiet());
    }

    [Fact]
    public void Without_a_hotfix_there_is_nothing_to_test()
    {
        Run("Test-Hotfix").Fails("NoHotfix", ErrorCategory.ObjectNotFound, "New-Hotfix");
        Run("Test-Hotfix -Quiet").Fails("NoHotfix", ErrorCategory.ObjectNotFound, "New-Hotfix");
    }

    [Fact]
    public void Commits_that_are_not_pushed_and_branches_that_parted_are_told()
    {
        StartAndFix();
        Ada.Git("switch", "--quiet", "hotfix");
        Ada.Commit("forgotten.txt", "x", "Forgotten");
        Ada.Git("switch", "--quiet", "master");
        Assert.Equal(["UnpushedCommits"], Ids());
        Ada.Git("branch", "--quiet", "-f", "hotfix", "hotfix~2");
        Ada.Git("switch", "--quiet", "hotfix");
        Ada.Commit("forgotten.txt", "x", "Forgotten");
        Ada.Git("switch", "--quiet", "master");

        Assert.Equal(["Diverged"], Ids());
    }

    [Fact]
    public void A_fix_that_was_merged_early_and_taken_back_would_be_dropped_by_the_merge()
    {
        StartAndPublish();
        Ada.Git("merge", "--quiet", "--no-ff", "-m", "Merge the hotfix early", "origin/hotfix");
        Ada.Git("revert", "--no-edit", "-m", "1", "HEAD");
        Ada.Git("push", "--quiet", "origin", "master");
        Ada.CommitFix("second.txt");
        Ada.Git("switch", "--quiet", "master");
        Run("Register-Deploy production hotfix").Single();
        var now = Now();

        var finding = Run("Get-Hotfix").Single().Finding("ChecksLostInMerge");
        Assert.Contains("drop what the hotfix changed in fix.txt", finding.Text("Message"));
        Assert.False(Quiet("-For Complete"));
        Run("Complete-Hotfix").Fails("ChecksLostInMerge", ErrorCategory.InvalidOperation, "git revert <commit>");
        now.Still();

        // What the way out says, typed.
        Ada.Git("revert", "--no-edit", "HEAD");
        Ada.Git("push", "--quiet", "origin", "master");
        Run("Complete-Hotfix").Single();
        Assert.Equal("fixed", GitProcess.Run(Team.Remote, "show", "master:fix.txt"));
        Assert.Equal("fixed", GitProcess.Run(Team.Remote, "show", "master:second.txt"));
    }

    [Fact]
    public void A_mainline_that_was_taken_in_and_out_again_would_be_dropped_by_the_merge()
    {
        StartAndFix();
        Ada.Git("switch", "--quiet", "hotfix");
        Ada.Git("merge", "--quiet", "-m", "Merge master by mistake", "origin/master");
        Ada.Git("revert", "--no-edit", "-m", "1", "HEAD");
        Ada.Git("push", "--quiet", "origin", "hotfix");
        Ada.Git("switch", "--quiet", "master");

        var finding = Run("Get-Hotfix").Single().Finding("ChecksLostInMerge");

        Assert.Contains("drop what master changed in feature1.txt, feature2.txt, feature3.txt", finding.Text("Message"));
        var tree = GitProcess.Run(Team.Remote, "rev-parse", "master^{tree}");
        Run("Complete-Hotfix -RollIn").Fails("ChecksLostInMerge", ErrorCategory.InvalidOperation, "New-Hotfix");
        Assert.Equal(tree, GitProcess.Run(Team.Remote, "rev-parse", "master^{tree}"));
    }

    [Fact]
    public void Work_on_the_same_lines_after_an_early_merge_is_no_loss()
    {
        StartAndPublish();
        Ada.Git("merge", "--quiet", "--no-ff", "-m", "Merge the hotfix early", "origin/hotfix");
        Ada.Commit("fix.txt", "fixed even better", "Improve the fix");
        Ada.Git("push", "--quiet", "origin", "master");
        Ada.CommitFix("second.txt");
        Ada.Git("switch", "--quiet", "master");
        Run("Register-Deploy production hotfix").Single();

        Assert.DoesNotContain("ChecksLostInMerge", Run("Get-Hotfix").Single().FindingIds());
        Run("Complete-Hotfix").Single();
        Assert.Equal("fixed even better", GitProcess.Run(Team.Remote, "show", "master:fix.txt"));
    }

    [Fact]
    public void A_hotfix_of_picks_alone_is_not_taken_for_merged()
    {
        Run("New-Hotfix").Single();
        var hotfix = Run("Add-HotfixCommit master").Single();

        Assert.Equal("InProgress", hotfix.Text("State"));
        Assert.Equal("Publish-Hotfix production", hotfix.Text("NextStep"));
        Run("Publish-Hotfix production -Confirm:$false").Single();
        Assert.Equal("Published", Run("Get-Hotfix").Single().Text("State"));
        var head = Hotfix;
        Run("Complete-Hotfix").Single();
        Assert.Equal(0, GitProcess.Try(Team.Remote, "merge-base", "--is-ancestor", head!, "master").ExitCode);
    }
}
