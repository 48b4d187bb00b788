using HotfixTools.Testing;

namespace HotfixTools.Services.Tests;

/// <summary>What people and checks say at GitHub, and what its rules want of them.</summary>
public sealed class GitHubEvidenceTests : GitHubTests
{
    [Fact]
    public async Task Where_nobody_said_anything_there_is_nothing()
    {
        var evidence = await Read();
        Assert.Empty(evidence.Reviews);
        Assert.Empty(evidence.Checks);
        Assert.Equal((null, null, null), (evidence.RequiredApprovals, evidence.RequiredChecks, evidence.IsApprovedByForge));
    }

    [Fact]
    public async Task Each_opinion_is_told_with_its_commit_oldest_first()
    {
        var opened = await Open();
        Server.PageSize = 2;
        Server.Approve("bob");
        Server.RequestChanges("eve");
        Server.Comment("bob");
        Server.Approve("dan");
        Server.Dismiss("dan");
        var pushed = Ada.CommitFix("more.txt");
        Server.Approve("eve");
        var reviews = (await Forge.ReadEvidence(opened, CommitId.Parse(pushed), Cancellation)).Reviews;
        Assert.Equal(
            [("bob", ReviewVerdict.Approved, Head), ("eve", ReviewVerdict.ChangesRequested, Head), ("bob", ReviewVerdict.Commented, Head), ("dan", ReviewVerdict.Dismissed, Head), ("eve", ReviewVerdict.Approved, CommitId.Parse(pushed))],
            reviews.Select(review => (review.Person, review.Verdict, review.Commit!)));
        Assert.Equal(reviews.Select(review => review.At).Order(), reviews.Select(review => review.At));
    }

    [Fact]
    public async Task Not_everybody_counts()
    {
        var opened = await Open();
        string[] all = ["OWNER", "MEMBER", "COLLABORATOR", "CONTRIBUTOR", "FIRST_TIME_CONTRIBUTOR", "NONE"];
        foreach (var association in all)
        {
            Server.Associations[association.ToLowerInvariant()] = association;
            Server.Approve(association.ToLowerInvariant());
        }

        Assert.Equal(["owner", "member", "collaborator"], (await Forge.ReadEvidence(opened, Head, Cancellation)).Reviews.Where(review => review.Counts).Select(review => review.Person));
    }

    [Fact]
    public async Task One_that_is_not_sent_yet_and_one_of_somebody_who_is_gone_are_read()
    {
        var opened = await Open();
        Server.Break("GET */reviews", WebReply.Json("""[{"id":1,"user":null,"state":"APPROVED","author_association":"NONE","commit_id":null,"submitted_at":null},{"id":2,"user":{"login":"hotfix-bot"},"state":"PENDING","author_association":"MEMBER"}]"""));
        Assert.Equal(new Review("ghost", ReviewVerdict.Approved, null, null, false), Assert.Single((await Forge.ReadEvidence(opened, Head, Cancellation)).Reviews));
    }

    [Fact]
    public async Task A_check_run_is_well_pending_or_not_well()
    {
        var states = new Dictionary<string, CheckState>
        {
            ["success"] = CheckState.Passed, ["neutral"] = CheckState.Passed, ["skipped"] = CheckState.Passed,
            ["queued"] = CheckState.Pending, ["in_progress"] = CheckState.Pending, ["waiting"] = CheckState.Pending, ["requested"] = CheckState.Pending, ["pending"] = CheckState.Pending,
            ["failure"] = CheckState.Failed, ["cancelled"] = CheckState.Failed, ["timed_out"] = CheckState.Failed, ["action_required"] = CheckState.Failed, ["stale"] = CheckState.Failed,
            ["startup_failure"] = CheckState.Failed, ["something_new"] = CheckState.Failed,
        };
        foreach (var state in states.Keys)
            Server.Report("is " + state, state, Head.ToString());
        var checks = (await Read()).Checks;
        Assert.Equal(states.ToDictionary(pair => "is " + pair.Key, pair => pair.Value), checks.ToDictionary(check => check.Name, check => check.State));
        Assert.All(checks, check => Assert.StartsWith("https://github.example/acme/shop/runs/", check.Url));
    }

    [Fact]
    public async Task So_is_a_status()
    {
        foreach (var state in new[] { "success", "pending", "failure", "error" })
            Server.Report("is " + state, state, Head.ToString(), isStatus: true);
        Assert.Equal(
            [new Check("is success", CheckState.Passed), new Check("is pending", CheckState.Pending), new Check("is failure", CheckState.Failed), new Check("is error", CheckState.Failed)],
            (await Read()).Checks);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_newest_of_a_name_counts(bool isStatus)
    {
        Server.Report("build", "failure", Head.ToString(), isStatus);
        Server.Report("build", "success", Head.ToString(), isStatus);
        Assert.Equal(CheckState.Passed, Assert.Single((await Read()).Checks).State);
        Server.Report("build", "pending", Head.ToString(), isStatus);
        Assert.Equal(CheckState.Pending, Assert.Single((await Read()).Checks).State);
    }

    [Fact]
    public async Task Also_where_the_list_has_several_and_those_of_other_programs_are_others()
    {
        Server.Break("GET */check-runs", WebReply.Json("""
            {"total_count":3,"check_runs":[
            {"id":27000000001,"name":"build","app":{"id":1},"status":"completed","conclusion":"failure"},
            {"id":27000000003,"name":"build","app":{"id":1},"status":"completed","conclusion":"success"},
            {"id":27000000002,"name":"build","app":{"id":2},"status":"completed","conclusion":"failure"}]}
            """));
        Assert.Equal([CheckState.Passed, CheckState.Failed], (await Read()).Checks.Select(check => check.State));
    }

    [Fact]
    public async Task A_check_run_and_a_status_of_one_name_both_count()
    {
        Server.Report("build", "success", Head.ToString());
        Server.Report("build", "failure", Head.ToString(), isStatus: true);
        Assert.Equal([("build", CheckState.Failed), ("build", CheckState.Passed)], (await Read()).Checks.Select(check => (check.Name, check.State)));
    }

    [Fact]
    public async Task Those_of_later_pages_count_and_those_of_other_commits_do_not()
    {
        Server.PageSize = 2;
        for (var i = 0; i < 5; i++)
        {
            Server.Report($"run{i}", "success", Head.ToString());
            Server.Report($"status{i}", "success", Head.ToString(), isStatus: true);
            Server.Report($"old{i}", "failure", Live);
        }

        Assert.Equal(
            Enumerable.Range(0, 5).SelectMany(i => new[] { $"run{i}", $"status{i}" }).Order(), (await Read()).Checks.Select(check => check.Name).Order());
    }

    [Theory]
    [InlineData(false, true, true)]
    [InlineData(true, true, true)]
    [InlineData(true, false, true)]
    [InlineData(false, true, false)]
    public async Task What_the_rules_want_is_told(bool isClassic, bool hasRulesets, bool hasGraph)
    {
        (Server.IsClassic, Server.HasRulesets, Server.HasGraph) = (isClassic, hasRulesets, hasGraph);
        Server.Protect("master", approvals: 2, checks: ["build", "test (a, b)"]);
        var evidence = await Read();
        Assert.Equal(2, evidence.RequiredApprovals);
        Assert.Equal(["build", "test (a, b)"], evidence.RequiredChecks);
    }

    [Fact]
    public async Task Of_a_classic_protection_without_GraphQL_only_the_checks_are_shown()
    {
        (Server.IsClassic, Server.HasGraph) = (true, false);
        Server.Protect("master", approvals: 2, checks: ["build"]);
        var evidence = await Read();
        Assert.Null(evidence.RequiredApprovals);
        Assert.Equal(["build"], evidence.RequiredChecks);
    }

    [Fact]
    public async Task Who_wants_the_last_push_approved_wants_one_approval()
    {
        Server.WantsLastPushApproved = true;
        Server.Protect("master", approvals: 0);
        var evidence = await Read();
        Assert.Equal((1, null), (evidence.RequiredApprovals, evidence.RequiredChecks));
    }

    [Fact]
    public async Task The_word_of_GitHub_itself_is_told()
    {
        var opened = await Open();
        Server.Protect("master", approvals: 1);
        Assert.False((await Forge.ReadEvidence(opened, Head, Cancellation)).IsApprovedByForge);
        Server.Approve("bob");
        Assert.True((await Forge.ReadEvidence(opened, Head, Cancellation)).IsApprovedByForge);
        Server.RequestChanges("eve");
        Assert.False((await Forge.ReadEvidence(opened, Head, Cancellation)).IsApprovedByForge);
    }

    [Fact]
    public async Task Without_GraphQL_the_rest_is_told_all_the_same()
    {
        var opened = await Open();
        Server.Protect("master", approvals: 1);
        Server.Approve("bob");
        WebReply[] replies =
        [
            new(404), WebReply.Json("""{"message":"Resource not accessible"}""", 403), WebReply.Json("""{"errors":[{"message":"Field 'reviewDecision' doesn't exist"}]}"""),
            WebReply.Json("""{"data":null}"""), WebReply.Json("""{"data":{"node":null},"errors":[{"type":"NOT_FOUND"}]}"""), WebReply.Json("<html>"), WebReply.Json("[1]"),
        ];
        foreach (var reply in replies)
        {
            Server.Break("POST /api/graphql", reply);
            var evidence = await Forge.ReadEvidence(opened, Head, Cancellation);
            Assert.Equal((1, 1, null), (evidence.Reviews.Count, evidence.RequiredApprovals, evidence.IsApprovedByForge));
        }
    }

    [Fact]
    public async Task A_plan_without_rulesets_has_none()
    {
        Server.Break("GET */rules/branches/master", WebReply.Json("""{"message":"Upgrade to GitHub Pro or make this repository public to enable this feature.","status":"403"}""", 403));
        Assert.Null((await Read()).RequiredApprovals);
    }

    [Fact]
    public async Task But_who_is_limited_is_not_told_that_there_are_none()
    {
        var opened = await Open();
        Server.Break("GET */rules/branches/master", HotfixTools.Testing.Forges.GitHubStandIn.LimitedForNow(60));
        Assert.Contains("less often", (await Fails(() => Forge.ReadEvidence(opened, Head, Cancellation))).Message);
    }

    [Theory]
    [InlineData("*/reviews")]
    [InlineData("*/status")]
    [InlineData("*/check-runs")]
    [InlineData("*/rules/branches/master")]
    [InlineData("*/branches/master")]
    public async Task What_cannot_be_read_is_not_taken_for_nothing(string call)
    {
        var opened = await Open();
        Server.Break("GET " + call, new WebReply(500) { Headers = new Dictionary<string, string> { ["Retry-After"] = "0" } }, times: 4);
        await Fails(() => Forge.ReadEvidence(opened, Head, Cancellation));
        Server.Break("GET " + call, WebReply.Json("17"));
        await Fails(async () => await Forge.ReadEvidence(opened, Head, Cancellation));
    }

    private async Task<ReviewEvidence> Read()
    {
        if (Server.PullRequests.Count == 0)
            Server.OpenBy("ada", "hotfix", "master");
        return await Forge.ReadEvidence(new PullRequest(7, PullRequestState.Open, Hotfix, Mainline, Head) { Handle = "PR_kwDOAAAAEc57" }, Head, Cancellation);
    }
}
