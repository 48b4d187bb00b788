using HotfixTools.Testing;

namespace HotfixTools.Services.Tests;

public sealed class HerokuSourceTests : IDisposable
{
    private readonly HerokuReleases _app = new();

    [Fact]
    public async Task The_current_release_is_live()
    {
        _app.Deploy(Shas.A);
        _app.Deploy(Shas.B);
        _app.Deploy(Shas.C, "failed");
        _app.Deploy(Shas.C, "pending");
        var deploy = await Asked.Of(_app.Source());
        Assert.Equal((Shas.B, "ada@shop.example"), (deploy?.Commit.ToString(), deploy?.By));
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 2, 0, TimeSpan.Zero), deploy?.At);
    }

    [Fact]
    public async Task Of_many_releases_the_last_are_asked_for()
    {
        for (var i = 0; i < 250; i++)
            _app.Deploy(Shas.A);
        _app.Deploy(Shas.B);
        await Asked.AssertCommit(Shas.B, _app.Source());
    }

    [Fact]
    public async Task A_release_of_a_container_has_no_commit()
    {
        _app.Deploy(Shas.A);
        _app.Deploy(null);
        await Asked.AssertSilent("release v2 of shop-production names no slug", _app.Source());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a111111")]
    public async Task A_slug_without_one_whole_commit_id_is_none(string sha)
    {
        _app.Deploy(sha);
        await Asked.AssertSilent("is not exactly one commit id", _app.Source());
    }

    [Fact]
    public async Task Where_there_is_none_there_is_none() => Assert.Null(await Asked.Of(_app.Source()));

    [Fact]
    public async Task Where_none_of_the_last_is_current_it_is_not_said_that_there_is_none()
    {
        _app.Deploy(Shas.A);
        for (var i = 0; i < 15; i++)
            _app.Deploy(Shas.B, "failed");
        await Asked.AssertSilent("none of the last 10 releases", _app.Source());
    }

    [Fact]
    public async Task A_key_that_is_not_accepted_is_said_so_and_not_shown()
    {
        var error = await Asked.AssertSilent("status 401", _app.Source(token: "99999999-wrong"));
        Assert.DoesNotContain("99999999-wrong", error.ToString());
    }

    [Theory]
    [InlineData("no-such-app")]
    [InlineData("../account")]
    [InlineData("shop-production/releases?x=")]
    public async Task Another_app_is_not_found(string app) => await Asked.AssertSilent("status 404", _app.Source(app));

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""[{"current":true}]""")]
    [InlineData("""[{"current":"true"}]""")]
    public async Task An_answer_of_another_shape_is_none(string body)
    {
        _app.Lie = WebReply.Json(body);
        await Asked.AssertSilent(string.Empty, _app.Source());
    }

    public void Dispose() => _app.Dispose();
}
