using HotfixTools.Testing;
using HotfixTools.Testing.Forges;

namespace HotfixTools.Services.Tests;

/// <summary>What GitLab is asked, and what is made of its answers.</summary>
public sealed class GitLabForgeTests : IDisposable
{
    private static readonly BranchName Hotfix = BranchName.Parse("hotfix");
    private static readonly BranchName Master = BranchName.Parse("master");

    private readonly Team _team;
    private readonly Workplace _ada;
    private readonly GitLabStandIn _gitLab;
    private readonly GitLabForge _forge;
    private readonly CommitId _head;

    public GitLabForgeTests()
    {
        _team = Team.AtWork(out _ada, out var live);
        _ada.Git("switch", "--quiet", "-c", "hotfix", live);
        _head = CommitId.Parse(_ada.Commit("fix.txt", "fixed", "Fix the orders"));
        _ada.Git("push", "--quiet", "origin", "hotfix");
        _gitLab = new GitLabStandIn(_team.Remote);
        _forge = Forge();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void It_is_called_as_people_call_it()
    {
        Assert.Equal((ForgeKind.GitLab, "GitLab (acme/shop)"), (_forge.Kind, _forge.Name));
        Assert.Equal("glab mr create --source-branch 'x''y' --target-branch 'a;$b' --title 'x\u2019\u2019; rm; \u2018\u2018'", _forge.CommandToOpen(BranchName.Parse("x'y"), BranchName.Parse("a;$b"), "x\u2019; rm; \u2018"));
        Assert.Equal("glab mr create --source-branch hotfix --target-branch master --title 'It''s mended'", _forge.CommandToOpen(Hotfix, Master, "It's mended"));
    }

    [Fact]
    public async Task Where_none_is_open_there_is_none()
    {
        Assert.Null(await Find());
        _gitLab.OpenBy("eve", "hotfix", "master").State = "closed";
        Assert.Null(await Find());
    }

    [Fact]
    public async Task The_open_one_is_found_among_those_of_forks_and_older_ones()
    {
        _gitLab.MostPerPage = 1;
        _gitLab.OpenBy("ada", "hotfix", "master").State = "merged";
        var mine = _gitLab.OpenBy("ada", "hotfix", "master", "Mend the orders");
        _gitLab.OpenBy("eve", "hotfix", "master", owner: "eve");
        _gitLab.OpenBy("eve", "hotfix", "master", owner: "eve");
        var found = await Find();
        Assert.Equal((mine.Number, PullRequestState.Open, "Mend the orders", "ada", _head), (found?.Number, found?.State, found?.Title, found?.Author, found?.Head));
        Assert.Equal((Hotfix, Master, false, (string?)null, null), (found!.From, found.Into, found.IsDraft, found.Waits, found.MergeCommit));
        Assert.Equal($"https://gitlab.example/acme/shop/-/merge_requests/{mine.Number}", found.Url);
    }

    [Fact]
    public async Task One_into_another_branch_is_another_one()
    {
        _ada.Git("push", "--quiet", "origin", "master:release/1&2+x");
        _gitLab.OpenBy("ada", "hotfix", "release/1&2+x");
        Assert.Null(await Find());
        Assert.NotNull(await _forge.FindOpen(Hotfix, BranchName.Parse("release/1&2+x"), Cancellation));
    }

    [Fact]
    public async Task One_is_opened_and_changed()
    {
        var opened = await _forge.Open(Hotfix, Master, "Hotfix", "Because", Cancellation);
        Assert.Equal((PullRequestState.Open, "Hotfix", "Because", ForgeStandIn.Actor, _head), (opened.State, opened.Title, opened.Body, opened.Author, opened.Head));
        var changed = await _forge.Update(opened.Number, "Hotfix: live", "Deployed", Cancellation);
        Assert.Equal((opened.Number, "Hotfix: live", "Deployed"), (changed.Number, changed.Title, changed.Body));
        Assert.Equal("Deployed", (await Read(opened)).Body);
    }

    [Fact]
    public async Task One_that_somebody_else_opened_meanwhile_is_taken()
    {
        var other = _gitLab.OpenBy("eve", "hotfix", "master");
        Assert.Equal((other.Number, "eve"), (await _forge.Open(Hotfix, Master, "Hotfix", "", Cancellation)) is var opened ? (opened.Number, opened.Author) : default);
        Assert.Single(_gitLab.PullRequests);
    }

    [Fact]
    public async Task A_branch_that_is_not_there_is_told_in_the_words_of_GitLab()
    {
        var error = await Fails(() => _forge.Open(BranchName.Parse("gone"), Master, "Hotfix", "", Cancellation));
        Assert.Contains("Source branch \"gone\" does not exist", error.Message);
    }

    [Fact]
    public async Task One_whose_opening_was_not_answered_is_there_afterwards()
    {
        _gitLab.Break("POST */merge_requests", new WebReply(502, "<html>", "text/html"), isDone: true);
        await Fails(() => _forge.Open(Hotfix, Master, "Hotfix", "", Cancellation));
        Assert.Equal("Hotfix", (await Find())?.Title);
        Assert.Single(_gitLab.PullRequests);
    }

    [Fact]
    public async Task A_draft_is_one()
    {
        _gitLab.OpenBy("ada", "hotfix", "master").IsDraft = true;
        Assert.True((await Find())!.IsDraft);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_GitLab_still_computes_is_not_known(bool isNew)
    {
        _gitLab.SaysInDetail = isNew;
        var opened = await Opened();
        Assert.True((await Read(opened)).IsMergeable);
        _gitLab.ComputesMergeability = 2;
        Assert.Null((await Read(opened)).IsMergeable);
        Assert.Null((await Read(opened)).IsMergeable);
        Assert.True((await Read(opened)).IsMergeable);
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, null)]
    [InlineData(true, "not_approved")]
    public async Task A_conflict_is_known_even_behind_another_reason(bool isNew, string? reason)
    {
        (_gitLab.SaysInDetail, _gitLab.KeptBy) = (isNew, reason);
        MakeConflict();
        Assert.False((await Read(await Opened())).IsMergeable);
    }

    [Fact]
    public async Task What_lacks_something_else_does_not_conflict()
    {
        _gitLab.Protect("master");
        Assert.True((await Read(await Opened())).IsMergeable);
    }

    [Fact]
    public async Task One_that_is_being_merged_is_open_and_waits()
    {
        var opened = await Opened();
        _gitLab.IsMerging = true;
        var read = await Read(opened);
        Assert.Equal((PullRequestState.Open, "the merge is under way"), (read.State, read.Waits));
    }

    [Fact]
    public async Task Auto_merge_is_waited_for_until_it_is_merged()
    {
        var opened = await Opened();
        _gitLab.Open.IsAutoMerge = true;
        Assert.Equal("auto-merge is on", (await Read(opened)).Waits);
        Assert.Equal("auto-merge is on", (await Read(opened)).Waits);
        var merged = await Read(opened);
        Assert.Equal((PullRequestState.Merged, (string?)null, _team.RemoteRef("master")), (merged.State, merged.Waits, merged.MergeCommit?.ToString()));
    }

    [Fact]
    public async Task A_closed_one_is_read_too()
    {
        var opened = await Opened();
        _gitLab.Open.State = "closed";
        Assert.Equal((PullRequestState.Closed, null, (bool?)null), (await Read(opened)) is var read ? (read.State, read.MergeCommit, read.IsMergeable) : default);
    }

    [Fact]
    public async Task One_that_there_is_not_fails() =>
        Assert.Contains("knows no such thing", (await Fails(() => _forge.Read(4711, Cancellation))).Message);

    [Fact]
    public async Task An_approval_is_of_the_head_of_its_time()
    {
        var opened = await Opened();
        _gitLab.MostPerPage = 1;
        _gitLab.Approve("bob");
        var second = CommitId.Parse(_ada.CommitFix("more.txt"));
        _gitLab.Approve("cem");
        _gitLab.Approve("dora", _head.ToString());
        var reviews = (await Evidence(opened, second)).Reviews;
        Assert.Equal(
            [("bob", ReviewVerdict.Approved, _head), ("cem", ReviewVerdict.Approved, second), ("dora", ReviewVerdict.Approved, _head)],
            reviews.OrderBy(review => review.Person).Select(review => (review.Person, review.Verdict, review.Commit!)));
        Assert.All(reviews, review => Assert.True(review.At > DateTimeOffset.UtcNow.AddMinutes(-1) && review.Counts));
        Assert.Equal(reviews.OrderBy(review => review.At), reviews);
    }

    [Fact]
    public async Task Of_a_server_that_does_not_say_when_the_commit_is_not_known()
    {
        var opened = await Opened();
        _gitLab.SaysWhenApproved = false;
        _gitLab.Approve("bob");
        Assert.Equal([new Review("bob", ReviewVerdict.Approved, null, null)], (await Evidence(opened)).Reviews);
        Assert.DoesNotContain(_gitLab.Server.Requests, seen => seen.Path.EndsWith("/versions", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_approval_that_was_taken_back_is_gone()
    {
        var opened = await Opened();
        _gitLab.Approve("bob");
        _gitLab.Dismiss("bob");
        _gitLab.Comment("cem");
        Assert.Empty((await Evidence(opened)).Reviews);
    }

    [Fact]
    public async Task Who_wants_changes_says_so_last()
    {
        var opened = await Opened();
        _gitLab.RequestChanges("bob");
        _gitLab.Approve("cem");
        Assert.Equal([("cem", ReviewVerdict.Approved), ("bob", ReviewVerdict.ChangesRequested)], (await Evidence(opened)).Reviews.Select(review => (review.Person, review.Verdict)));
        _gitLab.HasReviewers = false;
        Assert.Equal(["cem"], (await Evidence(opened)).Reviews.Select(review => review.Person));
    }

    [Fact]
    public async Task The_word_of_GitLab_counts_where_it_wants_approvals()
    {
        var opened = await Opened();
        Assert.Equal((null, (bool?)null), (await Evidence(opened)) is var none ? (none.RequiredApprovals, none.IsApprovedByForge) : default);
        _gitLab.Protect("master", approvals: 2);
        _gitLab.Approve("bob");
        Assert.Equal((2, false), (await Evidence(opened)) is var one ? (one.RequiredApprovals, one.IsApprovedByForge) : default);
        _gitLab.Approve("cem");
        Assert.Equal((2, true), (await Evidence(opened)) is var two ? (two.RequiredApprovals, two.IsApprovedByForge) : default);
        // Without rules, 'approved' only says that somebody did.
        _gitLab.HasApprovalRules = false;
        Assert.Equal((null, (bool?)null), (await Evidence(opened)) is var free ? (free.RequiredApprovals, free.IsApprovedByForge) : default);
    }

    [Fact]
    public async Task Each_job_says_how_it_is()
    {
        (string State, CheckState Said)[] jobs =
        [
            ("success", CheckState.Passed), ("skipped", CheckState.Passed), ("failure", CheckState.Failed), ("cancelled", CheckState.Failed), ("created", CheckState.Pending), ("pending", CheckState.Pending), ("running", CheckState.Pending),
            ("waiting_for_resource", CheckState.Pending), ("preparing", CheckState.Pending), ("scheduled", CheckState.Pending), ("manual", CheckState.Pending), ("canceling", CheckState.Pending), ("something-new", CheckState.Pending),
        ];
        var opened = await Opened();
        foreach (var (state, _) in jobs)
            _gitLab.Report(state, state);
        Assert.Equal(jobs, (await Evidence(opened)).Checks.Select(check => (check.Name, check.State)));
    }

    [Fact]
    public async Task A_job_that_may_fail_does_not_stop_anything()
    {
        (string State, CheckState Said)[] jobs = [("success", CheckState.Passed), ("failure", CheckState.Passed), ("cancelled", CheckState.Passed), ("manual", CheckState.Passed), ("running", CheckState.Pending)];
        var opened = await Opened();
        foreach (var (state, _) in jobs)
        {
            _gitLab.AllowedToFail.Add(state);
            _gitLab.Report(state, state);
        }

        Assert.Equal(jobs, (await Evidence(opened)).Checks.Select(check => (check.Name, check.State)));
    }

    [Fact]
    public async Task The_newest_of_each_job_counts_of_exactly_that_commit_on_all_pages()
    {
        var opened = await Opened();
        _gitLab.MostPerPage = 2;
        _gitLab.Report("test", "failure");
        _gitLab.Report("build", "success");
        _gitLab.Report("lint", "success");
        _gitLab.Report("test", "success");
        _gitLab.Report("lint", "failure");
        _gitLab.Report("build", "failure", _team.RemoteRef("master"));
        var evidence = await Evidence(opened);
        Assert.Equal([("build", CheckState.Passed), ("lint", CheckState.Failed), ("test", CheckState.Passed)], evidence.Checks.OrderBy(check => check.Name).Select(check => (check.Name, check.State)));
        Assert.StartsWith("https://gitlab.example/acme/shop/-/jobs/", evidence.Checks[0].Url);
        Assert.Null(evidence.RequiredChecks);
    }

    [Fact]
    public async Task A_protected_branch_is_not_pushed_to()
    {
        Assert.False((await _forge.ReadProtection(Master, Cancellation)).IsProtected);
        _gitLab.Protect("master");
        Assert.Equal(new BranchProtection(true, "a protected branch"), await _forge.ReadProtection(Master, Cancellation));
        Assert.False((await _forge.ReadProtection(BranchName.Parse("not/there"), Cancellation)).IsProtected);
    }

    [Fact]
    public async Task It_is_merged_by_a_merge_commit_and_the_branch_stays()
    {
        var before = _team.RemoteRef("master");
        var answer = await Merge(await Opened());
        var tip = _team.RemoteRef("master")!;
        Assert.Equal((MergeAnswerKind.Merged, tip), (answer.Kind, answer.Commit?.ToString()));
        Assert.Equal([before!, _head.ToString()], _gitLab.Git.Parents(tip));
        Assert.Equal("Hotfix back\n\nIt is live.", GitProcess.Run(_team.Remote, "show", "-s", "--format=%B", tip).Trim());
        Assert.Equal(_head.ToString(), _team.RemoteRef("hotfix"));
        Assert.Contains("\"should_remove_source_branch\":false", _gitLab.Server.Requests.Single(seen => seen.Path.EndsWith("/merge", StringComparison.Ordinal)).Body);
    }

    [Fact]
    public async Task It_is_squashed()
    {
        _ada.CommitFix("more.txt");
        var opened = await Opened();
        var answer = await Merge(opened, MergeMethod.Squash, opened.Head);
        Assert.Equal((MergeAnswerKind.Merged, _team.RemoteRef("master")), (answer.Kind, answer.Commit?.ToString()));
        Assert.Equal("Hotfix back", GitProcess.Run(_team.Remote, "show", "-s", "--format=%s", "master^2"));
        Assert.NotEqual(0, GitProcess.Try(_team.Remote, "merge-base", "--is-ancestor", "hotfix", "master").ExitCode);
        Assert.Equal(answer.Commit, (await Read(opened)).MergeCommit);
    }

    [Fact]
    public async Task Squashed_without_a_merge_commit_the_one_commit_tells()
    {
        _gitLab.MergeMethod = "ff";
        UpdateHotfix();
        var opened = await Opened();
        var answer = await Merge(opened, MergeMethod.Squash, opened.Head);
        Assert.Equal((MergeAnswerKind.Merged, _team.RemoteRef("master")), (answer.Kind, answer.Commit?.ToString()));
    }

    [Fact]
    public async Task What_is_to_be_squashed_and_must_not_be_is_not()
    {
        _gitLab.SquashOption = "default_on";
        _ada.CommitFix("more.txt");
        var opened = await Opened();
        Assert.Equal(MergeAnswerKind.Merged, (await Merge(opened, head: opened.Head)).Kind);
        Assert.Equal(0, GitProcess.Try(_team.Remote, "merge-base", "--is-ancestor", "hotfix", "master").ExitCode);
    }

    [Theory]
    [InlineData(MergeMethod.Squash, "merge", "never", "does not allow that commits are squashed")]
    [InlineData(MergeMethod.Merge, "merge", "always", "squashes the commits of every merge request")]
    [InlineData(MergeMethod.Rebase, "ff", "always", "squashes the commits of every merge request")]
    [InlineData(MergeMethod.Rebase, "merge", "default_off", "for 'rebase' set its merge method to 'fast-forward'")]
    public async Task A_method_that_the_project_does_not_have_is_refused(MergeMethod method, string merges, string squashes, string says)
    {
        (_gitLab.MergeMethod, _gitLab.SquashOption) = (merges, squashes);
        var opened = await Opened();
        var refs = _team.RemoteRefs();
        AssertAnswer(MergeAnswerKind.Refused, says, await Merge(opened, method));
        Assert.Equal(refs, _team.RemoteRefs());
    }

    [Theory]
    [InlineData("ff")]
    [InlineData("rebase_merge")]
    public async Task With_such_a_method_it_is_moved_on_or_has_to_be_rebased_first(string merges)
    {
        _gitLab.MergeMethod = merges;
        var opened = await Opened();
        AssertAnswer(MergeAnswerKind.Refused, "wants its branch rebased on master first", await Merge(opened, MergeMethod.Rebase));
        var head = UpdateHotfix();
        var answer = await Merge(await Read(opened), MergeMethod.Rebase, head);
        Assert.Equal((MergeAnswerKind.Merged, _team.RemoteRef("master")), (answer.Kind, answer.Commit?.ToString()));
        Assert.Equal(merges == "ff", answer.Commit == head);
        Assert.Equal(answer.Commit, (await Read(opened)).MergeCommit);
    }

    [Fact]
    public async Task What_GitLab_still_computes_is_to_be_tried_again()
    {
        var opened = await Opened();
        _gitLab.ComputesMergeability = 3;
        AssertAnswer(MergeAnswerKind.NotYet, "still finds out", await Merge(opened));
        Assert.Equal(MergeAnswerKind.Merged, (await Merge(opened)).Kind);
    }

    [Fact]
    public async Task A_pipeline_that_still_runs_may_end_and_one_that_failed_is_final()
    {
        var opened = await Opened();
        _gitLab.Protect("master", approvals: 0, checks: ["test"]);
        AssertAnswer(MergeAnswerKind.NotYet, "its pipeline still runs", await Merge(opened));
        _gitLab.Report("test", "failure");
        AssertAnswer(MergeAnswerKind.Refused, "its pipeline must succeed first", await Merge(opened));
        _gitLab.Report("test", "success");
        Assert.Equal(MergeAnswerKind.Merged, (await Merge(opened)).Kind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_conflict_is_told(bool isNew)
    {
        _gitLab.SaysInDetail = isNew;
        MakeConflict();
        AssertAnswer(MergeAnswerKind.Conflict, "it conflicts with master", await Merge(await Opened()));
    }

    [Fact]
    public async Task A_rule_that_refuses_is_told_in_plain_words()
    {
        (string Reason, string Says)[] rules =
        [
            ("not_approved", "it lacks an approval"),
            ("requested_changes", "a reviewer wants changes"),
            ("discussions_not_resolved", "threads that are not resolved"),
            ("draft_status", "it is a draft"),
            ("status_checks_must_pass", "external status checks must pass"),
            ("security_policy_violations", "against a security policy"),
            ("merge_request_blocked", "another merge request must be merged before"),
            ("merge_time", "not to be merged before a set time"),
            ("jira_association_missing", "must name a Jira issue"),
            ("locked_paths", "paths that somebody has locked"),
            ("commits_status", "its branch is gone"),
            ("title_regex", "its title is not of the form"),
            ("of_tomorrow", "GitLab says 'of_tomorrow'"),
        ];
        var opened = await Opened();
        foreach (var (reason, says) in rules)
        {
            _gitLab.KeptBy = reason;
            AssertAnswer(MergeAnswerKind.Refused, says, await Merge(opened));
        }
    }

    [Fact]
    public async Task Approvals_being_counted_are_waited_for()
    {
        var opened = await Opened();
        _gitLab.KeptBy = "approvals_syncing";
        AssertAnswer(MergeAnswerKind.NotYet, "still counts its approvals", await Merge(opened));
    }

    [Fact]
    public async Task An_old_server_refuses_by_what_it_shows()
    {
        _gitLab.SaysInDetail = false;
        var opened = await Opened();
        _gitLab.KeptBy = "discussions_not_resolved";
        AssertAnswer(MergeAnswerKind.Refused, "threads that are not resolved", await Merge(opened));
        _gitLab.KeptBy = "ci_must_pass";
        AssertAnswer(MergeAnswerKind.Refused, "405 Method Not Allowed", await Merge(opened));
        (_gitLab.KeptBy, _gitLab.Open.IsDraft) = (null, true);
        AssertAnswer(MergeAnswerKind.Refused, "it is a draft", await Merge(opened));
    }

    [Fact]
    public async Task What_goes_wrong_while_it_merges_is_told()
    {
        var opened = await Opened();
        _gitLab.FailsToMerge = "Something went wrong during merge pre-receive hook. No fix on Fridays.";
        AssertAnswer(MergeAnswerKind.Refused, "pre-receive hook. No fix on Fridays", await Merge(opened));
        _gitLab.FailsToMerge = null;
        Assert.Equal(MergeAnswerKind.Merged, (await Merge(opened)).Kind);
    }

    [Fact]
    public async Task A_head_that_is_another_one_is_not_merged()
    {
        var opened = await Opened();
        var next = _ada.CommitFix("more.txt");
        var before = _team.RemoteRef("master");
        AssertAnswer(MergeAnswerKind.HeadMoved, $"its head is {CommitId.Parse(next).Short}", await Merge(opened));
        // Also where it moves just before it is merged, and GitLab finds something else first.
        _gitLab.Break("PUT *merge", WebReply.Json("""{"message":"SHA does not match HEAD of source branch: 1"}""", 409));
        AssertAnswer(MergeAnswerKind.NotYet, "SHA does not match", await Merge(opened, head: CommitId.Parse(next)));
        Assert.Equal(before, _team.RemoteRef("master"));
    }

    [Fact]
    public async Task Who_may_not_merge_is_told_so()
    {
        var opened = await Opened();
        _gitLab.MayMerge = false;
        AssertAnswer(MergeAnswerKind.Forbidden, "who asks may not merge into master", await Merge(opened));
    }

    [Fact]
    public async Task What_was_merged_already_is_merged_and_what_was_closed_is_not()
    {
        var opened = await Opened();
        var answer = await Merge(opened);
        Assert.Equal((MergeAnswerKind.Merged, answer.Commit), (await Merge(opened)) is var again ? (again.Kind, again.Commit) : default);
        _gitLab.PullRequests[0].State = "closed";
        AssertAnswer(MergeAnswerKind.Refused, "it is closed", await Merge(opened));
    }

    [Fact]
    public async Task A_merge_whose_answer_is_lost_is_found_by_reading()
    {
        var opened = await Opened();
        _gitLab.Break("PUT *merge", new WebReply(504, "<html>", "text/html") { Headers = new Dictionary<string, string> { ["X-Request-Id"] = "01JLOST" } }, isDone: true);
        Assert.Contains("request 01JLOST", (await Fails(() => Merge(opened))).Message);
        var read = await Read(opened);
        Assert.Equal((PullRequestState.Merged, _team.RemoteRef("master")), (read.State, read.MergeCommit?.ToString()));
        Assert.Single(_gitLab.Server.Requests, seen => seen.Method == "PUT");
    }

    [Fact]
    public async Task Into_a_merge_train_it_is_put_and_not_past_it()
    {
        _gitLab.Protect("master", approvals: 0, queue: true);
        _ada.Git("push", "--quiet", "origin", "hotfix:feature9");
        _gitLab.OpenBy("eve", "feature9", "master").Place = 1;
        _gitLab.LooksBeforeMerge = 3;
        var opened = await _forge.Open(Hotfix, Master, "Hotfix", "", Cancellation);
        var answer = await Merge(opened);
        AssertAnswer(MergeAnswerKind.Waits, "place 2 in the merge train", answer);
        Assert.Equal("place 2 in the merge train", (await Read(opened)).Waits);
        // A second wish changes nothing.
        AssertAnswer(MergeAnswerKind.Waits, "place 2 in the merge train", await Merge(opened));
        Assert.Equal(PullRequestState.Merged, (await Read(opened)).State);
        Assert.DoesNotContain(_gitLab.Server.Requests, seen => seen.Path.EndsWith("/merge", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_merge_train_takes_only_what_can_be_merged()
    {
        _gitLab.Protect("master", approvals: 1, queue: true);
        AssertAnswer(MergeAnswerKind.Refused, "lacks an approval", await Merge(await Opened()));
    }

    [Fact]
    public async Task The_status_that_it_is_live_waits_and_then_succeeds()
    {
        var opened = await Opened();
        await _forge.SetPublished(opened, _head, false, "not live yet", Cancellation);
        // GitLab does not take the state that there is.
        await _forge.SetPublished(opened, _head, false, "not live yet", Cancellation);
        Assert.Equal("pending", _gitLab.StatusOf(OwnStatus.Published, _head.ToString()));
        await _forge.SetPublished(opened, _head, true, "live in production", Cancellation);
        await _forge.SetPublished(opened, _head, true, "live in production", Cancellation);
        Assert.Equal("success", _gitLab.StatusOf(OwnStatus.Published, _head.ToString()));
        await _forge.SetPublished(opened, _head, false, "rolled back", Cancellation);
        Assert.Equal("pending", _gitLab.StatusOf(OwnStatus.Published, _head.ToString()));
        Assert.Equal([(OwnStatus.Published, CheckState.Pending)], (await Evidence(opened)).Checks.Select(check => (check.Name, check.State)));
    }

    [Fact]
    public async Task Another_refusal_of_a_status_is_one()
    {
        _gitLab.Break("POST */statuses/*", WebReply.Json("""{"message":{"description":["is too long"]}}""", 400));
        Assert.Contains("description: is too long", (await Fails(async () => { await _forge.SetPublished(await Opened(), _head, false, "why", Cancellation); return true; })).Message);
    }

    [Fact]
    public async Task A_deploy_is_noted_from_its_beginning_to_its_end()
    {
        var known = await Note(AnnouncedState.Running, null);
        Assert.Equal([("prod-eu.1", _head.ToString(), "running")], _gitLab.Deployments);
        Assert.Equal(known, await Note(AnnouncedState.Running, known));
        Assert.Equal(known, await Note(AnnouncedState.Succeeded, known));
        Assert.Equal(known, await Note(AnnouncedState.Succeeded, known));
        Assert.Equal([("prod-eu.1", _head.ToString(), "success")], _gitLab.Deployments);
        Assert.NotEqual(known, await Note(AnnouncedState.Failed, null));
        Assert.Equal(["success", "failed"], _gitLab.Deployments.Select(one => one.Status));
    }

    [Fact]
    public async Task One_that_was_begun_by_a_call_without_an_answer_is_not_begun_again()
    {
        _gitLab.DeployByJob("prod-eu.1", _head.ToString(), "running");
        _gitLab.Break("POST */deployments", new WebReply(502), isDone: true);
        await Fails(() => Note(AnnouncedState.Running, null));
        var known = await Note(AnnouncedState.Running, null);
        Assert.Equal(known, await Note(AnnouncedState.Failed, null));
        // That of a job is the job's own.
        Assert.Equal(["running", "failed"], _gitLab.Deployments.Select(one => one.Status));
    }

    [Fact]
    public async Task A_deployment_that_took_another_end_is_not_passed_over()
    {
        var known = await Note(AnnouncedState.Running, null);
        _gitLab.Break("PUT */deployments/*", WebReply.Json("""{"message":{"status":["cannot transition"]}}""", 400));
        Assert.Contains("status: cannot transition", (await Fails(() => Note(AnnouncedState.Succeeded, known))).Message);
    }

    [Fact]
    public async Task An_answer_of_another_shape_is_none()
    {
        (string Body, string Type, string Says)[] answers =
        [
            ("<html>Sign in</html>", "text/html", "(request 01JODD) answered with an HTML page"),
            ("""{"iid":7,"state":"op""", "application/json", "(request 01JODD) answered with what is not JSON, or only a part of it"),
            ("[]", "application/json", "of a shape that is not known"),
            ("null", "application/json", "of a shape that is not known"),
            ("""{"iid":"seven","state":"opened"}""", "application/json", "of a shape that is not known"),
            ("""{"iid":7,"state":"sleeping","source_branch":"hotfix","target_branch":"master"}""", "application/json", "of a shape that is not known"),
            ("""{"iid":7,"state":"opened","source_branch":"a..b","target_branch":"master"}""", "application/json", "of a shape that is not known"),
        ];
        var opened = await Opened();
        foreach (var (body, type, says) in answers)
        {
            _gitLab.Break("GET */merge_requests/*", new WebReply(200, body, type) { Headers = new Dictionary<string, string> { ["X-Request-Id"] = "01JODD" } });
            Assert.Contains(says, (await Fails(() => Read(opened))).Message);
        }
    }

    [Fact]
    public async Task A_refusal_by_a_proxy_is_one_without_words()
    {
        var opened = await Opened();
        _gitLab.Break("PUT *merge", new WebReply(403, "<html>Blocked</html>", "text/html"));
        AssertAnswer(MergeAnswerKind.Forbidden, "(status 403)", await Merge(opened));
    }

    [Fact]
    public async Task Nobody_knows_whether_it_was_merged_where_the_answer_is_cut()
    {
        var opened = await Opened();
        _gitLab.Break("PUT *merge", WebReply.Json("""{"iid":7,"state":"mer"""), isDone: true);
        await Fails(() => Merge(opened));
        Assert.Equal(PullRequestState.Merged, (await Read(opened)).State);
    }

    [Fact]
    public async Task A_wrong_token_is_told_and_not_shown()
    {
        var forge = Forge(token: "glpat-wrong-0123456789");
        foreach (var ask in new Func<Task<object?>>[] { async () => await forge.FindOpen(Hotfix, Master, Cancellation), async () => await forge.Read(7, Cancellation), async () => await forge.Open(Hotfix, Master, "", "", Cancellation), async () => await forge.ReadProtection(Master, Cancellation) })
        {
            var error = await Fails(ask);
            Assert.Contains("did not accept who asks (status 401, request 01J", error.Message);
            Assert.DoesNotContain("glpat-wrong", error.ToString());
        }
    }

    [Fact]
    public async Task A_project_that_is_not_there_is_told() =>
        Assert.Contains("404 Project Not Found", (await Fails(() => Forge("acme/sub/shop").FindOpen(Hotfix, Master, Cancellation))).Message);

    public void Dispose()
    {
        _gitLab.Dispose();
        _team.Dispose();
    }

    private GitLabForge Forge(string repository = "acme/shop", string token = ForgeStandIn.Token) =>
        new(new ForgePlace(new Uri(_gitLab.Api + "/"), repository, new ServiceCredential("PRIVATE-TOKEN", string.Empty, token)), new ServiceClient());

    private Task<PullRequest> Opened() => _forge.Open(Hotfix, Master, "Hotfix", "Because", Cancellation);

    private Task<PullRequest?> Find() => _forge.FindOpen(Hotfix, Master, Cancellation);

    private Task<PullRequest> Read(PullRequest request) => _forge.Read(request.Number, Cancellation);

    private Task<ReviewEvidence> Evidence(PullRequest request, CommitId? head = null) => _forge.ReadEvidence(request, head ?? _head, Cancellation);

    private Task<MergeAnswer> Merge(PullRequest request, MergeMethod method = MergeMethod.Merge, CommitId? head = null) =>
        _forge.Merge(request, head ?? _head, method, "Hotfix back", "It is live.", Cancellation);

    private Task<string> Note(AnnouncedState state, string? known) =>
        _forge.NoteDeploy(new DeployAnnouncement(_head, EnvironmentName.Parse("prod-eu.1"), Hotfix, "d1", null, true), state, known, Cancellation);

    private void MakeConflict()
    {
        _ada.Git("switch", "--quiet", "master");
        _ada.Commit("fix.txt", "other", "Mend it otherwise");
        _ada.Git("push", "--quiet", "origin", "master");
        _ada.Git("switch", "--quiet", "hotfix");
    }

    private CommitId UpdateHotfix()
    {
        _ada.Git("merge", "--quiet", "--no-edit", "master");
        _ada.Git("push", "--quiet", "origin", "hotfix");
        return CommitId.Parse(_ada.Head);
    }

    private static void AssertAnswer(MergeAnswerKind kind, string says, MergeAnswer answer)
    {
        Assert.Equal(kind, answer.Kind);
        Assert.Contains(says, answer.Words);
        Assert.False(answer.Words.EndsWith('.'));
    }

    private static async Task<HotfixException> Fails<T>(Func<Task<T>> work)
    {
        var error = await Assert.ThrowsAsync<HotfixException>(work);
        Assert.Equal("ForgeFailed", error.Id);
        Assert.DoesNotContain(ForgeStandIn.Token, error.ToString());
        return error;
    }
}
