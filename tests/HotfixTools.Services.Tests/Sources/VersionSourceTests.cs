using System.Text.RegularExpressions;
using HotfixTools.Testing;

namespace HotfixTools.Services.Tests;

public sealed class VersionSourceTests : IDisposable
{
    private readonly CustomaryVariables _environment = new(("VERSION_TOKEN", "t0ken-of-the-page"), ("VERSION_TOKEN_HOST", null));
    private readonly WebStandIn _server = new(_ => new WebReply(200, Shas.A + "\n"));

    [Theory]
    [InlineData(Shas.A)]
    [InlineData(Shas.A + "\n")]
    [InlineData("  " + Shas.A + "\r\n\r\n")]
    [InlineData("\uFEFF" + Shas.A)]
    [InlineData("A111111111111111111111111111111111111111")]
    public async Task A_page_that_is_one_commit_id_is_an_answer(string page) => await AssertLive(page);

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("a111111")]
    [InlineData(Shas.A + "0")]
    [InlineData(Shas.A + "\n" + Shas.A)]
    [InlineData(Shas.A + " " + Shas.B)]
    [InlineData("Version: " + Shas.A)]
    [InlineData("0000000000000000000000000000000000000000")]
    [InlineData("g111111111111111111111111111111111111111")]
    [InlineData("master")]
    [InlineData("<html><body>" + Shas.A + "</body></html>")]
    public async Task Anything_else_is_none(string page)
    {
        Answer(new WebReply(200, page));
        await Asked.AssertSilent("is not exactly one commit id", Source());
    }

    [Theory]
    [InlineData("""{"version":{"message":"Version: a111111111111111111111111111111111111111","success":true}}""", "version.message")]
    [InlineData("""{"sha":"a111111111111111111111111111111111111111"}""", "$.sha")]
    [InlineData("""{"sha":" A111111111111111111111111111111111111111\n"}""", "sha")]
    [InlineData("""[{"x":1},{"a-b":["a111111111111111111111111111111111111111"]}]""", "[1].a-b[0]")]
    [InlineData("""{"v":"a111111111111111111111111111111111111111 (a111111111111111111111111111111111111111)"}""", "v")]
    public async Task A_place_in_JSON_is_read(string page, string path)
    {
        Answer(WebReply.Json(page));
        await Asked.AssertCommit(Shas.A, Source(path: path));
    }

    [Theory]
    [InlineData("""{"other":1}""", "nothing at sha")]
    [InlineData("""{"sha":{"id":1}}""", "no text at sha")]
    [InlineData("""{"sha":17}""", "no text at sha")]
    [InlineData("""{"sha":null}""", "no text at sha")]
    [InlineData("[]", "nothing at sha")]
    [InlineData("""{"sha":"a111111"}""", "is not exactly one commit id")]
    [InlineData("""{"sha":"a1111111111111111111111111111111111111119"}""", "is not exactly one commit id")]
    [InlineData("""{"sha":"a111111111111111111111111111111111111111 b222222222222222222222222222222222222222"}""", "is not exactly one commit id")]
    [InlineData("""{"sha":"a1111111""", "not JSON")]
    [InlineData(Shas.A, "not JSON")]
    public async Task JSON_of_another_shape_is_none(string page, string says)
    {
        Answer(WebReply.Json(page));
        await Asked.AssertSilent(says, Source(path: "sha"));
    }

    [Fact]
    public async Task A_page_to_log_in_is_none()
    {
        Answer(new WebReply(200, "<html>a111111111111111111111111111111111111111</html>", "text/html"));
        await Asked.AssertSilent("HTML page", Source(path: "sha"));
        await Asked.AssertSilent("is not exactly one commit id", Source());
    }

    [Theory]
    [InlineData("Version: a111111111111111111111111111111111111111, yes", "Version: ([0-9a-f]{40})")]
    [InlineData("a111111111111111111111111111111111111111 A111111111111111111111111111111111111111", "[0-9a-fA-F]{40}")]
    [InlineData("<meta name=\"commit\" content=\"a111111111111111111111111111111111111111\">", "content=\"([0-9a-f]+)\"")]
    public async Task A_pattern_is_looked_for(string page, string pattern)
    {
        Answer(new WebReply(200, page));
        await Asked.AssertCommit(Shas.A, Source(pattern: pattern));
    }

    [Theory]
    [InlineData("nothing", "[0-9a-f]{40}", "finds nothing")]
    [InlineData("a111111111111111111111111111111111111111 b222222222222222222222222222222222222222", "[0-9a-f]{40}", "2 different texts")]
    [InlineData("Version: a111111", "Version: ([0-9a-f]+)", "is not exactly one commit id")]
    [InlineData("a", "(b)?", "is not exactly one commit id")]
    public async Task What_a_pattern_does_not_find_once_is_none(string page, string pattern, string says)
    {
        Answer(new WebReply(200, page));
        await Asked.AssertSilent(says, Source(pattern: pattern));
    }

    [Fact]
    public async Task A_pattern_may_be_for_the_value_at_a_path()
    {
        Answer(WebReply.Json("""{"v":"1.2+a111111111111111111111111111111111111111"}"""));
        await Asked.AssertCommit(Shas.A, Source(path: "v", pattern: @"\+([0-9a-f]{40})"));
    }

    [Fact]
    public async Task It_is_asked_past_all_caches()
    {
        await Asked.Of(Source(url: "version?format=text"));
        await Asked.Of(Source(url: "version?format=text"));
        Assert.All(_server.Requests, seen => Assert.Contains("no-cache", seen.Header("Cache-Control")));
        Assert.All(_server.Requests, seen => Assert.Matches(@"^\?format=text&_=[0-9a-f]{32}$", seen.Query));
        Assert.Equal(2, _server.Requests.Select(seen => seen.Query).Distinct().Count());
    }

    [Theory]
    [InlineData("3600", "as of 1h ago")]
    [InlineData("99999999999999", "as of nobody knows when")]
    [InlineData("an hour", "as of nobody knows when")]
    [InlineData("0", null)]
    public async Task What_a_cache_kept_is_none(string age, string? says)
    {
        Answer(new WebReply(200, Shas.A) { Headers = new Dictionary<string, string> { ["Age"] = age, ["Cache-Control"] = "max-age=31536000, public, immutable" } });
        if (says is null)
            await Asked.AssertCommit(Shas.A, Source());
        else
            await Asked.AssertSilent($"from a cache, {says}", Source());
    }

    [Fact]
    public async Task The_environment_may_be_in_the_address()
    {
        var deploy = await Asked.Of(Source(url: "{environment}/version?x={Environment}"), "staging");
        Assert.StartsWith("GET /staging/version?x=staging&_=", _server.Requests[0].ToString());
        Assert.Equal($"{_server.Address}staging/version", deploy?.Url);
    }

    [Fact]
    public async Task The_token_goes_to_the_page()
    {
        await Asked.Of(Source(token: true));
        Assert.Equal("Bearer t0ken-of-the-page", _server.Requests[0].Header("Authorization"));
    }

    [Fact]
    public async Task And_to_no_page_that_it_sends_on_to()
    {
        Answer(WebReply.MovedTo($"{_server.OtherAddress}there"));
        _server.Answer = seen => seen.Path == "/there" ? new WebReply(200, Shas.A) : WebReply.MovedTo($"{_server.OtherAddress}there");
        await Asked.AssertCommit(Shas.A, Source(token: true));
        Assert.Null(_server.Requests[1].Header("Authorization"));
    }

    [Fact]
    public async Task A_token_for_another_host_is_not_sent_whatever_the_environment_makes_of_the_address()
    {
        _environment.Set("VERSION_TOKEN_HOST", "production.shop.example");
        var source = Source(url: $"http://127.0.0.1:{_server.Address.Port}/", token: true);
        Assert.Equal("SecretNotForHost", (await Assert.ThrowsAsync<HotfixException>(() => Asked.Of(source))).Id);
        var elsewhere = Source(url: "https://{environment}.shop.example/", token: true);
        Assert.Equal("SecretNotForHost", (await Assert.ThrowsAsync<HotfixException>(() => Asked.Of(elsewhere, "staging"))).Id);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task What_it_says_is_shown_safe_short_and_without_the_token()
    {
        Answer(new WebReply(200, "t0ken-of-the-page \u202E\u001b[31m" + new string('x', 1000)));
        var error = await Asked.AssertSilent("'*** \uFFFD\uFFFD[31mxxx", Source(token: true));
        Assert.True(error.Message.Length < 200);
    }

    [Fact]
    public async Task A_page_that_is_far_too_large_is_none()
    {
        Answer(new WebReply(200, Shas.A + new string(' ', 1_000_000)));
        await Asked.AssertSilent("more than 256 kB", Source());
    }

    [Theory]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(501)]
    public async Task A_page_that_refuses_is_none(int status)
    {
        Answer(new WebReply(status, Shas.A));
        await Asked.AssertSilent($"status {status}", Source());
    }

    [Fact]
    public async Task A_page_that_hangs_is_none()
    {
        Answer(new WebReply(200, Shas.A) { Delay = TimeSpan.FromSeconds(30) });
        await Asked.AssertSilent("did not answer within 1s", Source(timeout: 1));
    }

    [Fact]
    public async Task A_page_that_is_cut_off_is_none()
    {
        Answer(new WebReply(200, Shas.A + " and more") { CutAfter = 40 });
        await Asked.AssertSilent("broke off", Source());
    }

    public void Dispose()
    {
        _server.Dispose();
        _environment.Dispose();
    }

    private void Answer(WebReply reply) => _server.Answer = _ => reply;

    private async Task AssertLive(string page)
    {
        Answer(new WebReply(200, page));
        await Asked.AssertCommit(Shas.A, Source());
    }

    private VersionSource Source(string url = "version", string? path = null, string? pattern = null, bool token = false, double timeout = 10)
    {
        var settings = new VersionSourceSettings("live", url.Contains("://") ? url : _server.Address + url, SettingsPath.TryParse(path, out var place) ? place : null, pattern is null ? null : new Regex(pattern, RegexOptions.NonBacktracking), null)
        {
            Timeout = TimeSpan.FromSeconds(timeout),
        };
        var secret = token ? new SecretResolver(_ => throw new InvalidOperationException()).Find(new SecretReference(SecretStore.Environment, "VERSION_TOKEN")) : null;
        return new VersionSource(settings, secret, new ServiceClient(), TimeProvider.System);
    }
}
