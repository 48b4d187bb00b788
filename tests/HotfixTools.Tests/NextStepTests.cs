using System.Management.Automation;

namespace HotfixTools.ModuleTests;

/// <summary>The story, walked by running what <c>NextStep</c> says; beside it only what a person must do. In the real PowerShell: NextStep.Tests.ps1.</summary>
public sealed class NextStepTests : ForgeTest
{
    private const int MostSteps = 12;

    [Fact]
    public void It_leads_from_started_to_completed()
    {
        Run("New-Hotfix -Reason 'Orders fail'").Single();

        Assert.Equal(
            ["git fetch origin; git switch hotfix", "git push origin hotfix", "Publish-Hotfix production", "Complete-Hotfix"],
            Walk());

        Assert.Equal(["Completed", "Published", "Started"], JournalKinds());
    }

    [Theory]
    [InlineData("github")]
    [InlineData("gitea")]
    public void It_leads_through_a_review(string kind)
    {
        MoveTo(kind, kind == "gitlab" ? "'checks': ['build']" : string.Empty);
        Forge.Protect("master", approvals: 1, checks: ["build"]);
        Run("New-Hotfix").Single();

        var steps = Walk(onReview: () =>
        {
            Forge.Approve("ben");
            Forge.Report("build", "success");
        });

        Assert.Equal(["git fetch origin; git switch hotfix", "git push origin hotfix", "Submit-Hotfix", "Test-Hotfix", "Publish-Hotfix production", "Complete-Hotfix"], steps);
    }

    [Fact]
    public void Where_only_pull_requests_are_merged_one_is_opened_before_it_is_completed()
    {
        MoveTo("github", "'approvals': 0, 'checks': [], 'mergeBack': 'pullRequest'");
        StartAndFix();
        Run("Publish-Hotfix production -Confirm:$false").Single();

        Assert.Equal(["Submit-Hotfix", "Complete-Hotfix"], Walk());
    }

    [Theory]
    [InlineData("urgent/it's", "'urgent/it''s'")]
    [InlineData("fix$now", "'fix$now'")]
    [InlineData("ops", "ops")]
    [InlineData("0123", "'0123'")]
    public void It_names_the_branch_that_a_parameter_named(string branch, string typed)
    {
        Run("New-Hotfix -Branch $args[0]", branch).Single();

        var steps = Walk("Get-Hotfix -Branch $args[0]", branch);

        Assert.Equal([$"git fetch origin; git switch {typed}", $"git push origin {typed}", $"Publish-Hotfix production -Branch {typed}", $"Complete-Hotfix -Branch {typed}"], steps);
        Assert.Null(Team.RemoteRef($"refs/heads/{branch}"));
        Assert.Contains($"Get-LastDeploy | New-Hotfix -Branch {typed}", Run("Complete-Hotfix -Branch $args[0]", branch).Fails("NoHotfix", ErrorCategory.ObjectNotFound, "Start one").ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void An_order_of_environments_that_ends_as_the_settings_say_is_not_repeated()
    {
        StartAndFix();

        Assert.Equal("Publish-Hotfix staging", Run("Get-Hotfix -EnvironmentOrder staging, production").Single().Text("NextStep"));
        Assert.Equal("Publish-Hotfix staging -EnvironmentOrder staging, eu", Run("Get-Hotfix -EnvironmentOrder staging, eu").Single().Text("NextStep"));
        Assert.Equal("Publish-Hotfix production", Run("Get-Hotfix -Remote origin").Single().Text("NextStep"));
    }

    [Fact]
    public void One_that_nobody_fixed_yet_is_moved_before_anybody_does()
    {
        Run("New-Hotfix").Single();
        Run("Register-Deploy production master~1").Single();

        Assert.Equal("Update-Hotfix", Walk()[0]);
        Assert.Equal("Completed", JournalKinds()[0]);
    }

    [Fact]
    public void What_a_rollback_left_is_finished_by_a_rollback()
    {
        StartAndPublish();
        // The server takes nothing while it is recorded.
        Team.AddHook("pre-receive", "exit 1");
        Run("Restore-Deploy production -Confirm:$false");
        File.Delete(Path.Combine(Team.Remote, "hooks", "pre-receive"));

        var hotfix = Run("Get-Hotfix").Single();

        Assert.Equal("Restore-Deploy production", hotfix.Text("NextStep"));
        Assert.Equal("Restore-Deploy production", hotfix.Finding("HalfDone").Text("WayOut"));
        Assert.Equal(Live, Run("Restore-Deploy production -Confirm:$false").Single().Text("Commit"));
        Assert.Equal("Publish-Hotfix production", Run("Get-Hotfix").Single().Text("NextStep"));
    }

    [Fact]
    public void One_way_out_of_a_contaminated_hotfix_is_one_line()
    {
        Run("New-Hotfix -Reason \"It's `$urgent\"").Single();
        var fix = Ada.CommitFix();
        Ada.Git("merge", "--quiet", "--no-edit", "master");
        Ada.Git("push", "--quiet", "origin", "hotfix");
        Ada.Git("switch", "--quiet", "master");
        var hotfix = Run("Get-Hotfix").Single();
        Assert.Matches($@"^Stop-Hotfix -Reason 'contaminated'; New-Hotfix -Reason 'It''s \$urgent'; Add-HotfixCommit '?{Short(fix)}'?$", hotfix.Text("NextStep"));
        Assert.EndsWith(hotfix.Text("NextStep")!, hotfix.Finding("Contaminated").Text("WayOut"));

        Paste(hotfix.Text("NextStep")!);

        var clean = Run("Get-Hotfix").Single();
        Assert.Equal((false, "It's $urgent"), (clean.Get("IsContaminated"), clean.Text("Reason")));
        Assert.Equal("Fix the orders", Assert.Single(clean.All("Commits")).Text("Subject"));
    }

    [Fact]
    public void Where_it_conflicts_a_person_comes_between_and_then_it_is_pushed()
    {
        StartAndFix("feature3.txt", "another three");
        Assert.Equal("Publish-Hotfix production", Run("Get-Hotfix").Single().Text("NextStep"));
        Assert.StartsWith("When the fix is live, merge it by hand: git fetch origin; git switch master;", Run("Get-Hotfix").Single().Finding("MergeBackConflict").Text("WayOut"));
        Run("Register-Deploy production hotfix").Single();
        Ada.Git("switch", "--quiet", "hotfix");
        var steps = new List<string> { NextStep("Get-Hotfix") };
        Paste(steps[0]);
        Ada.Write("feature3.txt", "another three, and ours");
        Ada.Git("commit", "--quiet", "--all", "--no-edit");
        steps.AddRange(Walk());

        Assert.Equal(
            ["git fetch origin; git switch master; git merge --ff-only origin/master; git merge origin/hotfix", "git push origin master", "Complete-Hotfix"],
            steps);
        Assert.Equal("another three, and ours", GitProcess.Run(Team.Remote, "show", "master:feature3.txt"));
    }

    [Fact]
    public void A_merge_that_would_lose_something_is_not_begun()
    {
        StartAndPublish();
        // Merged early, and taken back since.
        Ada.Git("merge", "--quiet", "--no-ff", "-m", "Merge it early", "hotfix");
        Ada.Git("revert", "--no-edit", "-m", "1", "HEAD");
        Ada.Git("push", "--quiet", "origin", "master");
        Ada.Git("switch", "--quiet", "hotfix");
        Ada.Commit("more.txt", "more", "Fix it better");
        Ada.Git("push", "--quiet", "origin", "hotfix");
        Run("Register-Deploy production hotfix").Single();

        Assert.Equal("Test-Hotfix", NextStep("Get-Hotfix"));
        Assert.Contains("ChecksLostInMerge", Run("Test-Hotfix").NoErrors().Output.Select(finding => finding.Text("Id")));
    }

    // What can be typed is typed; in between a person fixes something, once it is possible, and commits it.
    private List<string> Walk(string look = "Get-Hotfix", params object?[] arguments) => Walk(null, look, arguments);

    private List<string> Walk(Action? onReview, string look = "Get-Hotfix", params object?[] arguments)
    {
        List<string> steps = [];
        while (Run(look, arguments).NoErrors().Output.SingleOrDefault() is { } hotfix)
        {
            Assert.True(steps.Count < MostSteps, string.Join("\n", steps));
            steps.Add(hotfix.Text("NextStep")!);
            Paste(steps[^1]);
            if (steps[^1] == "Test-Hotfix")
                onReview?.Invoke();
            if (hotfix.Text("State") == "Started" && Ada.Git("branch", "--show-current").Trim() == hotfix.Text("Branch") && !File.Exists(Path.Combine(Ada.Folder, "fix.txt")))
                Ada.Commit("fix.txt", "fixed", "Fix the orders");
        }

        return steps;
    }

    private string NextStep(string look) => Run(look).Single().Text("NextStep")!;

    // What git says is no failure; what fails shows in where it leads.
    private void Paste(string step) => Run($"$ConfirmPreference = 'None'\n{step}");
}
