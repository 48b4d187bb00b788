using System.Net.Sockets;
using System.Text.Json;
using HotfixTools.Testing;

namespace HotfixTools.Services.Tests;

public sealed class WebNotifierTests : IDisposable
{
    private const string Path = "services/T0123ABCD/B0123ABCD/abcdefGHIJKL0123456789xy";
    private const string Query = "?api-version=2016-06-01&sig=aB3_d%2BfGh-9kLmN";

    private readonly List<string> _log = [];
    private readonly WebStandIn _server = new(_ => new WebReply(200, "ok"));

    [Fact]
    public async Task Slack_is_told()
    {
        await Tell("Slack");
        var seen = Assert.Single(_server.Requests);
        Assert.Equal(("POST", "/" + Path, "application/json; charset=utf-8", $"{Notices.Id}-team"), (seen.Method, seen.Path, seen.Header("Content-Type"), seen.Header("Idempotency-Key")));
        Assert.Equal("header", JsonDocument.Parse(seen.Body).RootElement.GetProperty("blocks")[0].GetProperty("type").GetString());
        Assert.Null(seen.Header("Authorization"));
    }

    [Fact]
    public async Task Teams_accepts_and_answers_nothing()
    {
        _server.Answer = _ => new WebReply(202);
        await Tell("Teams");
        Assert.Equal((Query, "message"), (_server.Requests[0].Query, JsonDocument.Parse(_server.Requests[0].Body).RootElement.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task A_server_of_the_teams_own_is_told_with_its_token()
    {
        _server.Answer = _ => new WebReply(204);
        await Tell("Webhook", token: "t0ken-of-the-team");
        Assert.Equal(("Bearer t0ken-of-the-team", "Published"), (_server.Requests[0].Header("Authorization"), JsonDocument.Parse(_server.Requests[0].Body).RootElement.GetProperty("event").GetString()));
    }

    [Fact]
    public async Task A_second_try_has_the_same_key_and_the_same_words()
    {
        var count = 0;
        _server.Answer = _ => ++count == 1 ? new WebReply(429, "slow down") { Headers = new Dictionary<string, string> { ["Retry-After"] = "0" } } : new WebReply(200, "ok");
        await Tell("Webhook");
        Assert.Equal(2, _server.Requests.Count);
        Assert.Single(_server.Requests.Select(seen => (seen.Header("Idempotency-Key"), seen.Body)).Distinct());
    }

    [Theory]
    [InlineData("Équipe paiement", "%C3%89quipe%20paiement")]
    [InlineData("チーム\r\nX-Evil: 1", "%E3%83%81%E3%83%BC%E3%83%A0%0D%0AX-Evil%3A%201")]
    public async Task A_name_may_have_any_letters(string name, string key)
    {
        await Notifier("Slack", name: name).Tell(Notices.Of(), TestContext.Current.CancellationToken);
        Assert.Equal($"{Notices.Id}-{key}", _server.Requests[0].Header("Idempotency-Key"));
    }

    [Theory]
    [InlineData(400, "invalid_payload")]
    [InlineData(403, "action_prohibited")]
    [InlineData(404, "no_service")]
    [InlineData(410, "channel_is_archived")]
    [InlineData(200, "no_text")]
    [InlineData(302, "")]
    public async Task A_refusal_is_said_so(int status, string words)
    {
        _server.Answer = _ => new WebReply(status, words) { Headers = WebReply.MovedTo($"{_server.OtherAddress}{Path}").Headers };
        var error = await Fails("Slack");
        Assert.Equal("NoticeFailed", error.Id);
        Assert.Contains(words, error.Message);
        Assert.Single(_server.Requests);
    }

    [Theory]
    [InlineData("Slack", 404)]
    [InlineData("Slack", 200)]
    [InlineData("Teams", 400)]
    [InlineData("Webhook", 503)]
    public async Task The_address_and_the_token_are_shown_nowhere_whatever_the_server_repeats(string kind, int status)
    {
        _server.Answer = seen => new WebReply(status, $"{_server.Address}{Path}{Query} {seen.Path}{seen.Query} {seen.Query[1..]} {Uri.UnescapeDataString(seen.Query)} {seen.Path.Replace("/", "\\/")} {Uri.EscapeDataString(seen.Path)} {seen.Header("Authorization")}")
        {
            Headers = new Dictionary<string, string> { ["X-Request-Id"] = seen.Query, ["Retry-After"] = "0" },
        };
        var error = await Fails(kind, "t0ken-of-the-team");
        Assert.All([error.ToString(), .. _log], text => Assert.DoesNotMatch("abcdefGHIJKL|aB3_d|fGh-9|t0ken|T0123|B0123", text));
        Assert.NotEmpty(_log);
    }

    [Fact]
    public async Task Nor_where_it_goes_well()
    {
        await Tell("Slack");
        Assert.Equal([$"POST {_server.Address}…: 200"], _log);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Nothing_is_carried_on_to_another_server(int status)
    {
        using var other = new WebStandIn(_ => new WebReply(200, "ok"));
        _server.Answer = _ => WebReply.MovedTo(other.Address + Path, status);
        await Fails("Webhook", "t0ken-of-the-team");
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task Who_hangs_is_given_up()
    {
        _server.Answer = _ => new WebReply(200, "ok") { Delay = TimeSpan.FromSeconds(30) };
        Assert.Contains("did not answer within 1s", (await Fails("Slack", timeout: 1)).Message);
    }

    [Fact]
    public async Task Words_of_a_refusal_are_made_safe()
    {
        _server.Answer = _ => new WebReply(200, "no\u001b[2J\u202E 😀");
        Assert.Contains("'no\uFFFD[2J\uFFFD 😀'", (await Fails("Slack")).Message);
    }

    [Fact]
    public void Whether_it_can_be_reached_is_found_without_telling_anything()
    {
        Notifier("Slack").Reach(TestContext.Current.CancellationToken);
        Assert.Empty(_server.Requests);
        _server.Dispose();
        var error = Assert.Throws<HotfixException>(() => Notifier("Slack").Reach(TestContext.Current.CancellationToken));
        Assert.Equal("NoticeFailed", error.Id);
        Assert.IsType<SocketException>(error.InnerException);
        Assert.DoesNotMatch("abcdefGHIJKL|aB3_d", error.ToString());
    }

    public void Dispose() => _server.Dispose();

    private WebNotifier Notifier(string kind, string? token = null, double timeout = 10, string name = "team")
    {
        var address = new Uri(_server.Address + Path + Query);
        var settings = new NotifySettings(name, Enum.Parse<NotifyKind>(kind), new SecretText(address.AbsoluteUri, null)) { Timeout = TimeSpan.FromSeconds(timeout) };
        return new WebNotifier(settings, address, token is null ? null : ServiceCredential.Bearer(token), new ServiceClient(_log.Add));
    }

    private Task Tell(string kind, string? token = null, double timeout = 10) => Notifier(kind, token, timeout).Tell(Notices.Of(), TestContext.Current.CancellationToken);

    private async Task<HotfixException> Fails(string kind, string? token = null, double timeout = 10) => await Assert.ThrowsAsync<HotfixException>(() => Tell(kind, token, timeout));
}
