using System.Text;
using HotfixTools.Testing;

namespace HotfixTools.Services.Tests;

public sealed class AzureDevOpsSourceTests : IDisposable
{
    private readonly AzureDevOpsDeployments _forge = new();

    [Fact]
    public async Task The_newest_that_succeeded_is_live()
    {
        _forge.Deploy(Shas.A);
        _forge.Deploy(Shas.B);
        _forge.Deploy(Shas.C, "failed");
        _forge.Deploy(Shas.C, "canceled");
        var deploy = await Asked.Of(_forge.Source());
        Assert.Equal((Shas.B, "Ada", "https://dev.azure.com/acme/_build/results?buildId=501"), (deploy?.Commit.ToString(), deploy?.By, deploy?.Url));
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 8, 22, 0, TimeSpan.Zero), deploy?.At);
    }

    [Fact]
    public async Task With_warnings_is_live_too()
    {
        _forge.Deploy(Shas.A);
        _forge.Deploy(Shas.B, "succeededWithIssues");
        await Asked.AssertCommit(Shas.B, _forge.Source());
    }

    [Fact]
    public async Task What_another_repository_deployed_there_does_not_count()
    {
        _forge.Deploy(Shas.A);
        _forge.Deploy(Shas.B, repository: "other");
        await Asked.AssertCommit(Shas.A, _forge.Source());
    }

    [Fact]
    public async Task Where_there_is_none_there_is_none()
    {
        Assert.Null(await Asked.Of(_forge.Source()));
        _forge.Deploy(Shas.A, "failed");
        Assert.Null(await Asked.Of(_forge.Source()));
    }

    [Theory]
    [InlineData("failed", "shop", 100)]
    [InlineData("succeeded", "other", 11)]
    public async Task Where_there_may_be_more_it_is_not_said_that_there_is_none(string result, string repository, int count)
    {
        _forge.Deploy(Shas.A);
        for (var i = 0; i < count; i++)
            _forge.Deploy(Shas.B, result, repository);
        await Asked.AssertSilent("none of the last", _forge.Source());
    }

    [Fact]
    public async Task An_environment_that_does_not_exist_is_said_so_even_where_another_begins_alike()
    {
        _forge.Deploy(Shas.A, environment: "production-eu");
        await Asked.AssertSilent("no environment 'production-e'", _forge.Source("production-e"));
        await Asked.AssertCommit(Shas.A, _forge.Source("Production-EU"));
    }

    [Theory]
    [InlineData(302)]
    [InlineData(203)]
    public async Task A_page_to_log_in_is_no_answer_and_is_not_gone_to(int status)
    {
        _forge.StatusOfLogin = status;
        var error = await Asked.AssertSilent("page to log in", _forge.Source(token: "wrong-but-secret"));
        Assert.DoesNotContain("wrong-but-secret", error.ToString());
        Assert.Single(_forge.Server.Requests);
    }

    [Fact]
    public async Task A_token_that_comes_back_in_base64_is_not_shown()
    {
        _forge.Server.Answer = seen => new WebReply(401, seen.Header("Authorization")!);
        var error = await Asked.AssertSilent("Basic ***", _forge.Source());
        Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(":" + _forge.Token))[..10], error.ToString());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"value":{}}""")]
    [InlineData("""{"value":[{"result":"succeeded","finishTime":"2026-01-01T00:00:00Z"}]}""")]
    [InlineData("""{"value":[{"result":"succeeded","finishTime":"2026-01-01T00:00:00Z","owner":{"id":9999}}]}""")]
    public async Task An_answer_of_another_shape_is_none(string body)
    {
        _forge.Lie = WebReply.Json(body);
        await Asked.AssertSilent(string.Empty, _forge.Source());
    }

    public void Dispose() => _forge.Dispose();
}
