using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using HotfixTools.Testing;

namespace HotfixTools.Services.Tests;

/// <summary>What changes something is sent once, unless it was certainly not done; and by whose clock it is waited.</summary>
public sealed class RepeatingTests : IDisposable
{
    private const string Token = "t0ken-of-nobody-else";

    private static readonly WebReply Good = new(200, "good");

    private readonly List<string> _log = [];
    private readonly WebStandIn _server = new(_ => Good);

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    public async Task Whose_answer_was_cut_off_is_not_sent_twice(string method)
    {
        // First over a connection that is kept: one that is found to be closed could be opened again without a word.
        Assert.Equal("good", (await Ask()).Text);
        AnswerInTurn(Good with { CutAfter = 0 }, Good);
        Assert.Contains("broke off", (await Fails(request => request with { Method = new HttpMethod(method) })).Message);
        Assert.Equal(2, _server.Requests.Count);
    }

    [Theory]
    [InlineData("Not HTTP at all\r\n\r\n")]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf")]
    public async Task Nor_is_one_that_got_no_whole_answer(string answer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var asked = 0;
        var serving = Task.Run(async () =>
        {
            while (true)
            {
                using var connection = await listener.AcceptTcpClientAsync(Cancellation);
                asked++;
                var stream = connection.GetStream();
                _ = await stream.ReadAsync(new byte[4096], Cancellation);
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), Cancellation);
            }
        }, Cancellation);
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        await Fails(request => request with { Address = address });
        Assert.Equal(1, asked);
        listener.Stop();
        await Assert.ThrowsAnyAsync<Exception>(() => serving);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Nor_is_one_that_the_server_stumbled_over(int status)
    {
        AnswerInTurn(new WebReply(status) { Headers = Fields(("Retry-After", "0")) }, Good);
        Assert.Contains($"status {status}", (await Fails()).Message);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task Nor_is_one_that_nobody_answered_and_it_has_all_the_time()
    {
        AnswerInTurn(Good with { Delay = TimeSpan.FromSeconds(30) }, Good);
        Assert.Contains("did not answer within 1s", (await Fails(request => request with { Timeout = TimeSpan.FromSeconds(1) })).Message);
        Assert.Single(_server.Requests);
        AnswerInTurn(Good with { Delay = TimeSpan.FromSeconds(0.8) });
        Assert.Equal("good", (await Ask(request => request with { Timeout = TimeSpan.FromSeconds(1) })).Text);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(403)]
    public async Task Whom_a_limit_sends_away_asks_again_when_told(int status)
    {
        AnswerInTurn(new WebReply(status) { Headers = Fields(("Retry-After", "1")) }, Good);
        var begun = DateTimeOffset.UtcNow;
        Assert.Equal("good", (await Ask()).Text);
        Assert.Equal((2, true), (_server.Requests.Count, DateTimeOffset.UtcNow - begun > TimeSpan.FromSeconds(0.9)));
        Assert.All(_server.Requests, seen => Assert.Equal(("1", $"Bearer {Token}"), (seen.Body, seen.Header("Authorization"))));
    }

    [Fact]
    public async Task So_does_whom_nothing_is_left_to()
    {
        AnswerInTurn(new WebReply(403) { Headers = Fields(("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "1445412480")) }, Good);
        Assert.Equal("good", (await Ask()).Text);
        Assert.Equal(2, _server.Requests.Count);
    }

    [Fact]
    public async Task A_limit_that_says_nothing_of_its_time_is_said_to_last_a_minute()
    {
        AnswerInTurn(WebReply.Json("""{"message":"You have exceeded a secondary rate limit."}""", 403), Good);
        var error = await Fails();
        Assert.Contains("asks to be asked less often (status 403)", error.Message);
        Assert.EndsWith("it may be asked again in 1m", error.Message);
        Assert.True(error.IsLimited);
    }

    [Fact]
    public async Task A_limit_is_no_answer_even_where_its_status_would_be_one()
    {
        AnswerInTurn(new WebReply(403) { Headers = Fields(("Retry-After", "0")) }, new WebReply(403, "no"));
        var answer = await Ask(request => request with { Accepted = [403] });
        Assert.Equal((HttpStatusCode.Forbidden, "no", 2), (answer.Status, answer.Text, _server.Requests.Count));
    }

    [Fact]
    public async Task What_is_accepted_is_not_asked_again()
    {
        AnswerInTurn(new WebReply(503, "down"), Good);
        Assert.Equal("down", (await Ask(request => request with { Accepted = [503] })).Text);
        Assert.Single(_server.Requests);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public async Task A_time_is_waited_for_by_the_clock_that_names_it(int hoursAhead)
    {
        var now = DateTimeOffset.UtcNow.AddHours(hoursAhead);
        AnswerInTurn(new WebReply(429) { Headers = Fields(("Date", Web(now)), ("Retry-After", Web(now.AddSeconds(1)))) }, Good);
        var begun = DateTimeOffset.UtcNow;
        Assert.Equal("good", (await Ask()).Text);
        Assert.InRange(DateTimeOffset.UtcNow - begun, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public async Task So_is_that_of_the_limit_of_GitHub(int hoursAhead)
    {
        var now = DateTimeOffset.UtcNow.AddHours(hoursAhead);
        var reset = now.AddSeconds(90).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        AnswerInTurn(new WebReply(403) { Headers = Fields(("Date", Web(now)), ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", reset)) }, Good);
        Assert.EndsWith("it may be asked again in 1m30s", (await Fails()).Message);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task What_certainly_did_not_arrive_is_sent_again()
    {
        var port = _server.Address.Port;
        _server.Dispose();
        await Fails(request => request with { Address = new Uri($"http://127.0.0.1:{port}/") });
        Assert.Equal(3, _log.Count(line => line.Contains("again in")));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task What_is_sent_to_a_repository_that_was_renamed_goes_on_as_it_is(int status)
    {
        _server.Answer = seen => seen.Path == "/repos/acme/shop/pulls/7/merge" ? WebReply.MovedTo($"{_server.Address}repositories/17/pulls/7/merge?x=1", status) : Good;
        Assert.Equal("good", (await Ask(request => request with { Method = HttpMethod.Put, Address = new Uri(_server.Address, "repos/acme/shop/pulls/7/merge") })).Text);
        Assert.Equal(
            ("PUT", "/repositories/17/pulls/7/merge", "?x=1", "1", $"Bearer {Token}", "application/json; charset=utf-8"),
            _server.Requests[1] is var seen ? (seen.Method, seen.Path, seen.Query, seen.Body, seen.Header("Authorization"), seen.Header("Content-Type")) : default);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task But_never_to_another_server(int status)
    {
        _server.Answer = _ => WebReply.MovedTo($"{_server.OtherAddress}repositories/17/pulls/7/merge", status);
        Assert.Contains("sends on to localhost, and only what was meant for that is sent there", (await Fails(request => request with { Method = HttpMethod.Put })).Message);
        Assert.Single(_server.Requests);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(303)]
    public async Task What_is_sent_is_not_turned_into_a_question(int status)
    {
        _server.Answer = seen => seen.Path == "/" ? WebReply.MovedTo("/login", status) : Good;
        Assert.Contains("page to log in", (await Fails()).Message);
        Assert.Single(_server.Requests);
    }

    [Theory]
    [InlineData("x-github-request-id")]
    [InlineData("X-Request-Id")]
    [InlineData("x-vss-e2eid")]
    public async Task What_is_no_JSON_is_told_with_the_name_of_the_request(string field)
    {
        foreach (var (body, mediaType, says) in new[] { ("<html>Log in</html>", "text/html", "HTML page"), ("{\"sha\":\"ab", "application/json", "only a part of it") })
        {
            AnswerInTurn(new WebReply(200, body, mediaType) { Headers = Fields((field, $"ABCD:{Token}:1234")) });
            var answer = await Ask();
            var message = Assert.Throws<ServiceException>(() => answer.Json()).Message;
            Assert.Contains("127.0.0.1 (request ABCD:***:1234)", message);
            Assert.Contains(says, message);
        }
    }

    public void Dispose() => _server.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Web(DateTimeOffset time) => time.ToUniversalTime().ToString("r", CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Fields(params (string Name, string Value)[] fields) => fields.ToDictionary(field => field.Name, field => field.Value);

    private void AnswerInTurn(params WebReply[] replies)
    {
        var queue = new Queue<WebReply>(replies);
        _server.Answer = _ => queue.Count > 1 ? queue.Dequeue() : queue.Peek();
    }

    private Task<ServiceAnswer> Ask(Func<ServiceRequest, ServiceRequest>? change = null)
    {
        var request = new ServiceRequest(HttpMethod.Post, _server.Address) { Body = [(byte)'1'], Credential = ServiceCredential.Bearer(Token), MayRepeat = false };
        return new ServiceClient(_log.Add).Send(change?.Invoke(request) ?? request, Cancellation);
    }

    private async Task<ServiceException> Fails(Func<ServiceRequest, ServiceRequest>? change = null)
    {
        var error = await Assert.ThrowsAsync<ServiceException>(() => Ask(change));
        Assert.All([error.ToString(), .. _log], text => Assert.DoesNotContain(Token, text));
        return error;
    }
}
