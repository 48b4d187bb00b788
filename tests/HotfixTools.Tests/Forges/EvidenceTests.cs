using System.Management.Automation;

namespace HotfixTools.ModuleTests.Forges;

/// <summary>What counts as approved and checked, and what does not.</summary>
public sealed class EvidenceTests : ForgeTest
{
    [Fact]
    public void The_newest_opinion_of_each_person_counts_and_the_authors_does_not()
    {
        MoveTo("github");
        StartAndSubmit();
        Forge.Report("build", "success");
        Forge.Approve(Testing.Forges.ForgeStandIn.Actor);
        Assert.Equal(["NotApproved"], Refusals());

        Forge.RequestChanges("ben");
        Forge.Approve("cleo");
        Assert.Contains("ben wants changes", Finding("NotApproved"));

        Forge.Approve("ben");
        Forge.Comment("ben");
        Assert.Empty(Refusals());
        Assert.Equal(["ben", "cleo"], Run("(Get-Hotfix).PullRequest.ApprovedBy").Output.Select(name => name.ToString()).Order());

        Forge.Dismiss("cleo");
        Assert.Empty(Refusals());
        Forge.RequestChanges("ben");
        Assert.Equal(["NotApproved"], Refusals());
    }

    [Fact]
    public void As_many_as_the_settings_want_must_approve()
    {
        MoveTo("github", "'approvals': 2");
        StartAndApprove();
        Assert.Contains("1 of 2 approvals", Finding("NotApproved"));
        Forge.Approve("cleo");
        Assert.Empty(Refusals());
    }

    [Fact]
    public void As_many_as_the_rules_want_must_approve()
    {
        MoveTo("github");
        StartAndApprove();
        Forge.Protect("master", approvals: 2);
        Assert.Contains("1 of 2 approvals", Finding("NotApproved"));
    }

    [Fact]
    public void A_team_may_want_none()
    {
        MoveTo("github", "'approvals': 0, 'checks': []");
        StartAndFix();

        Assert.Equal("Publish-Hotfix production", Run("Get-Hotfix").Single().Text("NextStep"));
        Run("Publish-Hotfix production -Confirm:$false").Single();
    }

    [Fact]
    public void Required_checks_that_have_not_begun_are_pending_and_others_do_not_count()
    {
        MoveTo("github");
        StartAndApprove();
        Forge.Protect("master", checks: ["build", "security"]);
        Forge.Report("lint", "failure");
        Assert.Contains("security (has not begun)", Finding("ChecksPending"));
        Assert.DoesNotContain("ChecksFailing", Refusals());
        Forge.Report("security", "success");
        Assert.Empty(Refusals());
    }

    [Fact]
    public void A_green_run_again_takes_the_place_of_a_red_one()
    {
        MoveTo("github");
        StartAndApprove();
        Forge.Report("build", "failure");
        Assert.Contains("build", Finding("ChecksFailing"));
        Forge.Report("build", "pending");
        Assert.Equal(["ChecksPending"], Refusals());
        Forge.Report("build", "success");
        Assert.Empty(Refusals());
    }

    [Fact]
    public void A_check_of_an_older_head_says_nothing()
    {
        MoveTo("github", "'checks': ['build']");
        StartAndApprove();
        PushMore();
        Forge.Approve("ben");
        Assert.Contains("build (has not begun)", Finding("ChecksPending"));
    }

    [Fact]
    public void That_there_is_no_check_is_said()
    {
        MoveTo("github");
        StartAndSubmit();
        Forge.Approve("ben");

        Assert.Empty(Refusals());
        var finding = Assert.Single(Run("Test-Hotfix").NoErrors().Output, found => found.Text("Id") == "NoChecks");
        Assert.Equal("Info", finding.Text("Severity"));
    }

    [Fact]
    public void A_conflicted_pull_request_that_ran_no_check_cannot_be_verified()
    {
        MoveTo("github", "'checks': ['build']");
        StartAndFix("orders.txt", "total = 0");
        Run("Submit-Hotfix").Single();
        Forge.Approve("ben");
        var ben = new Workplace(Path.Combine(Team.Root, "ben"));
        ben.Git("pull", "--quiet");
        ben.Commit("orders.txt", "total = 1", "Count otherwise");
        ben.Git("push", "--quiet", "origin", "master");

        Assert.Contains("conflicts with master", Finding("CannotVerify"));
        Run("Publish-Hotfix production -Confirm:$false").Fails("CannotVerify", ErrorCategory.InvalidResult, "-Force");
    }

    [Fact]
    public void A_forge_that_does_not_answer_refuses_in_its_own_words_and_Get_Hotfix_still_works()
    {
        MoveTo("github");
        StartAndApprove();
        Forge.Break("GET *", new WebReply(400, "no", "text/plain") { Headers = new Dictionary<string, string> { ["X-GitHub-Request-Id"] = "AB12:34" } }, times: 1000);

        var hotfix = Run("Get-Hotfix").Single();

        Assert.Equal("InProgress", hotfix.Text("State"));
        Assert.Equal("Warning", hotfix.Finding("CannotVerify").Text("Severity"));
        Assert.Contains("AB12:34", hotfix.Finding("CannotVerify").Text("Message"));
        Run("Publish-Hotfix production -Confirm:$false").Fails("CannotVerify", ErrorCategory.InvalidResult, "review");
        Assert.Equal(false, Run("Test-Hotfix -Quiet").Single().BaseObject);
    }

    [Fact]
    public void What_was_taken_back_right_before_the_deploy_refuses_and_force_passes_it()
    {
        MoveTo("github");
        StartAndApprove();
        var script = Script("exit 0");
        Shell.Screen.Answer = "Yes";
        Shell.Screen.OnQuestion = () => Forge.Dismiss("ben");

        Run("Publish-Hotfix production -Command $args[0]", script).Fails("NotApproved", ErrorCategory.InvalidOperation, "review");

        Assert.Equal([Live], LedgerCommits());
        Shell.Screen.OnQuestion = null;
        Run("Publish-Hotfix production -Force -Reason 'It burns' -Command $args[0] -Confirm:$false", script).Single();
        Assert.Equal("Published", JournalKinds()[0]);
    }

    [Fact]
    public void Checks_that_the_token_may_not_read_cannot_be_verified_unless_the_team_names_those_that_count()
    {
        MoveTo("github");
        StartAndApprove();
        Forge.Report("ci/legacy", "success", isStatus: true);
        Forge.Break("GET *check-runs", WebReply.Json("{\"message\":\"Resource not accessible by personal access token\"}", 403), times: 1000);

        Assert.Contains("may not read check runs", Finding("CannotVerify"));
        Assert.Equal("Approved", Run("Get-Hotfix").Single().Text("State"));

        Configure($"{{ {Review("'checks': ['ci/legacy']")} }}");
        Assert.Empty(Refusals());
    }

    [Fact]
    public void A_head_that_the_forge_has_not_seen_cannot_be_verified()
    {
        MoveTo("github");
        StartAndApprove();
        var open = Request;
        Forge.Freeze(open);
        PushMore();

        Assert.Contains("what it says is not of this head", Finding("CannotVerify"));
    }

    private string[] Refusals() => [.. Run("Test-Hotfix -For Publish").NoErrors().Output.Where(found => found.Text("Severity") == "Error").Select(found => found.Text("Id")!)];

    private string Finding(string id) => Assert.Single(Run("Test-Hotfix -For Publish").NoErrors().Output, found => found.Text("Id") == id).Text("Message")!;
}
