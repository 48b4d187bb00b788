using System.Management.Automation;

namespace HotfixTools.ModuleTests.Forges;

/// <summary>Merging back through the pull request: what a forge may say to it, and what becomes of it.</summary>
public sealed class CompleteByRequestTests : ForgeTest
{
    private const string Merging = "PUT /*/pulls/*/merge";

    [Fact]
    public void A_mainline_that_moved_is_tried_again()
    {
        Prepare();
        Forge.Break(Merging, WebReply.Json("{\"message\":\"Base branch was modified. Review and try the merge again.\"}", 405), times: 2);

        Run("Complete-Hotfix").Single();

        AssertCompleted();
        Assert.Equal(3, Writes().Count(call => call.StartsWith("PUT", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_a_rule_refuses_is_told_and_not_tried_again()
    {
        Prepare();
        Forge.Protect("master", approvals: 2);
        var now = Now();

        var error = Run("Complete-Hotfix").Fails("MergeRefused", ErrorCategory.PermissionDenied, "Complete-Hotfix");

        Assert.Contains("approving review", error.Exception.Message);
        Assert.Single(Writes(), call => call.StartsWith("PUT", StringComparison.Ordinal));
        now.Still();
        Forge.Approve("cleo");
        Run("Complete-Hotfix").Single();
        AssertCompleted();
    }

    [Fact]
    public void Where_the_answer_is_lost_what_is_there_decides()
    {
        Prepare();
        Forge.Break(Merging, new WebReply(502, "<html>", "text/html"), isDone: true);

        Run("Complete-Hotfix").Single();

        AssertCompleted();
        Assert.Single(Writes(), call => call.StartsWith("PUT", StringComparison.Ordinal));
    }

    [Fact]
    public void A_head_that_moved_is_not_merged()
    {
        Prepare();
        string? more = null;
        Forge.Server.Answer = Before(Forge.Server.Answer, "merge", () => more ??= PushMore());

        Run("Complete-Hotfix").Fails("HotfixMoved", ErrorCategory.InvalidOperation, "Get-Hotfix");

        Assert.Equal(more, Hotfix);
        Assert.Equal("open", Request.State);
    }

    [Fact]
    public void A_draft_is_told()
    {
        Prepare();
        Request.IsDraft = true;
        Assert.Contains("draft", Run("Complete-Hotfix").Fails("MergeRefused", ErrorCategory.PermissionDenied, "Complete-Hotfix").Exception.Message);
    }

    [Fact]
    public void A_pull_request_that_somebody_closed_is_missed()
    {
        Prepare();
        Request.State = "closed";
        Run("Complete-Hotfix").Fails("PullRequestMissing", ErrorCategory.ObjectNotFound, "Submit-Hotfix");
    }

    [Fact]
    public void Without_a_pull_request_a_protected_mainline_wants_one()
    {
        MoveTo("github");
        StartAndPublish();
        Forge.Protect("master");
        var now = Now();

        Assert.Contains("protected", Run("Complete-Hotfix").Fails("PullRequestMissing", ErrorCategory.ObjectNotFound, "Submit-Hotfix").Exception.Message);

        now.Still();
    }

    [Fact]
    public void Where_nothing_is_protected_it_is_pushed_unless_the_settings_say_otherwise()
    {
        MoveTo("github");
        var fix = StartAndApprove();
        Run("Publish-Hotfix production -Confirm:$false").Single();

        Run("Complete-Hotfix").Single();

        Assert.DoesNotContain(Writes(), call => call.StartsWith("PUT", StringComparison.Ordinal));
        Assert.Equal(fix, Forge.Git.Parents(Master)[1]);
    }

    [Fact]
    public void A_merge_queue_is_waited_for()
    {
        Prepare();
        Forge.Protect("master", queue: true);
        Forge.LooksBeforeMerge = 2;

        Run("Complete-Hotfix").Single();

        AssertCompleted();
        Assert.DoesNotContain(Writes(), call => call.StartsWith("PUT", StringComparison.Ordinal));
    }

    [Fact]
    public void What_waits_longer_than_it_may_is_left_waiting_and_a_second_run_goes_on()
    {
        Prepare("'timeout': '1s'");
        Request.IsAutoMerge = true;
        Forge.LooksBeforeMerge = 1000;

        Assert.Contains("auto-merge", Run("Complete-Hotfix").Fails("MergeNotOver", ErrorCategory.OperationTimeout, "again").Exception.Message);

        // The forge has its turn at last.
        Forge.MergeByHand(Request);
        Run("Complete-Hotfix").Single();
        AssertCompleted();
    }

    [Fact]
    public void What_is_thrown_out_of_a_queue_again_and_again_is_told()
    {
        Prepare();
        Forge.Protect("master", queue: true);
        var open = Request;
        Forge.Server.Answer = Before(Forge.Server.Answer, "/graphql", () => open.Place = null);

        Assert.Contains("taken out of the queue", Run("Complete-Hotfix").Fails("MergeRefused", ErrorCategory.PermissionDenied, "Complete-Hotfix").Exception.Message);
    }

    [Fact]
    public void What_was_turned_to_another_branch_is_not_merged()
    {
        Prepare();
        Forge.Git.AddBranch("other", Master);
        var open = Request;
        Shell.Screen.Answer = "Yes";
        Shell.Screen.OnQuestion = () => open.Into = "other";

        Assert.Contains("other", Run("Complete-Hotfix -Confirm").Errors.Single().Exception.Message);

        Assert.Equal("open", open.State);
        Assert.NotNull(Hotfix);
    }

    [Fact]
    public void Taken_off_production_the_button_waits_again()
    {
        Prepare();
        var fix = Hotfix!;
        Assert.Equal("success", Forge.StatusOf("hotfix/published", fix));

        Run("Restore-Deploy production -Confirm:$false").Single();

        Assert.Equal("pending", Forge.StatusOf("hotfix/published", fix));
    }

    [Fact]
    public void A_forge_that_does_not_say_whether_the_mainline_is_protected_is_not_pushed_past()
    {
        MoveTo("github");
        StartAndApprove();
        Run("Publish-Hotfix production -Confirm:$false").Single();
        Forge.Break("GET *rules/branches*", new WebReply(400, "no"), times: 100);
        Forge.Break("GET */branches/master", new WebReply(400, "no"), times: 100);
        var master = Master;

        Run("Complete-Hotfix").Fails("ForgeFailed", ErrorCategory.ConnectionError, "review");

        Assert.Equal(master, Master);
    }

    [Fact]
    public void WhatIf_says_that_it_goes_through_the_pull_request()
    {
        Prepare();
        var (now, writes) = (Now(), Writes().Count());

        var steps = Run("Complete-Hotfix -WhatIf").NoErrors().WhatIf;

        Assert.Contains($"Have pull request #{Request.Number} of hotfix", steps[0]);
        Assert.Equal(writes, Writes().Count());
        now.Still();
    }

    [Fact]
    public void Removed_by_the_forge_after_a_squash_and_never_deployed_the_forge_tells_what_it_merged()
    {
        MoveTo("github", "'mergeBack': 'pullRequest', 'method': 'squash'");
        StartAndApprove();
        PushMore();
        Forge.RemovesBranches = true;
        Forge.MergeByHand(Request, "squash");

        var left = Run("Get-Hotfix").Single();

        Assert.Equal(("Merged", "Complete-Hotfix"), (left.Text("State"), left.Text("NextStep")));
        Run("Complete-Hotfix").Single();
        Assert.Equal("Completed", JournalKinds()[0]);
        Run("Get-Hotfix").Nothing();
    }

    [Fact]
    public void Rolled_in_the_status_is_green_without_a_deploy()
    {
        MoveTo("github", "'mergeBack': 'pullRequest'");
        var fix = StartAndApprove();

        Run("Complete-Hotfix -RollIn").Single();

        Assert.Equal("success", Forge.StatusOf("hotfix/published", fix));
        AssertCompleted();
    }

    // Live, approved, and the settings want the pull request.
    private void Prepare(string review = "")
    {
        MoveTo("github", review.Length > 0 ? "'mergeBack': 'pullRequest', " + review : "'mergeBack': 'pullRequest'");
        StartAndApprove();
        Run("Publish-Hotfix production -Confirm:$false").Single();
    }

    private void AssertCompleted()
    {
        Assert.Equal("merged", Forge.PullRequests.Single().State);
        Assert.Equal("Completed", JournalKinds()[0]);
        Assert.Null(Hotfix);
        Run("Get-Hotfix").Nothing();
    }

    private static Func<WebRequestSeen, WebReply> Before(Func<WebRequestSeen, WebReply> answer, string end, Action act) => seen =>
    {
        if (seen.Path.EndsWith(end, StringComparison.Ordinal))
            act();
        return answer(seen);
    };
}
