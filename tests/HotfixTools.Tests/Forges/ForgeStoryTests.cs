using HotfixTools.Testing.Forges;

namespace HotfixTools.ModuleTests.Forges;

/// <summary>The whole way on each forge: one story, told by one test.</summary>
public sealed class ForgeStoryTests : ForgeTest
{
    private const string Published = "hotfix/published";

    public static TheoryData<string> Forges => [.. StandIns.Forges];

    [Theory]
    [MemberData(nameof(Forges))]
    public void From_a_pull_request_to_a_deploy_and_only_then_to_the_mainline(string kind)
    {
        // GitLab wants the pipeline as a whole to be well, and no check by its name.
        MoveTo(kind, kind == "gitlab" ? "'checks': ['build']" : string.Empty);
        Forge.RemovesBranches = true;
        Run("Get-LastDeploy | New-Hotfix -Reason 'Orders fail for @everyone'").Single();
        Ada.CommitFix();
        Ada.Git("switch", "--quiet", "master");
        Forge.Protect("master", approvals: 1, checks: ["build"]);
        Assert.Equal(("InProgress", "Submit-Hotfix"), State());

        var submitted = Run("Submit-Hotfix").Single();

        var request = Request;
        Assert.Equal((request.Number, request.Title), (submitted.Get("Number"), submitted.Text("Title")));
        Assert.StartsWith("Hotfix: Orders fail for", request.Title);
        Assert.DoesNotContain("@everyone", request.Title);
        Assert.Contains("**Deploy before merge.**", request.Body);
        Assert.Contains("`Orders fail for @everyone`", request.Body);
        Assert.Contains("`Fix the orders`", request.Body);
        Assert.Equal(("hotfix", "master", Hotfix), (request.From, request.Into, request.Head));
        Assert.Equal("pending", Forge.StatusOf(Published, Hotfix!));
        Assert.Equal(["Submitted", "Started"], JournalKinds());
        Assert.Equal(("InReview", "Test-Hotfix"), State());
        Assert.Equal(["NotApproved", "ChecksPending"], Run("Publish-Hotfix production -Confirm:$false").Errors.Single().TargetFindings());

        // What was approved is not what is there after another push.
        Forge.Approve("ben");
        Forge.Report("build", "success");
        Assert.Equal(("Approved", "Publish-Hotfix production"), State());
        var head = PushMore();
        Assert.Equal(("InReview", "Test-Hotfix"), State());
        Assert.Equal(["ApprovalNotOnHead", "ChecksPending"], Run("Publish-Hotfix production -Confirm:$false").Errors.Single().TargetFindings());
        Run("Submit-Hotfix").Single();
        Assert.Contains("Fix it better", request.Body);
        Assert.Equal("pending", Forge.StatusOf(Published, head));
        Forge.Approve("ben");
        Forge.Report("build", "failure");
        Assert.Equal("ChecksFailing", Run("Publish-Hotfix production -Confirm:$false").Errors.Single().FullyQualifiedErrorId.Split(',')[0]);
        Forge.Report("build", "success");

        Assert.Equal(head, Run("Publish-Hotfix production -Confirm:$false").Single().Text("Commit"));

        Assert.Equal("success", Forge.StatusOf(Published, head));
        Assert.Equal(("Published", "Complete-Hotfix"), State());
        var before = Master;

        var completed = Run("Complete-Hotfix").Single();

        Assert.Equal(("Completed", Master), (completed.Text("State"), completed.Text("MergeCommit")));
        Assert.Equal("merged", request.State);
        Assert.Equal([before, head], Forge.Git.Parents(Master));
        Assert.Null(Hotfix);
        Assert.Equal("more", GitProcess.Run(Team.Remote, "show", "master:more.txt"));
        Assert.Equal(["Completed", "Published", "Submitted", "Submitted", "Started"], JournalKinds());
        Run("Get-Hotfix").Nothing();
        Assert.DoesNotContain(ForgeStandIn.Token, GitProcess.Run(Team.Remote, "log", "--all", "-p"));
    }

    [Theory]
    [MemberData(nameof(Forges))]
    public void Squashed_by_the_forge_it_is_merged_all_the_same(string kind)
    {
        MoveTo(kind, "'mergeBack': 'pullRequest', 'method': 'squash'");
        StartAndApprove();
        var head = PushMore();
        Forge.Approve("ben");
        Run("Publish-Hotfix production -Force -Reason 'Checks are slow' -Confirm:$false").Single();
        var before = Master;

        var completed = Run("Complete-Hotfix").Single();

        Assert.Equal(Master, completed.Text("MergeCommit"));
        Assert.Equal(before, Forge.Git.Parents(Master)[0]);
        Assert.False(Forge.Git.IsAncestor(head, Master));
        Assert.Equal("more", GitProcess.Run(Team.Remote, "show", "master:more.txt"));
        Assert.Null(Hotfix);
        Assert.Equal("Completed", JournalKinds()[0]);
        Run("Get-Hotfix").Nothing();
    }

    [Theory]
    [MemberData(nameof(Forges))]
    public void WhatIf_names_the_command_that_does_it_by_hand_and_does_nothing(string kind)
    {
        MoveTo(kind);
        StartAndFix();
        var now = Now();

        var steps = Run("Submit-Hotfix -WhatIf").NoErrors().WhatIf;

        var command = kind switch { "github" => "gh pr create", "gitlab" => "glab mr create", "azure" => "az repos pr create", _ => "tea pulls create" };
        Assert.Contains(command, steps[0]);
        Assert.Equal(3, steps.Count);
        Assert.Empty(Writes());
        now.Still();
    }

    [Theory]
    [MemberData(nameof(Forges))]
    public void A_second_run_changes_nothing(string kind)
    {
        MoveTo(kind);
        StartAndSubmit();
        var (writes, now) = (Writes().Count(), Now());

        Run("Submit-Hotfix").Single();

        Assert.Equal(writes, Writes().Count());
        now.Still();
    }

    private (string? State, string? NextStep) State()
    {
        var hotfix = Run("Get-Hotfix").Single();
        return (hotfix.Text("State"), hotfix.Text("NextStep"));
    }
}
