using HotfixTools.Testing;

namespace HotfixTools.Services.Tests;

public sealed class GitHubSourceTests : IDisposable
{
    private readonly GitHubDeployments _forge = new();

    [Fact]
    public async Task The_newest_that_succeeded_is_live()
    {
        _forge.Deploy(Shas.A, "in_progress", "success");
        _forge.Deploy(Shas.B, "queued", "in_progress", "success");
        var deploy = await Asked.Of(_forge.Source());
        Assert.Equal((Shas.B, "ada", "https://github.com/ada/shop/actions/runs/1001"), (deploy?.Commit.ToString(), deploy?.By, deploy?.Url));
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 7, 0, TimeSpan.Zero), deploy?.At);
    }

    [Theory]
    [InlineData("failure")]
    [InlineData("error")]
    [InlineData("pending")]
    [InlineData("in_progress")]
    [InlineData("inactive")]
    [InlineData("")]
    public async Task One_that_did_not_succeed_is_passed_over(string state)
    {
        _forge.Deploy(Shas.A, "success");
        _forge.Deploy(Shas.B, state.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        await Asked.AssertCommit(Shas.A, _forge.Source());
    }

    [Fact]
    public async Task One_that_succeeded_and_was_made_inactive_succeeded()
    {
        _forge.Deploy(Shas.A, "success", "inactive");
        _forge.Deploy(Shas.B, "failure");
        await Asked.AssertCommit(Shas.A, _forge.Source());
    }

    [Fact]
    public async Task It_is_looked_for_on_later_pages()
    {
        _forge.Deploy(Shas.A, "success");
        for (var i = 0; i < 40; i++)
            _forge.Deploy(Shas.B, "failure");
        await Asked.AssertCommit(Shas.A, _forge.Source());
    }

    [Fact]
    public async Task But_not_without_end_and_then_it_is_not_said_that_there_is_none()
    {
        _forge.Deploy(Shas.A, "success");
        for (var i = 0; i < 125; i++)
            _forge.Deploy(Shas.B, "failure");
        await Asked.AssertSilent("none of the last 120", _forge.Source());
    }

    [Fact]
    public async Task Other_environments_do_not_count()
    {
        _forge.DeployTo("staging", Shas.B, "success");
        Assert.Null(await Asked.Of(_forge.Source()));
        _forge.DeployTo("Prod EU/1&x=y", Shas.C, "success");
        await Asked.AssertCommit(Shas.C, _forge.Source("Prod EU/1&x=y"));
    }

    [Fact]
    public async Task Where_there_is_none_there_is_none()
    {
        Assert.Null(await Asked.Of(_forge.Source()));
        _forge.Deploy(Shas.A, "failure");
        Assert.Null(await Asked.Of(_forge.Source()));
    }

    [Fact]
    public async Task A_repository_that_was_renamed_is_followed()
    {
        _forge.IsRenamed = true;
        _forge.Deploy(Shas.A, "success");
        await Asked.AssertCommit(Shas.A, _forge.Source());
    }

    [Fact]
    public async Task A_token_that_is_not_accepted_is_said_so_and_not_shown()
    {
        var error = await Asked.AssertSilent("did not accept who asks (status 401): {\"message\":\"Bad credentials\"", _forge.Source(token: "ghp_wrong"));
        Assert.DoesNotContain("ghp_wrong", error.ToString());
        Assert.Single(_forge.Server.Requests);
    }

    [Theory]
    [InlineData("""{"message":"Moved"}""")]
    [InlineData("""[{"id":1,"sha":"a111111","environment":"production"}]""")]
    [InlineData("""[17]""")]
    [InlineData("null")]
    public async Task An_answer_of_another_shape_is_none(string body)
    {
        _forge.Lie = WebReply.Json(body);
        await Asked.AssertSilent(string.Empty, _forge.Source());
    }

    [Theory]
    [InlineData("a111111")]
    [InlineData("master")]
    [InlineData("0000000000000000000000000000000000000000")]
    public async Task A_deployment_without_one_whole_commit_id_is_none(string sha)
    {
        _forge.Deploy(sha, "success");
        await Asked.AssertSilent("is not exactly one commit id", _forge.Source());
    }

    [Fact]
    public async Task A_server_that_passes_over_the_environment_is_not_believed()
    {
        _forge.Deploy(Shas.A, "success");
        _forge.Lie = WebReply.Json($$"""[{"id":1000,"sha":"{{Shas.A}}","environment":"staging","created_at":"2026-01-01T00:00:00Z"}]""");
        await Asked.AssertSilent("one of 'staging'", _forge.Source());
    }

    [Fact]
    public async Task What_passes_is_asked_again()
    {
        _forge.Deploy(Shas.A, "success");
        var (real, count) = (_forge.Server.Answer, 0);
        _forge.Server.Answer = seen => ++count % 2 == 1 ? new WebReply(502, "<html>", "text/html") { Headers = new Dictionary<string, string> { ["Retry-After"] = "0" } } : real(seen);
        await Asked.AssertCommit(Shas.A, _forge.Source());
    }

    public void Dispose() => _forge.Dispose();
}
