using System.Text;
using System.Text.Json;
using HotfixTools.Testing;
using HotfixTools.Testing.Forges;

namespace HotfixTools.Services.Tests;

public sealed class AzureDevOpsForgeTests : IDisposable
{
    private const string Calls = "/acme/web/_apis/git/repositories/shop";

    private static readonly BranchName Hotfix = BranchName.Parse("hotfix");
    private static readonly BranchName Master = BranchName.Parse("master");

    private readonly Team _team;
    private readonly Workplace _ada;
    private readonly AzureDevOpsStandIn _azure;
    private readonly AzureDevOpsForge _forge;
    private readonly List<string> _log = [];
    private readonly string _fix;

    public AzureDevOpsForgeTests()
    {
        _team = Team.AtWork(out _ada, out var live);
        _ada.Git("switch", "--quiet", "-c", "hotfix", live);
        _fix = Push("fix.txt", "fixed");
        _azure = new AzureDevOpsStandIn(_team.Remote);
        _forge = Forge();
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_opened_is_found_and_read()
    {
        var opened = await _forge.Open(Hotfix, Master, "Fix the orders", "What is **live**.", Now);
        Assert.Equal(
            (PullRequestState.Open, Hotfix, Master, _fix, "Fix the orders", "What is **live**.", ForgeStandIn.Actor, false),
            (opened.State, opened.From, opened.Into, opened.Head?.ToString(), opened.Title, opened.Body, opened.Author, opened.IsDraft));
        Assert.Equal($"https://dev.azure.com/acme/web/_git/shop/pullrequest/{opened.Number}", opened.Url);
        Assert.Equal((true, null, null), (opened.IsMergeable, opened.Waits, opened.MergeCommit));
        Assert.Equal(opened, await _forge.FindOpen(Hotfix, Master, Now));
        Assert.Equal(opened, await _forge.Read(opened.Number, Now));
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        Assert.Null(await _forge.FindOpen(Hotfix, Master, Now));
        _azure.OpenBy("mallory", "hotfix", "master", owner: "mallory");
        _ada.Git("push", "--quiet", "origin", "hotfix:hotfix-2", "master:release");
        _azure.OpenBy("bob", "hotfix-2", "master");
        _azure.OpenBy("bob", "hotfix", "release");
        Assert.Null(await _forge.FindOpen(Hotfix, Master, Now));
        Assert.Equal("ForgeFailed", (await Assert.ThrowsAsync<HotfixException>(() => _forge.Read(4711, Now))).Id);
    }

    [Fact]
    public async Task Ours_is_found_behind_those_of_many_forks()
    {
        var ours = _azure.OpenBy("ada", "hotfix", "master");
        for (var i = 0; i < 100; i++)
            _azure.OpenBy("mallory", "hotfix", "master", owner: $"fork{i}");
        Assert.Equal(ours.Number, (await _forge.FindOpen(Hotfix, Master, Now))?.Number);
    }

    [Fact]
    public async Task One_that_somebody_else_opened_meanwhile_is_taken()
    {
        var theirs = _azure.OpenBy("bob", "hotfix", "master", "By Bob");
        var opened = await _forge.Open(Hotfix, Master, "Fix the orders", "…", Now);
        Assert.Equal((theirs.Number, "By Bob", "bob"), (opened.Number, opened.Title, opened.Author));
        Assert.Single(_azure.PullRequests);
    }

    [Fact]
    public async Task A_duplicate_that_is_not_shown_is_said()
    {
        _azure.Break($"POST {Calls}/pullrequests", WebReply.Json("""{"message":"TF401179: An active pull request exists.","typeKey":"GitPullRequestExistsException"}""", 409));
        Assert.Contains("TF401179: An active pull request exists.", (await Failed(() => _forge.Open(Hotfix, Master, "t", "b", Now))).Message);
    }

    [Fact]
    public async Task A_branch_that_is_not_pushed_is_said_in_the_words_of_the_forge() =>
        Assert.Contains("TF401398", (await Failed(() => _forge.Open(BranchName.Parse("elsewhere"), Master, "t", "b", Now))).Message);

    [Fact]
    public async Task A_description_is_changed_and_a_long_one_is_cut_between_letters()
    {
        var opened = await _forge.Open(Hotfix, Master, "t", new string('x', 3998) + "🚀🚀", Now);
        Assert.Equal(new string('x', 3998) + "…", opened.Body);
        var changed = await _forge.Update(opened.Number, "Fix the orders", new string('y', 4000), Now);
        Assert.Equal(("Fix the orders", new string('y', 4000)), (changed.Title, changed.Body));
        // The list shows only the beginning of it.
        Assert.Equal(changed.Body, (await _forge.FindOpen(Hotfix, Master, Now))?.Body);
    }

    [Fact]
    public async Task Whether_it_conflicts_is_not_known_at_once()
    {
        var number = _azure.OpenBy("ada", "hotfix", "master").Number;
        _azure.ComputesMergeability = 1;
        Assert.Equal((null, null), ((await _forge.Read(number, Now)).IsMergeable, (await _forge.Read(number, Now)).Waits));
        Assert.True((await _forge.Read(number, Now)).IsMergeable);
        Push("feature1.txt", "another");
        Assert.False((await _forge.Read(number, Now)).IsMergeable);
    }

    [Fact]
    public async Task The_head_is_the_one_that_was_pushed_also_before_the_pull_request_has_it()
    {
        var request = _azure.OpenBy("ada", "hotfix", "master");
        var newer = Push("fix.txt", "better");
        await _forge.Read(request.Number, Now);
        _azure.LagsBehind = 1;
        var read = await _forge.Read(request.Number, Now);
        Assert.Equal((newer, null), (read.Head?.ToString(), read.IsMergeable));
        Assert.Equal((newer, true), ((await _forge.Read(request.Number, Now)).Head?.ToString(), (await _forge.Read(request.Number, Now)).IsMergeable));
    }

    [Fact]
    public async Task The_head_is_found_among_branches_that_begin_alike()
    {
        foreach (var name in new[] { "hotfix-2", "hotfix.old", "hotfix1" })
            _ada.Git("push", "--quiet", "origin", $"master:{name}");
        _azure.PageSize = 1;
        Assert.Equal(_fix, (await _forge.Read(_azure.OpenBy("ada", "hotfix", "master").Number, Now)).Head?.ToString());
    }

    [Fact]
    public async Task What_a_fork_has_is_not_looked_for_here()
    {
        var fork = _azure.OpenBy("mallory", "hotfix", "master", owner: "mallory");
        Assert.Null((await _forge.Read(fork.Number, Now)).Head);
    }

    [Fact]
    public async Task A_draft_and_one_that_completes_by_itself_are_known()
    {
        var request = _azure.OpenBy("ada", "hotfix", "master");
        request.IsDraft = true;
        _azure.AutoComplete.Add(request.Number);
        var read = await _forge.Read(request.Number, Now);
        Assert.Equal((true, "auto-complete is on"), (read.IsDraft, read.Waits));
        request.State = "closed";
        Assert.Equal((PullRequestState.Closed, null, _fix), ((await _forge.Read(request.Number, Now)).State, (await _forge.Read(request.Number, Now)).Waits, (await _forge.Read(request.Number, Now)).Head?.ToString()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_vote_is_of_the_head_that_was_there_when_it_was_cast(bool hasOldThreads)
    {
        _azure.HasOldThreads = hasOldThreads;
        var request = _azure.OpenBy("ada", "hotfix", "master");
        _azure.Approve("bob");
        _azure.Comment("dora");
        var newer = Push("fix.txt", "better");
        _azure.RequestChanges("cleo");
        var evidence = await Evidence(request);
        Assert.Equal(
            [("bob", ReviewVerdict.Approved, _fix, true), ("cleo", ReviewVerdict.ChangesRequested, newer, true)],
            evidence.Reviews.Select(review => (review.Person, review.Verdict, review.Commit?.ToString() ?? string.Empty, review.Counts)));
        Assert.True(evidence.Reviews[0].At < evidence.Reviews[1].At);
        _azure.Approve("bob");
        Assert.Equal([("cleo", newer), ("bob", newer)], (await Evidence(request)).Reviews.Select(review => (review.Person, review.Commit?.ToString() ?? string.Empty)));
        Assert.Equal((null, null, null), (evidence.RequiredApprovals, evidence.RequiredChecks, evidence.IsApprovedByForge));
    }

    [Fact]
    public async Task A_vote_for_an_earlier_head_stays_one_for_that()
    {
        var request = _azure.OpenBy("ada", "hotfix", "master");
        var newer = Push("fix.txt", "better");
        await _forge.Read(request.Number, Now);
        _azure.Approve("bob", _fix);
        Assert.Equal(_fix, Assert.Single((await Evidence(request, newer)).Reviews).Commit?.ToString());
    }

    [Fact]
    public async Task Of_a_vote_without_a_thread_it_is_not_known_what_it_is_of()
    {
        var request = _azure.OpenBy("ada", "hotfix", "master");
        _azure.Approve("bob");
        _azure.ForgetsThreads = true;
        var review = Assert.Single((await Evidence(request)).Reviews);
        Assert.Equal(("bob", ReviewVerdict.Approved, null, null), (review.Person, review.Verdict, review.Commit, review.At));
    }

    [Fact]
    public async Task A_vote_that_was_taken_back_is_none_and_a_group_is_nobody()
    {
        _azure.Protect("master");
        var request = _azure.OpenBy("ada", "hotfix", "master");
        _azure.Approve("bob");
        Assert.Equal("bob", Assert.Single((await Evidence(request)).Reviews).Person);
        _azure.Dismiss("bob");
        Assert.Empty((await Evidence(request)).Reviews);
    }

    [Fact]
    public async Task The_approval_of_the_author_does_not_count()
    {
        _azure.Protect("master");
        var request = _azure.OpenBy("ada", "hotfix", "master");
        _azure.Approve("ada");
        var evidence = await Evidence(request);
        Assert.False(Assert.Single(evidence.Reviews).Counts);
        Assert.False(evidence.IsApprovedByForge);
    }

    [Fact]
    public async Task The_policies_say_how_many_must_approve_and_whether_they_did()
    {
        _azure.Protect("master", approvals: 2);
        var request = _azure.OpenBy("ada", "hotfix", "master");
        _azure.Approve("bob");
        Assert.Equal((2, false), ((await Evidence(request)).RequiredApprovals, (await Evidence(request)).IsApprovedByForge));
        _azure.Approve("cleo");
        Assert.True((await Evidence(request)).IsApprovedByForge);
    }

    [Fact]
    public async Task Somebody_whose_approval_is_asked_for_by_name_is_waited_for()
    {
        var request = _azure.OpenBy("ada", "hotfix", "master");
        _azure.RequiredPeople.Add("bob");
        Assert.False((await Evidence(request)).IsApprovedByForge);
        _azure.Approve("bob");
        Assert.Null((await Evidence(request)).IsApprovedByForge);
    }

    [Theory]
    [InlineData("success", CheckState.Passed)]
    [InlineData("failure", CheckState.Failed)]
    [InlineData("cancelled", CheckState.Failed)]
    [InlineData("pending", CheckState.Pending)]
    public async Task A_build_of_a_policy_is_a_check(string said, CheckState state)
    {
        _azure.Protect("master", checks: ["ci"]);
        var request = _azure.OpenBy("ada", "hotfix", "master");
        Assert.Equal([("ci", CheckState.Pending)], Said(await Evidence(request)));
        _azure.Report("ci", said);
        var evidence = await Evidence(request);
        Assert.Equal([("ci", state)], Said(evidence));
        Assert.Equal(["ci"], evidence.RequiredChecks);
        Assert.StartsWith(_azure.Api + "acme/web/_build/results?buildId=", evidence.Checks[0].Url);
    }

    [Fact]
    public async Task A_build_that_is_too_old_or_of_another_head_has_not_said_yet()
    {
        _azure.Protect("master", checks: ["ci"]);
        var request = _azure.OpenBy("ada", "hotfix", "master");
        _azure.Report("ci", "success");
        _azure.ExpiredBuilds.Add("ci");
        Assert.Equal([("ci", CheckState.Pending)], Said(await Evidence(request)));
        _azure.ExpiredBuilds.Clear();
        Assert.Equal([("ci", CheckState.Passed)], Said(await Evidence(request)));
        var newer = Push("fix.txt", "better");
        Assert.Equal([("ci", CheckState.Pending)], Said(await Evidence(request, newer)));
        Assert.Equal([("ci", CheckState.Passed)], Said(await Evidence(request, _fix)));
    }

    [Fact]
    public async Task A_policy_that_does_not_apply_wants_nothing_and_an_optional_one_is_seen()
    {
        _azure.Protect("master", checks: ["ci"]);
        var request = _azure.OpenBy("ada", "hotfix", "master");
        _azure.Report("ci", "skipped");
        _azure.Report("slow", "failure");
        var evidence = await Evidence(request);
        Assert.Equal([("slow", CheckState.Failed)], Said(evidence));
        Assert.Null(evidence.RequiredChecks);
    }

    [Fact]
    public async Task All_policies_are_looked_at_however_many_there_are()
    {
        _azure.Protect("master", checks: [.. Enumerable.Range(0, 230).Select(number => $"ci{number}")]);
        Assert.Equal(230, (await Evidence(_azure.OpenBy("ada", "hotfix", "master"))).RequiredChecks?.Count);
    }

    [Fact]
    public async Task Statuses_of_the_pull_request_and_of_the_commit_are_checks_by_genre_and_name()
    {
        var request = _azure.OpenBy("ada", "hotfix", "master");
        _azure.Report("ci/lint", "failure");
        _azure.Report("ci/lint", "success");
        _azure.Report("ci/gone", "success");
        _azure.Report("ci/skip", "skipped");
        _azure.Report("nightly", "cancelled", isStatus: true);
        _azure.Report("nightly", "pending", isStatus: true);
        _azure.Report("ci/both", "success");
        _azure.Report("ci/both", "failure", isStatus: true);
        _azure.ReportOnPullRequest("ci/title", "success");
        var evidence = await Evidence(request);
        Assert.Equal(
            [("ci/both", CheckState.Failed), ("ci/gone", CheckState.Passed), ("ci/lint", CheckState.Passed), ("ci/skip", CheckState.Passed), ("ci/title", CheckState.Passed), ("nightly", CheckState.Pending)],
            Said(evidence).Order());
        Assert.StartsWith("https://ci.acme.example/", evidence.Checks[0].Url);
        var newer = Push("fix.txt", "better");
        Assert.Equal([("ci/title", CheckState.Passed)], Said(await Evidence(request, newer)));
    }

    [Fact]
    public async Task A_status_that_a_policy_wants_must_be_of_this_head_even_where_the_policy_is_content()
    {
        _azure.Protect("master", checks: ["ci/lint", "hotfix/published"]);
        var request = _azure.OpenBy("ada", "hotfix", "master");
        _azure.Report("ci/lint", "success");
        var evidence = await Evidence(request);
        Assert.Equal([("ci/lint", CheckState.Passed), ("hotfix/published", CheckState.Pending)], Said(evidence));
        Assert.Equal(["ci/lint", "hotfix/published"], evidence.RequiredChecks);
        Assert.True(OwnStatus.Is(evidence.Checks[1].Name));
        var newer = Push("fix.txt", "better");
        Assert.Equal(CheckState.Pending, (await Evidence(request, newer)).Checks[0].State);
    }

    [Fact]
    public async Task A_branch_is_protected_by_a_policy_of_it_alone()
    {
        // There are policies of pushes, and of another repository.
        Assert.Equal(new BranchProtection(false), await _forge.ReadProtection(Master, Now));
        _azure.Protect("release", approvals: 0);
        _azure.PageSize = 1;
        Assert.Equal(new BranchProtection(false), await _forge.ReadProtection(Master, Now));
        Assert.Equal(new BranchProtection(true, "the branch policy 'Comment requirements'"), await _forge.ReadProtection(BranchName.Parse("release"), Now));
        _azure.Protect("master");
        Assert.Equal(new BranchProtection(true, "the branch policy 'Minimum number of reviewers'"), await _forge.ReadProtection(Master, Now));
    }

    [Theory]
    [InlineData(MergeMethod.Merge)]
    [InlineData(MergeMethod.Squash)]
    [InlineData(MergeMethod.Rebase)]
    public async Task It_is_merged_some_time_after_it_was_asked_for(MergeMethod method)
    {
        var mainline = _team.RemoteRef("refs/heads/master")!;
        var request = await _forge.Open(Hotfix, Master, "Fix the orders", "…", Now);
        Assert.Equal(new MergeAnswer(MergeAnswerKind.Waits, "the merge is under way"), await Merge(request, method));
        var read = await _forge.Read(request.Number, Now);
        Assert.Equal((PullRequestState.Open, "the merge is under way", null), (read.State, read.Waits, read.IsMergeable));
        read = await _forge.Read(request.Number, Now);
        Assert.Equal((PullRequestState.Merged, null, _fix), (read.State, read.Waits, read.Head?.ToString()));
        var tip = _team.RemoteRef("refs/heads/master")!;
        Assert.Equal(tip, read.MergeCommit?.ToString());
        Assert.Equal(method == MergeMethod.Merge ? [mainline, _fix] : [mainline], _azure.Git.Parents(tip));
        if (method != MergeMethod.Rebase)
            Assert.Equal("Merge the hotfix\n\nIt is live.", GitProcess.Run(_team.Remote, "show", "-s", "--format=%B", tip).Trim());
        Assert.NotNull(_team.RemoteRef("refs/heads/hotfix"));
        Assert.Null(await _forge.FindOpen(Hotfix, Master, Now));
    }

    [Fact]
    public async Task A_forge_that_is_quick_says_at_once_that_it_is_merged()
    {
        _azure.LooksBeforeMerge = 0;
        var answer = await Merge(await _forge.Open(Hotfix, Master, "t", string.Empty, Now));
        Assert.Equal((MergeAnswerKind.Merged, _team.RemoteRef("refs/heads/master")), (answer.Kind, answer.Commit?.ToString()));
    }

    [Fact]
    public async Task One_that_is_merged_already_is_merged()
    {
        _azure.LooksBeforeMerge = 0;
        var request = await _forge.Open(Hotfix, Master, "t", string.Empty, Now);
        var made = (await Merge(request)).Commit;
        Assert.Equal(new MergeAnswer(MergeAnswerKind.Merged, Commit: made), await Merge(request));
    }

    [Fact]
    public async Task One_that_is_closed_is_refused()
    {
        var request = await _forge.Open(Hotfix, Master, "t", string.Empty, Now);
        _azure.PullRequests[0].State = "closed";
        Assert.Equal(new MergeAnswer(MergeAnswerKind.Refused, "TF401181: The pull request cannot be edited due to its state"), await Merge(request));
    }

    [Fact]
    public async Task Another_head_than_the_expected_one_is_not_merged()
    {
        var request = await _forge.Open(Hotfix, Master, "t", string.Empty, Now);
        Push("fix.txt", "better");
        Assert.Equal(MergeAnswerKind.HeadMoved, (await Merge(request)).Kind);
        Assert.Equal(MergeAnswerKind.HeadMoved, (await _forge.Merge(request, CommitId.Zero, MergeMethod.Merge, "t", string.Empty, Now)).Kind);
        Assert.Equal("open", _azure.PullRequests[0].State);
    }

    [Fact]
    public async Task A_head_that_the_pull_request_has_not_seen_yet_is_to_be_tried_again()
    {
        _azure.LooksBeforeMerge = 0;
        var request = await _forge.Open(Hotfix, Master, "t", string.Empty, Now);
        var newer = CommitId.Parse(Push("fix.txt", "better"));
        await _forge.Read(request.Number, Now);
        _azure.LagsBehind = 1;
        Assert.Equal(MergeAnswerKind.NotYet, (await _forge.Merge(request, newer, MergeMethod.Merge, "t", string.Empty, Now)).Kind);
        Assert.Equal(MergeAnswerKind.Merged, (await _forge.Merge(request, newer, MergeMethod.Merge, "t", string.Empty, Now)).Kind);
    }

    [Fact]
    public async Task A_conflict_is_found_when_it_is_merged_and_then_nothing_is_waited_for()
    {
        _azure.LooksBeforeMerge = 1;
        var request = await _forge.Open(Hotfix, Master, "t", string.Empty, Now);
        var head = CommitId.Parse(Push("feature1.txt", "another"));
        Assert.Equal(MergeAnswerKind.Waits, (await _forge.Merge(request, head, MergeMethod.Merge, "t", string.Empty, Now)).Kind);
        var read = await _forge.Read(request.Number, Now);
        Assert.Equal((PullRequestState.Open, false, null), (read.State, read.IsMergeable, read.Waits));
        _azure.LooksBeforeMerge = 0;
        Assert.Equal(MergeAnswerKind.Conflict, (await _forge.Merge(request, head, MergeMethod.Merge, "t", string.Empty, Now)).Kind);
    }

    [Fact]
    public async Task What_the_policies_want_is_never_passed_by()
    {
        _azure.Protect("master");
        var request = await _forge.Open(Hotfix, Master, "t", string.Empty, Now);
        var answer = await Merge(request);
        Assert.Equal(MergeAnswerKind.Refused, answer.Kind);
        Assert.StartsWith("TF402455: ", answer.Words);

        _azure.RejectsLater = true;
        Assert.Equal(MergeAnswerKind.Waits, (await Merge(request)).Kind);
        await _forge.Read(request.Number, Now);
        var read = await _forge.Read(request.Number, Now);
        Assert.Equal((PullRequestState.Open, null), (read.State, read.Waits));
        _azure.LooksBeforeMerge = 0;
        Assert.Equal(new MergeAnswer(MergeAnswerKind.Refused, "At least 1 approving review is required by reviewers with write access"), await Merge(request));

        _azure.Approve("bob");
        Assert.Equal(MergeAnswerKind.Merged, (await Merge(request)).Kind);
    }

    [Fact]
    public async Task A_merge_that_fails_is_refused_in_the_words_of_the_forge()
    {
        _azure.LooksBeforeMerge = 0;
        _azure.MergeFailure = "An object is too large.";
        var request = await _forge.Open(Hotfix, Master, "t", string.Empty, Now);
        Assert.Equal(new MergeAnswer(MergeAnswerKind.Refused, "An object is too large"), await Merge(request));
        Assert.Null((await _forge.Read(request.Number, Now)).Waits);
    }

    [Fact]
    public async Task A_draft_is_refused()
    {
        var request = _azure.OpenBy("ada", "hotfix", "master");
        request.IsDraft = true;
        Assert.Equal(MergeAnswerKind.Refused, (await Merge(await _forge.Read(request.Number, Now))).Kind);
        // It became one after it was read.
        var answer = await Merge(await _forge.Read(request.Number, Now) with { IsDraft = false });
        Assert.Equal(MergeAnswerKind.Refused, answer.Kind);
        Assert.Contains("Draft pull requests cannot be completed", answer.Words);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task Who_may_not_merge_is_told_so(int status)
    {
        var request = await _forge.Open(Hotfix, Master, "t", string.Empty, Now);
        _azure.ForbidsMerge = true;
        if (status == 401)
            _azure.Break($"PATCH {Calls}/pullrequests/*", new WebReply(401, "<html>Access Denied</html>", "text/html"));
        var answer = await Merge(request);
        Assert.Equal(MergeAnswerKind.Forbidden, answer.Kind);
        Assert.DoesNotContain("<", answer.Words);
    }

    [Theory]
    [InlineData(502, null)]
    [InlineData(200, 20)]
    public async Task Where_the_answer_to_the_merge_is_lost_it_is_read_what_became_of_it(int status, int? cutAfter)
    {
        var request = await _forge.Open(Hotfix, Master, "t", string.Empty, Now);
        _azure.Break($"PATCH {Calls}/pullrequests/*", WebReply.Json("""{"pullRequestId":7,"status":"active"}""", status) with { CutAfter = cutAfter }, isDone: true);
        await Failed(() => Merge(request));
        Assert.Single(_azure.Server.Requests, seen => seen.Method == "PATCH");
        Assert.Equal("the merge is under way", (await _forge.Read(request.Number, Now)).Waits);
        Assert.Equal(PullRequestState.Merged, (await _forge.Read(request.Number, Now)).State);
    }

    [Fact]
    public async Task The_button_waits_for_the_head_that_is_meant()
    {
        var request = await _forge.Open(Hotfix, Master, "t", string.Empty, Now);
        var newer = Push("fix.txt", "better");
        await _forge.SetPublished(request, CommitId.Parse(_fix), true, "It is live.", Now);
        await _forge.SetPublished(request, CommitId.Parse(newer), false, "Not yet.", Now);
        Assert.Equal(("success", "pending"), (_azure.StatusOf(OwnStatus.Published, _fix), _azure.StatusOf(OwnStatus.Published, newer)));
        Assert.Equal([(OwnStatus.Published, CheckState.Pending)], Said(await Evidence(_azure.PullRequests[0], newer)));
        Assert.Equal("Not yet.", _azure.Checks[^1].Description);
        var error = await Failed(() => _forge.SetPublished(request, CommitId.Parse(_team.RemoteRef("refs/heads/master")!), true, "…", Now));
        Assert.Contains("does not know", error.Message);
        Assert.Equal(2, _azure.Checks.Count);
    }

    [Fact]
    public async Task A_pull_request_without_iterations_has_its_status_all_the_same()
    {
        var request = await _forge.Open(Hotfix, Master, "t", string.Empty, Now);
        _azure.Break($"GET {Calls}/pullrequests/*/iterations", WebReply.Json("""{"count":0,"value":[]}"""));
        await _forge.SetPublished(request, CommitId.Parse(_fix), true, "It is live.", Now);
        Assert.Equal("success", _azure.StatusOf(OwnStatus.Published, string.Empty));
    }

    [Theory]
    [InlineData(AnnouncedState.Running, "pending")]
    [InlineData(AnnouncedState.Succeeded, "success")]
    [InlineData(AnnouncedState.Failed, "failure")]
    public async Task A_deploy_is_noted_at_the_commit(AnnouncedState state, string said)
    {
        var deploy = new DeployAnnouncement(CommitId.Parse(_fix), EnvironmentName.Production, Hotfix, "1", state == AnnouncedState.Running ? null : "https://deploys.acme.example/1", true);
        Assert.Equal("deploy/production", await _forge.NoteDeploy(deploy, state, null, Now));
        Assert.Equal("deploy/production", await _forge.NoteDeploy(deploy, state, "deploy/production", Now));
        Assert.Equal(said, _azure.StatusOf("deploy/production", _fix));
        Assert.True(OwnStatus.Is((await Evidence(_azure.OpenBy("ada", "hotfix", "master"))).Checks[0].Name));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_page_to_log_in_is_no_answer_and_is_not_gone_to(bool redirects)
    {
        _azure.RedirectsToLogin = redirects;
        var forge = Forge("wrong-but-secret");
        var request = _azure.OpenBy("ada", "hotfix", "master");
        var known = new PullRequest(request.Number, PullRequestState.Open, Hotfix, Master, CommitId.Parse(_fix));
        Func<Task>[] all =
        [
            () => forge.FindOpen(Hotfix, Master, Now), () => forge.Read(request.Number, Now), () => forge.Open(Hotfix, Master, "t", "b", Now), () => forge.Update(request.Number, "t", "b", Now),
            () => forge.ReadEvidence(known, CommitId.Parse(_fix), Now), () => forge.ReadProtection(Master, Now), () => forge.Merge(known, CommitId.Parse(_fix), MergeMethod.Merge, "t", "m", Now),
            () => forge.SetPublished(known, CommitId.Parse(_fix), true, "d", Now), () => forge.NoteDeploy(new DeployAnnouncement(CommitId.Parse(_fix), EnvironmentName.Production, Hotfix, "1", null, true), AnnouncedState.Running, null, Now),
        ];
        foreach (var ask in all)
        {
            var error = await Failed(ask);
            Assert.Contains("page to log in", error.Message);
            Assert.Contains("request 7c1f8a52-5f0e-4a55-9d5b-000000000042", error.Message);
            Assert.DoesNotContain("wrong-but-secret", error.ToString());
        }

        // Each asked once.
        Assert.Equal(all.Length, _azure.Server.Requests.Count);
        NothingSecret();
    }

    [Theory]
    [InlineData("threads")]
    [InlineData("iterations")]
    [InlineData("statuses")]
    public async Task Evidence_that_is_of_another_shape_is_none(string part)
    {
        var request = _azure.OpenBy("ada", "hotfix", "master");
        _azure.Break($"GET {Calls}/pullrequests/*/{part}", WebReply.Json("""{"value":{}}"""));
        Assert.Contains("of a shape that is not known", (await Failed(() => Evidence(request))).Message);
    }

    [Fact]
    public async Task Evidence_that_cannot_be_had_is_not_taken_for_none()
    {
        var request = _azure.OpenBy("ada", "hotfix", "master");
        _azure.Break("GET /acme/web/_apis/policy/evaluations", WebReply.Json("""{"message":"TF401027: You need the Git 'Read' permission.","typeKey":"GitNeedsPermissionException"}""", 403));
        Assert.Contains("TF401027", (await Failed(() => Evidence(request))).Message);
    }

    [Fact]
    public async Task An_error_while_it_is_opened_is_not_tried_again()
    {
        _azure.Break($"POST {Calls}/pullrequests", WebReply.Json("""{"message":"TF400898: An internal error occurred."}""", 500), isDone: true);
        Assert.Contains("TF400898", (await Failed(() => _forge.Open(Hotfix, Master, "t", "b", Now))).Message);
        Assert.Equal(_azure.PullRequests[0].Number, (await _forge.FindOpen(Hotfix, Master, Now))?.Number);
        Assert.Single(_azure.PullRequests);
    }

    [Fact]
    public async Task Who_asks_too_often_waits_as_long_as_is_said()
    {
        var request = await _forge.Open(Hotfix, Master, "t", string.Empty, Now);
        _azure.Break($"PATCH {Calls}/pullrequests/*", WebReply.Json("""{"message":"TF400733: The request has been canceled."}""", 429) with { Headers = new Dictionary<string, string> { ["Retry-After"] = "1" } });
        Assert.Equal(MergeAnswerKind.Waits, (await Merge(request)).Kind);
        Assert.Equal(2, _azure.Server.Requests.Count(seen => seen.Method == "PATCH"));
    }

    [Fact]
    public async Task A_token_that_comes_back_is_not_shown()
    {
        var request = await _forge.Open(Hotfix, Master, "t", string.Empty, Now);
        var sent = Convert.ToBase64String(Encoding.UTF8.GetBytes(":" + ForgeStandIn.Token));
        _azure.Break($"PATCH {Calls}/pullrequests/*", WebReply.Json(JsonSerializer.Serialize(new { message = $"{ForgeStandIn.Token} ({sent}) may not", typeKey = "GitNeedsPermissionException" }), 403));
        var answer = await Merge(request);
        Assert.Equal(MergeAnswerKind.Forbidden, answer.Kind);
        Assert.DoesNotContain(ForgeStandIn.Token, answer.Words);
        Assert.DoesNotContain(sent, answer.Words);
        NothingSecret();
    }

    public void Dispose()
    {
        _team.Dispose();
        _azure.Dispose();
    }

    private static IEnumerable<(string, CheckState)> Said(ReviewEvidence evidence) => evidence.Checks.Select(check => (check.Name, check.State));

    private static async Task<HotfixException> Failed(Func<Task> ask)
    {
        var error = await Assert.ThrowsAsync<HotfixException>(ask);
        Assert.Equal("ForgeFailed", error.Id);
        Assert.StartsWith("Azure DevOps (acme/web/shop) cannot be asked: ", error.Message);
        Assert.DoesNotContain(ForgeStandIn.Token, error.ToString());
        return error;
    }

    private AzureDevOpsForge Forge(string token = ForgeStandIn.Token) =>
        new(new ForgePlace(new Uri(_azure.Api), _azure.Repository, ServiceCredential.Password(token)), new ServiceClient(_log.Add));

    private string Push(string file, string content)
    {
        var commit = _ada.Commit(file, content, $"Write {content} to {file}");
        _ada.Git("push", "--quiet", "origin", "hotfix");
        return commit;
    }

    private Task<MergeAnswer> Merge(PullRequest request, MergeMethod method = MergeMethod.Merge) =>
        _forge.Merge(request, CommitId.Parse(_fix), method, "Merge the hotfix", "It is live.", Now);

    private async Task<ReviewEvidence> Evidence(StandInPullRequest request, string? head = null)
    {
        var read = await _forge.Read(request.Number, Now);
        return await _forge.ReadEvidence(read, head is null ? read.Head! : CommitId.Parse(head), Now);
    }

    private void NothingSecret()
    {
        var log = string.Join('\n', _log);
        Assert.DoesNotContain(ForgeStandIn.Token, log);
        Assert.DoesNotContain("wrong-but-secret", log);
    }
}
