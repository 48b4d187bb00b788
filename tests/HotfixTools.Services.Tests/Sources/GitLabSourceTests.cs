using HotfixTools.Testing;

namespace HotfixTools.Services.Tests;

public sealed class GitLabSourceTests : IDisposable
{
    private readonly GitLabDeployments _forge = new();

    [Fact]
    public async Task The_newest_that_succeeded_is_live()
    {
        _forge.Deploy(Shas.A);
        _forge.Deploy(Shas.B);
        _forge.Deploy(Shas.C, "failed");
        _forge.Deploy(Shas.C, "running");
        _forge.Deploy(Shas.C, environment: "staging");
        var deploy = await Asked.Of(_forge.Source());
        Assert.Equal((Shas.B, "ada", "https://gitlab.com/group/sub/shop/-/jobs/664"), (deploy?.Commit.ToString(), deploy?.By, deploy?.Url));
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 1, 0, TimeSpan.Zero), deploy?.At);
    }

    [Fact]
    public async Task The_one_that_ended_last_is_the_newest()
    {
        _forge.Deploy(Shas.A, finished: 30);
        _forge.Deploy(Shas.B, finished: 20);
        await Asked.AssertCommit(Shas.A, _forge.Source());
    }

    [Fact]
    public async Task An_environment_may_have_any_name()
    {
        _forge.Deploy(Shas.A, environment: "review/x & y");
        await Asked.AssertCommit(Shas.A, _forge.Source("review/x & y"));
    }

    [Fact]
    public async Task Where_there_is_none_there_is_none()
    {
        _forge.Deploy(Shas.A, "failed");
        Assert.Null(await Asked.Of(_forge.Source()));
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("running")]
    [InlineData("canceled")]
    public async Task A_server_that_passes_over_the_status_is_not_believed(string status)
    {
        _forge.IgnoresStatus = true;
        _forge.Deploy(Shas.A);
        _forge.Deploy(Shas.B, status);
        await Asked.AssertSilent($"one that is '{status}'", _forge.Source());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[{}]")]
    [InlineData("[1]")]
    [InlineData("""[{"status":"success"}]""")]
    [InlineData("""[{"status":"success","sha":"a111111","finished_at":"2026-01-01T00:00:00Z"}]""")]
    [InlineData("""[{"status":"success","sha":"a111111111111111111111111111111111111111"}]""")]
    [InlineData("""[{"sha":"a111111111111111111111111111111111111111","finished_at":"2026-01-01T00:00:00Z"}]""")]
    [InlineData("""[{"status":"success","sha":"a111111111111111111111111111111111111111","finished_at":"2026-01-01T00:00:00Z","environment":{"name":"staging"}}]""")]
    public async Task An_answer_of_another_shape_is_none(string body)
    {
        _forge.Lie = WebReply.Json(body);
        await Asked.AssertSilent(string.Empty, _forge.Source());
    }

    [Fact]
    public async Task A_token_that_is_not_accepted_is_said_so_and_not_shown() =>
        Assert.DoesNotContain("glpat-wrong", (await Asked.AssertSilent("status 401", _forge.Source(token: "glpat-wrong"))).ToString());

    public void Dispose() => _forge.Dispose();
}
