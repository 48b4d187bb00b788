using HotfixTools.Testing;
using HotfixTools.Testing.Forges;

namespace HotfixTools.Services.Tests;

/// <summary>What is made of answers that are given here, word by word; nobody works in a repository.</summary>
public sealed class AzureDevOpsAnswersTests : IDisposable
{
    private const string Calls = "/acme/web/_apis/git/repositories/shop";

    private static readonly BranchName Hotfix = BranchName.Parse("hotfix");
    private static readonly BranchName Master = BranchName.Parse("master");

    private readonly AzureDevOpsStandIn _azure = new("/nowhere");
    private readonly AzureDevOpsForge _forge;

    public AzureDevOpsAnswersTests() => _forge = new(new ForgePlace(new Uri(_azure.Api), _azure.Repository, ServiceCredential.Password(ForgeStandIn.Token)), new ServiceClient());

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public void The_command_can_be_typed_as_it_is()
    {
        Assert.Equal("az repos pr create --source-branch hotfix --target-branch master --title 'Fix Ada''s orders'", _forge.CommandToOpen(Hotfix, Master, "Fix Ada's orders"));
        Assert.Equal("az repos pr create --source-branch hotfix --target-branch master --title 'x\u2019\u2019; rm; \u2018\u2018'", _forge.CommandToOpen(Hotfix, Master, "x\u2019; rm; \u2018"));
        Assert.Equal("az repos pr create --source-branch 'fix;$x' --target-branch release/1.0 --title 'a\uFFFD b'", _forge.CommandToOpen(BranchName.Parse("fix;$x"), BranchName.Parse("release/1.0"), "a\u001b b"));
        Assert.Equal((ForgeKind.AzureDevOps, "Azure DevOps (acme/web/shop)"), (_forge.Kind, _forge.Name));
    }

    [Theory]
    [InlineData("notSet", null)]
    [InlineData("queued", null)]
    [InlineData("conflicts", false)]
    [InlineData("succeeded", true)]
    [InlineData("rejectedByPolicy", true)]
    [InlineData("failure", true)]
    [InlineData("somethingNew", null)]
    public async Task Only_conflicts_are_conflicts(string status, bool? isMergeable)
    {
        SayOfHead(status);
        Assert.Equal(isMergeable, (await _forge.Read(7, Now)).IsMergeable);
    }

    [Theory]
    [InlineData("""[{"id":9,"publishedDate":"2026-03-01T08:00:00Z","properties":{"CodeReviewThreadType":{"$value":"VoteUpdate"},"CodeReviewVoteResult":{"$value":"-5"},"CodeReviewVotedByTfId":{"$value":"B0B"}},"comments":[]}]""")]
    [InlineData("""[{"id":9,"publishedDate":"2026-03-01T08:00:00Z","isDeleted":true,"properties":{"CodeReviewThreadType":{"$value":"VoteUpdate"},"CodeReviewVoteResult":{"$value":5},"CodeReviewVotedByTfId":{"$value":"B0B"}},"comments":[]}]""")]
    [InlineData("""[{"id":9,"publishedDate":"2026-03-01T08:00:00Z","properties":null,"comments":[{"author":{"id":"b0b"}}]}]""")]
    [InlineData("""[{"id":9,"publishedDate":"2025-01-01T08:00:00Z","properties":{"CodeReviewThreadType":{"$value":"VoteUpdate"},"CodeReviewVoteResult":{"$value":5}},"comments":[{"author":{"id":"b0b"}}]}]""")]
    public async Task A_thread_that_does_not_fit_the_vote_says_nothing_of_its_commit(string threads)
    {
        SayOfVotes(threads);
        var review = Assert.Single((await _forge.ReadEvidence(await _forge.Read(7, Now), CommitId.Parse(Shas.A), Now)).Reviews);
        Assert.Equal(("bob", ReviewVerdict.Approved, null), (review.Person, review.Verdict, review.Commit));
    }

    [Fact]
    public async Task Who_voted_may_be_known_by_the_author_alone_and_the_vote_be_a_number()
    {
        SayOfVotes("""[{"id":9,"publishedDate":"2026-03-01T08:00:00Z","properties":{"CodeReviewThreadType":{"$value":"VoteUpdate"},"CodeReviewVoteResult":{"$value":5}},"comments":[{"author":{"id":"b0b"}}]}]""");
        Assert.Equal(Shas.A, Assert.Single((await _forge.ReadEvidence(await _forge.Read(7, Now), CommitId.Parse(Shas.A), Now)).Reviews).Commit?.ToString());
    }

    [Theory]
    [InlineData("""[]""", "fa4e907d-c16b-4a4c-9dfa-4906e5d171dd", true)]
    [InlineData("""[]""", "2e26e725-8201-4edd-8bf5-978563c34a80", false)]
    [InlineData("""[{"repositoryId":null,"refName":null}]""", "FA4E907D-C16B-4A4C-9DFA-4906E5D171DD", true)]
    [InlineData("""[{"repositoryId":null,"matchKind":"DefaultBranch"}]""", "00000000-0000-0000-0000-000000000001", true)]
    [InlineData("""[{"repositoryId":null,"matchKind":"Prefix","refName":"refs/heads/ma"}]""", "00000000-0000-0000-0000-000000000001", true)]
    [InlineData("""[{"repositoryId":null,"matchKind":"Prefix","refName":"refs/heads/release/"}]""", "00000000-0000-0000-0000-000000000001", false)]
    [InlineData("""[{"repositoryId":"B92C8408-A0C9-4292-88AF-BC005A1B8272","matchKind":"exact","refName":"refs/heads/master"}]""", "00000000-0000-0000-0000-000000000001", false)]
    public async Task Where_a_policy_reaches_is_looked_at(string scope, string type, bool isProtected)
    {
        Say("", """{"id":"3411ebc1-d5aa-464f-9615-0b527bc66719","defaultBranch":"refs/heads/master"}""");
        _azure.Break("GET /acme/web/_apis/git/policy/configurations", WebReply.Json($$$"""{"count":1,"value":[{"isEnabled":true,"isBlocking":true,"type":{"id":"{{{type}}}","displayName":"Ours"},"settings":{"scope":{{{scope}}}}}]}"""));
        Assert.Equal(isProtected, (await _forge.ReadProtection(Master, Now)).IsProtected);
    }

    [Theory]
    [InlineData("not JSON", "what is not JSON")]
    [InlineData("""{"pullRequestId":7,"status":"active","sourceRefN""", "only a part of it")]
    [InlineData("[]", "of a shape that is not known")]
    [InlineData("{}", "of a shape that is not known")]
    [InlineData("""{"pullRequestId":"seven","status":"active"}""", "of a shape that is not known")]
    [InlineData("""{"pullRequestId":7,"status":"lost","sourceRefName":"refs/heads/a","targetRefName":"refs/heads/b"}""", "of a shape that is not known")]
    [InlineData("""{"pullRequestId":7,"status":"active","sourceRefName":"refs/tags/a","targetRefName":"refs/heads/b"}""", "of a shape that is not known")]
    public async Task An_answer_of_another_shape_is_none(string body, string says)
    {
        _azure.Break($"GET {Calls}/pullrequests/7", WebReply.Json(body));
        Assert.Contains(says, (await Failed(() => _forge.Read(7, Now))).Message);
    }

    [Fact]
    public async Task An_error_of_a_moment_passes()
    {
        _azure.Break($"GET {Calls}/pullrequests/7", new WebReply(503, "<html>busy</html>", "text/html"));
        SayOfHead("succeeded");
        Assert.Equal(Shas.A, (await _forge.Read(7, Now)).Head?.ToString());
    }

    public void Dispose() => _azure.Dispose();

    private static async Task<HotfixException> Failed(Func<Task> ask)
    {
        var error = await Assert.ThrowsAsync<HotfixException>(ask);
        Assert.Equal("ForgeFailed", error.Id);
        return error;
    }

    private void Say(string what, string body) => _azure.Break($"GET {Calls}{what}", WebReply.Json(body), times: 10);

    private void SayOfHead(string mergeStatus)
    {
        Say("/pullrequests/7", $$$"""{"pullRequestId":7,"status":"active","sourceRefName":"refs/heads/hotfix","targetRefName":"refs/heads/master","mergeStatus":"{{{mergeStatus}}}","lastMergeSourceCommit":{"commitId":"{{{Shas.A}}}"}}""");
        Say("/refs", $$$"""{"value":[{"name":"refs/heads/hotfix","objectId":"{{{Shas.A}}}"}]}""");
    }

    private void SayOfVotes(string threads)
    {
        Say("/pullrequests/7", $$$"""{"pullRequestId":7,"status":"active","sourceRefName":"refs/heads/hotfix","targetRefName":"refs/heads/master","createdBy":{"id":"ada"},"repository":{"project":{"id":"6ce954b1-ce1f-45d1-b94d-e6bf2464ba2c"}},"reviewers":[{"id":"b0b","displayName":"bob","vote":5}]}""");
        Say("/pullrequests/7/iterations", $$$"""{"value":[{"id":1,"createdDate":"2026-02-01T08:00:00Z","sourceRefCommit":{"commitId":"{{{Shas.A}}}"}}]}""");
        Say("/pullrequests/7/statuses", """{"value":[]}""");
        Say("/commits/*/statuses", """{"value":[]}""");
        Say("/refs", """{"value":[]}""");
        _azure.Break("GET /acme/web/_apis/policy/evaluations", WebReply.Json("""{"value":[]}"""));
        Say("/pullrequests/7/threads", $$$"""{"value":{{{threads}}}}""");
    }
}
