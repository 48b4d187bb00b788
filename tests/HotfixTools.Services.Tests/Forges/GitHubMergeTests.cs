using HotfixTools.Testing;

namespace HotfixTools.Services.Tests;

/// <summary>Merging at GitHub: what it answers, and what is never done.</summary>
public sealed class GitHubMergeTests : GitHubTests
{
    [Fact]
    public async Task By_a_merge_commit_the_fix_stays_what_it_is()
    {
        var before = Tip("master");
        var answer = await Merge(await Open());
        Assert.Equal(new MergeAnswer(MergeAnswerKind.Merged, "Pull Request successfully merged", Tip("master")), answer);
        Assert.Equal([before.ToString(), Head.ToString()], Server.Git.Parents("master"));
        Assert.Equal("Merge the hotfix\n\nBecause it is live.", GitProcess.Run(Team.Remote, "show", "-s", "--format=%B", "master").TrimEnd());
    }

    [Theory]
    [InlineData(MergeMethod.Squash, "Merge the hotfix")]
    [InlineData(MergeMethod.Rebase, "Fix the orders")]
    public async Task By_another_method_it_is_done_anew(MergeMethod method, string subject)
    {
        var before = Tip("master");
        var answer = await Merge(await Open(), method: method);
        Assert.Equal((MergeAnswerKind.Merged, Tip("master")), (answer.Kind, answer.Commit));
        Assert.Equal([before.ToString()], Server.Git.Parents("master"));
        Assert.Equal(subject, GitProcess.Run(Team.Remote, "show", "-s", "--format=%s", "master"));
    }

    [Fact]
    public async Task A_target_that_moved_is_to_be_tried_again()
    {
        var opened = await Open();
        Server.BaseModifiedTimes = 1;
        Assert.Equal(new MergeAnswer(MergeAnswerKind.NotYet, "Base branch was modified. Review and try the merge again"), await Merge(opened));
        Assert.Equal(MergeAnswerKind.Merged, (await Merge(opened)).Kind);
    }

    [Theory]
    [InlineData("Merge already in progress")]
    [InlineData("Pull request mergeability has not yet been computed")]
    public async Task So_is_what_GitHub_is_at(string words)
    {
        var opened = await Open();
        Refuse(405, words);
        Assert.Equal(new MergeAnswer(MergeAnswerKind.NotYet, words), await Merge(opened));
    }

    [Fact]
    public async Task And_what_it_has_not_computed()
    {
        var opened = await Open();
        Server.ComputesMergeability = 2;
        Assert.Equal(MergeAnswerKind.NotYet, (await Merge(opened)).Kind);
        Assert.Equal(MergeAnswerKind.Merged, (await Merge(opened)).Kind);
    }

    [Fact]
    public async Task A_conflict_is_one()
    {
        var opened = await Open();
        Ada.Git("switch", "--quiet", "master");
        Ada.Commit("fix.txt", "another", "Fix it otherwise");
        Ada.Git("push", "--quiet", "origin", "master");
        var before = Team.RemoteRefs();
        Assert.Equal(new MergeAnswer(MergeAnswerKind.Conflict, "Pull Request is not mergeable"), await Merge(opened));
        Assert.Equal(before, Team.RemoteRefs());
    }

    [Fact]
    public async Task Not_mergeable_without_a_conflict_is_refused()
    {
        var opened = await Open();
        Refuse(405, "Pull Request is not mergeable");
        Assert.Equal(MergeAnswerKind.Refused, (await Merge(opened)).Kind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Another_head_is_not_merged(bool isSeenBefore)
    {
        var opened = await Open();
        if (isSeenBefore)
            Ada.CommitFix("more.txt");
        else
            Server.Break("PUT */merge", WebReply.Json("""{"message":"Head branch was modified. Review and try the merge again.","status":"409"}""", 409));
        var before = Team.RemoteRefs();
        Assert.Equal(MergeAnswerKind.HeadMoved, (await Merge(opened)).Kind);
        Assert.Equal((before, isSeenBefore ? 0 : 1), (Team.RemoteRefs(), Calls("PUT", "/merge")));
    }

    [Fact]
    public async Task The_head_is_sent_along()
    {
        var opened = await Open();
        await Merge(opened);
        Assert.Contains($"\"sha\":\"{Head}\"", Server.Server.Requests.Single(seen => seen.Method == "PUT").Body);
    }

    [Fact]
    public async Task A_draft_is_refused()
    {
        var opened = await Open();
        Server.Open.IsDraft = true;
        Assert.Equal(new MergeAnswer(MergeAnswerKind.Refused, "Pull Request is still a draft"), await Merge(opened));
    }

    [Theory]
    [InlineData(MergeMethod.Merge, "Merge commits are not allowed on this repository")]
    [InlineData(MergeMethod.Squash, "Squash merges are not allowed on this repository")]
    [InlineData(MergeMethod.Rebase, "Rebase merges are not allowed on this repository")]
    public async Task A_method_that_is_not_allowed_is_refused(MergeMethod method, string words)
    {
        Server.Methods.Clear();
        Assert.Equal(new MergeAnswer(MergeAnswerKind.Refused, words), await Merge(await Open(), method: method));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_the_rules_miss_is_told_and_then_it_is_merged(bool isClassic)
    {
        Server.IsClassic = isClassic;
        Server.Protect("master", approvals: 1, checks: ["build"]);
        var opened = await Open();
        var refused = await Merge(opened);
        Assert.Equal(MergeAnswerKind.Refused, refused.Kind);
        Assert.EndsWith("At least 1 approving review is required by reviewers with write access", refused.Words);
        Server.Approve("bob");
        Assert.EndsWith("Required status check \"build\" is expected", (await Merge(opened)).Words);
        Server.Report("build", "success");
        Assert.Equal(MergeAnswerKind.Merged, (await Merge(opened)).Kind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_would_be_let_past_the_rules_is_not(bool hasGraph)
    {
        (Server.CanBypass, Server.HasGraph) = (true, hasGraph);
        Server.Protect("master", approvals: 1);
        var answer = await Merge(await Open());
        Assert.Equal((MergeAnswerKind.Refused, "the rules of master are not met, and who asks may be let past them, which is not done here"), (answer.Kind, answer.Words));
        Assert.Equal((0, false), (Calls("PUT", "/merge"), Server.WasForced));
        Server.Approve("bob");
        Assert.Equal(MergeAnswerKind.Merged, (await Merge(await Open())).Kind);
        Assert.False(Server.WasForced);
    }

    [Fact]
    public async Task Who_may_not_merge_is_told_so()
    {
        var opened = await Open();
        Server.MayWrite = false;
        Assert.Equal(new MergeAnswer(MergeAnswerKind.Forbidden, "Resource not accessible by personal access token"), await Merge(opened));
        Server.MayWrite = true;
        Refuse(404, "Not Found");
        Assert.Equal(new MergeAnswer(MergeAnswerKind.Forbidden, "Not Found"), await Merge(opened));
    }

    [Fact]
    public async Task But_who_asks_too_often_is_not_forbidden()
    {
        var opened = await Open();
        Server.Break("PUT */merge", HotfixTools.Testing.Forges.GitHubStandIn.LimitedForNow(60));
        Assert.Contains("may be asked again in 1m", (await Fails(() => Merge(opened))).Message);
        Server.Break("PUT */merge", HotfixTools.Testing.Forges.GitHubStandIn.LimitedForNow(0));
        Assert.Equal(MergeAnswerKind.Merged, (await Merge(opened)).Kind);
    }

    [Fact]
    public async Task What_is_not_valid_is_refused_with_its_words()
    {
        var opened = await Open();
        Server.Break("PUT */merge", WebReply.Json("""{"message":"Validation Failed","errors":[{"message":"too \u001b[2Jlong."},"and more"]}""", 422));
        Assert.Equal(new MergeAnswer(MergeAnswerKind.Refused, "Validation Failed: too \uFFFD[2Jlong.; and more"), await Merge(opened));
        Server.Break("PUT */merge", new WebReply(405, "<html>", "text/html"));
        Assert.Equal(new MergeAnswer(MergeAnswerKind.Refused), await Merge(opened));
    }

    [Fact]
    public async Task What_is_merged_or_closed_is_not_merged_again()
    {
        var opened = await Open();
        await Merge(opened);
        Assert.Equal(new MergeAnswer(MergeAnswerKind.Merged, Commit: Tip("master")), await Merge(opened));
        Server.PullRequests[0].State = "closed";
        Assert.Equal(new MergeAnswer(MergeAnswerKind.Refused, "it is closed"), await Merge(opened));
        Assert.Equal(1, Calls("PUT", "/merge"));
    }

    [Fact]
    public async Task Where_the_answer_is_lost_it_is_merged_once_and_seen_to_be()
    {
        var opened = await Open();
        Server.RemovesBranches = true;
        Server.Break("PUT */merge", WebReply.Json("{\"sha\":\"") with { CutAfter = 3 }, isDone: true);
        await Fails(() => Merge(opened));
        Assert.Equal(1, Calls("PUT", "/merge"));
        Assert.Equal((PullRequestState.Merged, Tip("master")), ((await Forge.Read(7, Cancellation)).State, (await Forge.Read(7, Cancellation)).MergeCommit));
        Assert.Equal(MergeAnswerKind.Merged, (await Merge(opened)).Kind);
        Assert.Null(Server.Git.Tip("hotfix"));
    }

    private void Refuse(int status, string words) => Server.Break("PUT */merge", WebReply.Json($$"""{"message":"{{words}}","documentation_url":"https://docs.github.com/rest","status":"{{status}}"}""", status));
}
