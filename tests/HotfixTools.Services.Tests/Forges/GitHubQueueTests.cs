using HotfixTools.Testing;
using HotfixTools.Testing.Forges;

namespace HotfixTools.Services.Tests;

/// <summary>The merge queue of GitHub.</summary>
public sealed class GitHubQueueTests : GitHubTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_is_entered_waited_in_and_left_merged(bool isClassic)
    {
        Server.IsClassic = isClassic;
        Server.Protect("master", approvals: 0, queue: true);
        var opened = await Open();
        Assert.Null(opened.Waits);
        Assert.Equal(new MergeAnswer(MergeAnswerKind.Waits, "place 2 in the merge queue"), await Merge(opened));
        Assert.Equal("place 2 in the merge queue", (await Forge.Read(7, Cancellation)).Waits);
        Assert.Equal("place 1 in the merge queue", (await Forge.Read(7, Cancellation)).Waits);
        var merged = await Forge.Read(7, Cancellation);
        Assert.Equal((PullRequestState.Merged, null, Tip("master")), (merged.State, merged.Waits, merged.MergeCommit));
        // Of a classic one only the refusal tells; a ruleset is known before.
        Assert.Equal(isClassic ? 1 : 0, Calls("PUT", "/merge"));
    }

    [Fact]
    public async Task Who_would_be_let_past_it_enters_it_too()
    {
        Server.CanBypass = true;
        Server.Protect("master", approvals: 0, queue: true);
        Assert.Equal(MergeAnswerKind.Waits, (await Merge(await Open())).Kind);
        Assert.Equal((0, false), (Calls("PUT", "/merge"), Server.WasForced));
    }

    [Fact]
    public async Task It_is_not_entered_twice()
    {
        Server.Protect("master", approvals: 0, queue: true);
        Server.LooksBeforeMerge = 5;
        await Merge(await Open());
        var second = ForgeOf(ForgeStandIn.Token);
        var answer = await second.Merge(await second.Read(7, Cancellation), Head, MergeMethod.Merge, Title, string.Empty, Cancellation);
        Assert.Equal(MergeAnswerKind.Waits, answer.Kind);
        Assert.Single(Server.Server.Requests, seen => seen.Body.Contains("mutation"));
    }

    [Fact]
    public async Task Whom_somebody_else_lets_enter_meanwhile_waits_too()
    {
        Server.Protect("master", approvals: 0, queue: true);
        var opened = await Open();
        var real = Server.Server.Answer;
        Server.Server.Answer = seen =>
        {
            if (seen.Body.Contains("mutation"))
                Server.PullRequests[0].Place = 3;
            return real(seen);
        };
        Assert.Equal(new MergeAnswer(MergeAnswerKind.Waits, "place 3 in the merge queue"), await Merge(opened));
    }

    [Fact]
    public async Task Who_is_thrown_out_does_not_wait_any_more()
    {
        Server.Protect("master", approvals: 0, checks: ["build"], queue: true);
        var opened = await Open();
        Server.Report("build", "success");
        Server.LooksBeforeMerge = 1;
        Assert.Equal(MergeAnswerKind.Waits, (await Merge(opened)).Kind);
        Server.Report("build", "failure");
        Assert.Equal("place 1 in the merge queue", (await Forge.Read(7, Cancellation)).Waits);
        var thrownOut = await Forge.Read(7, Cancellation);
        Assert.Equal((PullRequestState.Open, null), (thrownOut.State, thrownOut.Waits));
    }

    [Fact]
    public async Task What_the_rules_miss_is_refused_with_its_words()
    {
        Server.Protect("master", approvals: 1, queue: true);
        Assert.Equal(new MergeAnswer(MergeAnswerKind.Refused, "At least 1 approving review is required by reviewers with write access"), await Merge(await Open()));
    }

    [Fact]
    public async Task Another_head_does_not_enter()
    {
        Server.Protect("master", approvals: 0, queue: true);
        var opened = await Open();
        var real = Server.Server.Answer;
        Server.Server.Answer = seen =>
        {
            if (seen.Body.Contains("mutation"))
                Ada.CommitFix("more.txt");
            return real(seen);
        };
        Assert.Equal(MergeAnswerKind.HeadMoved, (await Merge(opened)).Kind);
        Assert.Null(Server.Open.Place);
    }

    [Fact]
    public async Task A_conflict_does_not_enter()
    {
        var opened = await Open();
        Ada.Git("switch", "--quiet", "master");
        Ada.Commit("fix.txt", "another", "Fix it otherwise");
        Ada.Git("push", "--quiet", "origin", "master");
        Server.Protect("master", approvals: 0, queue: true);
        Assert.Equal(MergeAnswerKind.Conflict, (await Merge(opened)).Kind);
        Server.ComputesMergeability = 2;
        Assert.Equal(MergeAnswerKind.NotYet, (await Merge(opened)).Kind);
    }

    [Fact]
    public async Task Who_may_not_is_told_so()
    {
        Server.Protect("master", approvals: 0, queue: true);
        var opened = await Open();
        Server.MayWrite = false;
        Assert.Equal(new MergeAnswer(MergeAnswerKind.Forbidden, "Resource not accessible by personal access token"), await Merge(opened));
    }

    [Fact]
    public async Task Without_GraphQL_it_cannot_be_entered()
    {
        Server.Protect("master", approvals: 0, queue: true);
        var opened = await Open();
        Server.LacksMembers.Add("mergeQueueEntry");
        Assert.Contains("Field 'mergeQueueEntry' doesn't exist", (await Fails(() => Merge(opened))).Message);
        Server.LacksMembers.Clear();
        Server.HasGraph = false;
        Assert.Contains("status 404", (await Fails(() => Merge(opened))).Message);
        Assert.Equal(0, Calls("PUT", "/merge"));
    }

    [Fact]
    public async Task What_went_wrong_is_not_taken_for_a_refusal()
    {
        Server.Protect("master", approvals: 0, queue: true);
        var opened = await Open();
        var real = Server.Server.Answer;
        Server.Server.Answer = seen => seen.Body.Contains("mutation")
            ? WebReply.Json("""{"data":null,"errors":[{"message":"Something went wrong while executing your query."}]}""")
            : real(seen);
        Assert.Contains("Something went wrong", (await Fails(() => Merge(opened))).Message);
    }

    [Fact]
    public async Task Whose_place_cannot_be_seen_is_not_taken_to_be_thrown_out()
    {
        Server.Protect("master", approvals: 0, queue: true);
        var opened = await Open();
        // Not entered by this one: that it cannot be seen does not matter yet.
        await Forge.ReadEvidence(opened, Head, Cancellation);
        Server.HasGraph = false;
        Assert.Null((await Forge.Read(7, Cancellation)).Waits);
        Server.HasGraph = true;
        await Merge(opened);
        Server.HasGraph = false;
        await Fails(() => Forge.Read(7, Cancellation));
    }

    [Fact]
    public async Task It_is_seen_where_the_rules_were_read()
    {
        Server.Protect("master", approvals: 0, queue: true);
        Server.LooksBeforeMerge = 5;
        await Merge(await Open());
        var second = ForgeOf(ForgeStandIn.Token);
        Assert.Null((await second.Read(7, Cancellation)).Waits);
        await second.ReadEvidence(await second.Read(7, Cancellation), Head, Cancellation);
        Assert.Equal("place 3 in the merge queue", (await second.Read(7, Cancellation)).Waits);
    }

    [Fact]
    public async Task One_that_cannot_be_merged_there_is_said_to_be()
    {
        Server.Protect("master", approvals: 0, queue: true);
        var opened = await Open();
        Server.Break("POST /api/graphql", WebReply.Json("""{"data":{"node":{"mergeQueueEntry":{"position":1,"state":"UNMERGEABLE"}}}}"""));
        Assert.Equal("place 1 in the merge queue, which cannot merge it", (await Merge(opened)).Words);
    }
}
