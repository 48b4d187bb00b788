using HotfixTools.Testing;
using HotfixTools.Testing.Forges;

namespace HotfixTools.Services.Tests;

/// <summary>What Gitea and Forgejo are asked, and what is made of their answers.</summary>
public sealed class GiteaForgeTests : IDisposable
{
    private static readonly BranchName Hotfix = BranchName.Parse("hotfix");
    private static readonly BranchName Master = BranchName.Parse("master");

    private readonly Team _team;
    private readonly Workplace _ada;
    private readonly GiteaStandIn _gitea;
    private readonly GiteaForge _forge;
    private readonly CommitId _head;

    public GiteaForgeTests()
    {
        _team = Team.AtWork(out _ada, out var live);
        _ada.Git("switch", "--quiet", "-c", "hotfix", live);
        _head = CommitId.Parse(_ada.Commit("fix.txt", "fixed", "Fix the orders"));
        _ada.Git("push", "--quiet", "origin", "hotfix");
        _gitea = new GiteaStandIn(_team.Remote);
        _forge = Forge();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void It_is_called_as_people_call_it()
    {
        Assert.Equal((ForgeKind.Gitea, "Gitea (acme/shop)"), (_forge.Kind, _forge.Name));
        Assert.Equal("tea pulls create --base 'a;$b' --head 'x''y' --title 'x\u2019\u2019; rm; \u2018\u2018'", _forge.CommandToOpen(BranchName.Parse("x'y"), BranchName.Parse("a;$b"), "x\u2019; rm; \u2018"));
        Assert.Equal("tea pulls create --base master --head hotfix --title 'It''s mended'", _forge.CommandToOpen(Hotfix, Master, "It's mended"));
    }

    [Fact]
    public async Task Where_none_is_open_there_is_none()
    {
        Assert.Null(await Find());
        _gitea.OpenBy("eve", "hotfix", "master").State = "closed";
        Assert.Null(await Find());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_open_one_is_found_among_those_of_forks_and_older_ones(bool isNew)
    {
        (_gitea.MostPerPage, _gitea.IsNew) = (1, isNew);
        // The first that there ever was of these branches is what Gitea shows by their names.
        _gitea.OpenBy("ada", "hotfix", "master").State = "merged";
        var mine = _gitea.OpenBy("ada", "hotfix", "master", "Mend the orders");
        _gitea.OpenBy("eve", "hotfix", "master", owner: "eve");
        _ada.Git("push", "--quiet", "origin", "master:develop");
        _gitea.OpenBy("eve", "hotfix", "develop");
        var found = await Find();
        Assert.Equal((mine.Number, PullRequestState.Open, "Mend the orders", "ada", _head), (found?.Number, found?.State, found?.Title, found?.Author, found?.Head));
        Assert.Equal((Hotfix, Master, false, (string?)null, null), (found!.From, found.Into, found.IsDraft, found.Waits, found.MergeCommit));
        Assert.Equal($"https://gitea.example/acme/shop/pulls/{mine.Number}", found.Url);
    }

    [Fact]
    public async Task A_branch_may_have_any_name()
    {
        var into = BranchName.Parse("release/1&2+x");
        _ada.Git("push", "--quiet", "origin", $"master:{into}");
        _gitea.OpenBy("ada", "hotfix", into.ToString());
        Assert.Null(await Find());
        Assert.NotNull(await _forge.FindOpen(Hotfix, into, Cancellation));
        _gitea.Protect(into.ToString());
        Assert.True((await _forge.ReadProtection(into, Cancellation)).IsProtected);
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
        var other = _gitea.OpenBy("eve", "hotfix", "master");
        Assert.Equal((other.Number, "eve"), (await Opened()) is var opened ? (opened.Number, opened.Author) : default);
        Assert.Single(_gitea.PullRequests);
    }

    [Fact]
    public async Task One_that_is_said_to_be_there_and_is_not_is_told()
    {
        _gitea.Break("POST */pulls", WebReply.Json("""{"message":"pull request already exists for these targets [id: 1]"}""", 409));
        Assert.Contains("shows none that is open: pull request already exists for these targets", (await Fails(() => Opened())).Message);
    }

    [Fact]
    public async Task One_whose_opening_was_not_answered_is_there_afterwards()
    {
        _gitea.Break("POST */pulls", new WebReply(502, "<html>", "text/html"), isDone: true);
        await Fails(() => Opened());
        Assert.Equal("Hotfix", (await Find())?.Title);
        Assert.Single(_gitea.PullRequests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_draft_is_one_and_says_nothing_of_conflicts(bool isNew)
    {
        _gitea.IsNew = isNew;
        _gitea.OpenBy("ada", "hotfix", "master").IsDraft = true;
        var found = (await Forge(patience: TimeSpan.Zero).FindOpen(Hotfix, Master, Cancellation))!;
        Assert.Equal((true, (bool?)null), (found.IsDraft, found.IsMergeable));
    }

    [Fact]
    public async Task What_Gitea_still_looks_at_is_not_known()
    {
        var opened = await Opened();
        Assert.True((await Read(opened)).IsMergeable);
        _gitea.ComputesMergeability = 2;
        Assert.Null((await Read(opened)).IsMergeable);
        Assert.Null((await Read(opened)).IsMergeable);
        Assert.True((await Read(opened)).IsMergeable);
    }

    [Fact]
    public async Task What_goes_on_not_to_be_mergeable_conflicts()
    {
        var forge = Forge(patience: TimeSpan.FromMilliseconds(300));
        var opened = await Opened();
        MakeConflict();
        Assert.Null((await forge.Read(opened.Number, Cancellation)).IsMergeable);
        await Task.Delay(400, Cancellation);
        Assert.False((await forge.Read(opened.Number, Cancellation)).IsMergeable);
        AssertAnswer(MergeAnswerKind.Conflict, "it conflicts with master", await Merge(opened, forge: forge));
        // With other commits it is looked at anew.
        _ada.CommitFix("more.txt");
        Assert.Null((await forge.Read(opened.Number, Cancellation)).IsMergeable);
    }

    [Fact]
    public async Task One_whose_branch_is_gone_still_has_its_name()
    {
        _gitea.RemovesBranches = true;
        var opened = await Opened();
        await Merge(opened);
        Assert.Null(_team.RemoteRef("hotfix"));
        Assert.Equal((PullRequestState.Merged, Hotfix, _head, _team.RemoteRef("master")), (await Read(opened)) is var read ? (read.State, read.From, read.Head, read.MergeCommit?.ToString()) : default);
    }

    [Fact]
    public async Task A_closed_one_is_read_too()
    {
        var opened = await Opened();
        _gitea.Open.State = "closed";
        Assert.Equal((PullRequestState.Closed, null, (bool?)null), (await Read(opened)) is var read ? (read.State, read.MergeCommit, read.IsMergeable) : default);
        Assert.Contains("knows no such thing", (await Fails(() => _forge.Read(4711, Cancellation))).Message);
    }

    [Fact]
    public async Task Reviews_are_of_their_commit_and_count_or_not()
    {
        var opened = await Opened();
        _gitea.MostPerPage = 2;
        _gitea.Outsiders.Add("eve");
        _gitea.Approve("bob");
        _gitea.Approve("eve");
        _gitea.Comment("ada");
        _gitea.RequestChanges("cem");
        _gitea.Dismiss("cem");
        _gitea.RequestChanges("dora");
        // Somebody is asked, and somebody writes without having sent it.
        _gitea.Open.Reviews.Add(new StandInReview(1, "fred", "REQUEST_REVIEW", "", DateTimeOffset.UtcNow));
        _gitea.Open.Reviews.Add(new StandInReview(2, "fred", "PENDING", "", DateTimeOffset.UtcNow));
        var second = CommitId.Parse(_ada.CommitFix("more.txt"));
        _gitea.Approve("bob");
        var reviews = (await Evidence(opened, second)).Reviews;
        Assert.Equal(
            [("bob", ReviewVerdict.Approved, _head, true), ("eve", ReviewVerdict.Approved, _head, false), ("ada", ReviewVerdict.Commented, _head, false), ("cem", ReviewVerdict.Dismissed, _head, true), ("dora", ReviewVerdict.ChangesRequested, _head, true), ("bob", ReviewVerdict.Approved, second, true)],
            reviews.Select(review => (review.Person, review.Verdict, review.Commit!, review.Counts)));
        Assert.Equal(reviews.OrderBy(review => review.At), reviews);
        Assert.Null((await Evidence(opened)).IsApprovedByForge);
    }

    [Fact]
    public async Task Each_status_says_how_it_is()
    {
        (string State, CheckState Said)[] statuses =
        [
            ("success", CheckState.Passed), ("skipped", CheckState.Passed), ("pending", CheckState.Pending), ("failure", CheckState.Failed), ("error", CheckState.Failed), ("warning", CheckState.Failed), ("something-new", CheckState.Pending),
        ];
        var opened = await Opened();
        foreach (var (state, _) in statuses)
            _gitea.Report(state, state);
        Assert.Equal(statuses.Reverse(), (await Evidence(opened)).Checks.Select(check => (check.Name, check.State)));
    }

    [Fact]
    public async Task The_newest_of_each_context_counts_of_exactly_that_commit_on_all_pages()
    {
        var opened = await Opened();
        _gitea.MostPerPage = 2;
        _gitea.Report("test", "failure");
        _gitea.Report("build", "success");
        _gitea.Report("lint", "success");
        _gitea.Report("test", "success");
        _gitea.Report("lint", "failure");
        _gitea.Report("build", "failure", _team.RemoteRef("master"));
        var evidence = await Evidence(opened);
        Assert.Equal([("build", CheckState.Passed), ("lint", CheckState.Failed), ("test", CheckState.Passed)], evidence.Checks.OrderBy(check => check.Name).Select(check => (check.Name, check.State)));
        Assert.All(evidence.Checks, check => Assert.Null(check.Url));
    }

    [Fact]
    public async Task The_rules_of_the_branch_are_known_to_everybody()
    {
        var opened = await Opened();
        Assert.Equal((null, null), (await Evidence(opened)) is var none ? (none.RequiredApprovals, none.RequiredChecks) : default);
        _gitea.Protect("master", approvals: 2, checks: ["build", "test / *", "deploy/*", "a+b*"]);
        _gitea.Report("test / unit (push)", "success");
        _gitea.Report("test / whole (push)", "pending");
        _gitea.Report("test", "success");
        _gitea.Report("aab", "success");
        var evidence = await Evidence(opened);
        Assert.Equal(2, evidence.RequiredApprovals);
        // What nothing fits is still missed.
        Assert.Equal(["a+b*", "build", "deploy/*", "test / unit (push)", "test / whole (push)"], evidence.RequiredChecks!.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_protected_branch_is_not_pushed_to()
    {
        Assert.False((await _forge.ReadProtection(Master, Cancellation)).IsProtected);
        _gitea.Protect("master");
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
        Assert.Equal([before!, _head.ToString()], _gitea.Git.Parents(tip));
        Assert.Equal("Hotfix back\n\nIt is live.", GitProcess.Run(_team.Remote, "show", "-s", "--format=%B", tip).Trim());
        Assert.Equal(_head.ToString(), _team.RemoteRef("hotfix"));
        var asked = _gitea.Server.Requests.Single(seen => seen.Path.EndsWith("/merge", StringComparison.Ordinal)).Body;
        Assert.Contains("\"delete_branch_after_merge\":false", asked);
        Assert.DoesNotContain("force_merge", asked);
    }

    [Theory]
    [InlineData(MergeMethod.Squash, "Hotfix back")]
    [InlineData(MergeMethod.Rebase, "Mend more")]
    public async Task It_is_squashed_or_rebased(MergeMethod method, string subject)
    {
        var before = _team.RemoteRef("master")!;
        _ada.CommitFix("more.txt", message: "Mend more");
        var opened = await Opened();
        var answer = await Merge(opened, method, opened.Head);
        var tip = _team.RemoteRef("master")!;
        Assert.Equal((MergeAnswerKind.Merged, tip), (answer.Kind, answer.Commit?.ToString()));
        Assert.Equal(method == MergeMethod.Squash ? 1 : 2, _gitea.Git.Between(before, tip).Length);
        Assert.Equal(subject, GitProcess.Run(_team.Remote, "show", "-s", "--format=%s", tip));
    }

    [Fact]
    public async Task A_merge_commit_that_cannot_be_read_takes_nothing_back()
    {
        var opened = await Opened();
        _gitea.Break("GET */pulls/*", new WebReply(404));
        Assert.Equal(new MergeAnswer(MergeAnswerKind.Merged), await Merge(opened));
        Assert.Equal(PullRequestState.Merged, (await Read(opened)).State);
    }

    [Fact]
    public async Task What_Gitea_still_looks_at_is_to_be_tried_again()
    {
        var opened = await Opened();
        _gitea.ComputesMergeability = 4;
        AssertAnswer(MergeAnswerKind.NotYet, "still finds out", await Merge(opened));
        AssertAnswer(MergeAnswerKind.NotYet, "still finds out", await Merge(opened));
        Assert.Equal(MergeAnswerKind.Merged, (await Merge(opened)).Kind);
    }

    [Fact]
    public async Task A_target_that_moves_meanwhile_is_passing()
    {
        var opened = await Opened();
        _gitea.TargetMoves = 1;
        AssertAnswer(MergeAnswerKind.NotYet, "master moved", await Merge(opened));
        Assert.Equal(MergeAnswerKind.Merged, (await Merge(opened)).Kind);
    }

    [Fact]
    public async Task A_head_that_is_another_one_is_not_merged()
    {
        var opened = await Opened();
        var next = CommitId.Parse(_ada.CommitFix("more.txt"));
        var before = _team.RemoteRef("master");
        AssertAnswer(MergeAnswerKind.HeadMoved, $"its head is {next.Short}", await Merge(opened));
        // The branch has it already, and the pull request has not.
        _gitea.Break("POST */merge", WebReply.Json("""{"message":"head out of date"}""", 409));
        AssertAnswer(MergeAnswerKind.NotYet, "has not seen the last push", await Merge(opened, head: next));
        Assert.Equal(before, _team.RemoteRef("master"));
    }

    [Fact]
    public async Task A_refusal_is_told_by_its_words()
    {
        (int Status, string Body, MergeAnswerKind Kind, string Says)[] refusals =
        [
            (409, """{"Style":"merge","StdOut":"CONFLICT (content): Merge conflict in orders.txt","StdErr":"","Err":{}}""", MergeAnswerKind.Conflict, "it conflicts with master"),
            (409, """{"message":"merge failed because of conflict"}""", MergeAnswerKind.Conflict, "it conflicts with master"),
            (409, """{"message":"PushRejected with remote message: No fix on Fridays."}""", MergeAnswerKind.Refused, "No fix on Fridays"),
            (409, """{"message":"something else"}""", MergeAnswerKind.Refused, "something else"),
            (405, """{"message":"not allowed to merge [reason: Does not have enough approvals]"}""", MergeAnswerKind.Refused, "Does not have enough approvals"),
            (405, "", MergeAnswerKind.Refused, "status 405"),
            (405, "<html>no</html>", MergeAnswerKind.Refused, "status 405"),
            (403, """{"message":"token does not have at least one of required scope(s): [write:repository]"}""", MergeAnswerKind.Forbidden, "required scope(s)"),
            (404, "", MergeAnswerKind.Forbidden, "status 404"),
        ];
        var opened = await Opened();
        foreach (var (status, body, kind, says) in refusals)
        {
            _gitea.Break("POST */merge", body.StartsWith('<') ? new WebReply(status, body, "text/html") : WebReply.Json(body, status));
            AssertAnswer(kind, says, await Merge(opened));
        }
    }

    [Fact]
    public async Task A_rule_that_refuses_is_told()
    {
        var opened = await Opened();
        _gitea.Protect("master", approvals: 1, checks: ["test"]);
        AssertAnswer(MergeAnswerKind.Refused, "Does not have enough approvals", await Merge(opened));
        _gitea.Approve("bob");
        AssertAnswer(MergeAnswerKind.Refused, "Not all required status checks successful", await Merge(opened));
        _gitea.Report("test", "success");
        _gitea.RequestChanges("cem");
        AssertAnswer(MergeAnswerKind.Refused, "There are requested changes", await Merge(opened));
        _gitea.Dismiss("cem");
        _gitea.Methods.Remove("rebase");
        AssertAnswer(MergeAnswerKind.Refused, "rebase is not allowed", await Merge(opened, MergeMethod.Rebase));
        _gitea.Open.IsDraft = true;
        AssertAnswer(MergeAnswerKind.Refused, "it is a draft", await Merge(opened));
        _gitea.Open.IsDraft = false;
        Assert.Equal(MergeAnswerKind.Merged, (await Merge(opened)).Kind);
    }

    [Fact]
    public async Task Who_may_not_merge_is_told_so()
    {
        var opened = await Opened();
        _gitea.MayMerge = false;
        AssertAnswer(MergeAnswerKind.Forbidden, "User not allowed to merge PR", await Merge(opened));
        _gitea.IsArchived = true;
        AssertAnswer(MergeAnswerKind.Refused, "the repository is archived", await Merge(opened));
    }

    [Fact]
    public async Task What_was_merged_already_is_merged_and_what_was_closed_is_not()
    {
        var opened = await Opened();
        var answer = await Merge(opened);
        Assert.Equal((MergeAnswerKind.Merged, answer.Commit), (await Merge(opened)) is var again ? (again.Kind, again.Commit) : default);
        _gitea.PullRequests[0].State = "closed";
        AssertAnswer(MergeAnswerKind.Refused, "it is closed", await Merge(opened));
    }

    [Fact]
    public async Task A_merge_whose_answer_is_lost_is_found_by_reading()
    {
        var opened = await Opened();
        _gitea.Break("POST */merge", new WebReply(504, "<html>", "text/html") { Headers = new Dictionary<string, string> { ["X-Request-Id"] = "of-the-proxy" } }, isDone: true);
        Assert.Contains("request of-the-proxy", (await Fails(() => Merge(opened))).Message);
        var read = await Read(opened);
        Assert.Equal((PullRequestState.Merged, _team.RemoteRef("master")), (read.State, read.MergeCommit?.ToString()));
        Assert.Single(_gitea.Server.Requests, seen => seen.Path.EndsWith("/merge", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_Gitea_merges_by_itself_is_merged_when_it_is()
    {
        var opened = await Opened();
        _gitea.Open.IsAutoMerge = true;
        Assert.Equal([PullRequestState.Open, PullRequestState.Open, PullRequestState.Merged], [(await Read(opened)).State, (await Read(opened)).State, (await Read(opened)).State]);
    }

    [Fact]
    public async Task The_status_that_it_is_live_waits_and_then_succeeds()
    {
        var opened = await Opened();
        await _forge.SetPublished(opened, _head, false, "not live yet", Cancellation);
        await _forge.SetPublished(opened, _head, false, "not live yet", Cancellation);
        Assert.Equal("pending", _gitea.StatusOf(OwnStatus.Published, _head.ToString()));
        await _forge.SetPublished(opened, _head, true, "live in production", Cancellation);
        Assert.Equal([(OwnStatus.Published, CheckState.Passed)], (await Evidence(opened)).Checks.Select(check => (check.Name, check.State)));
    }

    [Fact]
    public async Task A_deploy_is_noted_as_a_status()
    {
        var known = await Note(AnnouncedState.Running, null);
        Assert.Equal(("deploy/production", "pending"), (known, _gitea.StatusOf(known, _head.ToString())));
        Assert.Equal(known, await Note(AnnouncedState.Failed, known));
        Assert.Equal("failure", _gitea.StatusOf(known, _head.ToString()));
        Assert.Equal(known, await Note(AnnouncedState.Succeeded, null, "https://ci.example/7"));
        Assert.Equal("success", _gitea.StatusOf(known, _head.ToString()));
        Assert.Contains("\"target_url\":\"https://ci.example/7\"", _gitea.Server.Requests[^1].Body);
        Assert.True(OwnStatus.Is(known));
    }

    [Fact]
    public async Task An_answer_of_another_shape_is_none()
    {
        (string Body, string Type, string Says)[] answers =
        [
            ("<html>Sign in</html>", "text/html", "(request of-the-proxy) answered with an HTML page"),
            ("""{"number":7,"state":"op""", "application/json", "(request of-the-proxy) answered with what is not JSON, or only a part of it"),
            ("[]", "application/json", "of a shape that is not known"),
            ("null", "application/json", "of a shape that is not known"),
            ("""{"number":7}""", "application/json", "of a shape that is not known"),
            ("""{"number":7,"state":"sleeping","head":{"ref":"hotfix"},"base":{"ref":"master"}}""", "application/json", "of a shape that is not known"),
            ("""{"number":7,"state":"open","head":"hotfix","base":{"ref":"master"}}""", "application/json", "of a shape that is not known"),
        ];
        var opened = await Opened();
        foreach (var (body, type, says) in answers)
        {
            _gitea.Break("GET */pulls/*", new WebReply(200, body, type) { Headers = new Dictionary<string, string> { ["X-Request-Id"] = "of-the-proxy" } });
            Assert.Contains(says, (await Fails(() => Read(opened))).Message);
        }
    }

    [Fact]
    public async Task A_wrong_token_is_told_and_not_shown()
    {
        var opened = await Opened();
        var forge = Forge(token: "wrong-0123456789abcdef");
        foreach (var ask in new Func<Task<object?>>[] { async () => await forge.FindOpen(Hotfix, Master, Cancellation), async () => await forge.Read(7, Cancellation), async () => await Merge(opened, forge: forge), async () => await forge.ReadProtection(Master, Cancellation) })
        {
            var error = await Fails(ask);
            Assert.Contains("did not accept who asks (status 401)", error.Message);
            Assert.DoesNotContain("wrong-0123456789abcdef", error.ToString());
        }
    }

    [Fact]
    public async Task A_repository_that_is_not_there_is_told() =>
        Assert.Contains("knows no such thing, or does not show it to who asks (status 404)", (await Fails(() => Forge("acme/other").FindOpen(Hotfix, Master, Cancellation))).Message);

    public void Dispose()
    {
        _gitea.Dispose();
        _team.Dispose();
    }

    private GiteaForge Forge(string repository = "acme/shop", string token = ForgeStandIn.Token, TimeSpan? patience = null) =>
        new(new ForgePlace(new Uri(_gitea.Api + "/"), repository, new ServiceCredential("Authorization", "token ", token)), new ServiceClient()) { Patience = patience ?? TimeSpan.FromMinutes(1) };

    private Task<PullRequest> Opened() => _forge.Open(Hotfix, Master, "Hotfix", "Because", Cancellation);

    private Task<PullRequest?> Find() => _forge.FindOpen(Hotfix, Master, Cancellation);

    private Task<PullRequest> Read(PullRequest request) => _forge.Read(request.Number, Cancellation);

    private Task<ReviewEvidence> Evidence(PullRequest request, CommitId? head = null) => _forge.ReadEvidence(request, head ?? _head, Cancellation);

    private Task<MergeAnswer> Merge(PullRequest request, MergeMethod method = MergeMethod.Merge, CommitId? head = null, GiteaForge? forge = null) =>
        (forge ?? _forge).Merge(request, head ?? _head, method, "Hotfix back", "It is live.", Cancellation);

    private Task<string> Note(AnnouncedState state, string? known, string? url = null) =>
        _forge.NoteDeploy(new DeployAnnouncement(_head, EnvironmentName.Production, Hotfix, "d1", url, true), state, known, Cancellation);

    private void MakeConflict()
    {
        _ada.Git("switch", "--quiet", "master");
        _ada.Commit("fix.txt", "other", "Mend it otherwise");
        _ada.Git("push", "--quiet", "origin", "master");
        _ada.Git("switch", "--quiet", "hotfix");
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
