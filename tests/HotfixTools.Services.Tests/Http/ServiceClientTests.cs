using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HotfixTools.Testing;

namespace HotfixTools.Services.Tests;

/// <summary>What is asked again, what is not, and what is never read or waited for to its end.</summary>
public sealed class ServiceClientTests : IDisposable
{
    private static readonly WebReply Good = new(200, "good");

    private readonly List<string> _log = [];
    private readonly WebStandIn _server = new(_ => Good);

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task What_may_pass_is_asked_again(int status)
    {
        AnswerInTurn(new WebReply(status) { Headers = RetryAfter("0") }, Good);
        Assert.Equal("good", (await Ask()).Text);
        Assert.Equal(2, _server.Requests.Count);
    }

    [Theory]
    [InlineData(203)]
    [InlineData(300)]
    [InlineData(304)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(407)]
    [InlineData(410)]
    [InlineData(422)]
    [InlineData(501)]
    public async Task What_does_not_pass_is_asked_once(int status)
    {
        AnswerInTurn(new WebReply(status), Good);
        var error = await Fails();
        Assert.Contains($"status {status}", error.Message);
        Assert.Contains("127.0.0.1", error.Message);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task Who_asked_too_often_waits_as_long_as_told()
    {
        AnswerInTurn(new WebReply(403) { Headers = RetryAfter("1") }, Good);
        var begun = DateTimeOffset.UtcNow;
        await Ask();
        Assert.True(DateTimeOffset.UtcNow - begun > TimeSpan.FromSeconds(0.9));
    }

    [Theory]
    [InlineData("Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT")]
    [InlineData("x-ratelimit-reset", "1445412480")]
    public async Task What_is_over_is_not_waited_for(string field, string value)
    {
        AnswerInTurn(new WebReply(403) { Headers = new Dictionary<string, string> { [field] = value, ["x-ratelimit-remaining"] = "0" } }, Good);
        Assert.Equal("good", (await Ask()).Text);
    }

    [Theory]
    [InlineData("Retry-After", "60")]
    [InlineData("Retry-After", "Fri, 31 Dec 2100 23:59:59 GMT")]
    [InlineData("x-ratelimit-reset", "2000000000")]
    public async Task What_would_take_longer_than_there_is_time_is_not_waited_for(string field, string value)
    {
        AnswerInTurn(new WebReply(429) { Headers = new Dictionary<string, string> { [field] = value, ["x-ratelimit-remaining"] = "0" } }, Good);
        Assert.Contains("less often", (await Fails()).Message);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task After_four_tries_it_is_given_up()
    {
        _server.Answer = _ => new WebReply(503, "down") { Headers = RetryAfter("0") };
        Assert.Contains("status 503): down", (await Fails()).Message);
        Assert.Equal(4, _server.Requests.Count);
        Assert.Equal(3, _log.Count(line => line.Contains("again in")));
    }

    [Theory]
    [InlineData("half of it", 4)]
    [InlineData("", 0)]
    public async Task A_connection_that_breaks_is_made_again(string body, int cutAfter)
    {
        AnswerInTurn(new WebReply(200, body) { CutAfter = cutAfter }, Good);
        Assert.Equal("good", (await Ask()).Text);
    }

    [Fact]
    public async Task A_connection_that_always_breaks_is_given_up()
    {
        _server.Answer = _ => new WebReply(200, "half of it") { CutAfter = 4 };
        Assert.Contains("broke off", (await Fails()).Message);
    }

    [Fact]
    public async Task One_try_that_hangs_leaves_time_for_another()
    {
        AnswerInTurn(Good with { Delay = TimeSpan.FromSeconds(30) }, Good);
        Assert.Equal("good", (await Ask(request => request with { Timeout = TimeSpan.FromSeconds(4) })).Text);
    }

    [Fact]
    public async Task Who_never_answers_is_given_up_in_time()
    {
        _server.Answer = _ => Good with { Delay = TimeSpan.FromSeconds(30) };
        Assert.Contains("did not answer within 1s", (await Fails(request => request with { Timeout = TimeSpan.FromSeconds(1) })).Message);
    }

    [Fact]
    public async Task Where_nobody_listens_it_is_said_so()
    {
        _server.Dispose();
        Assert.Contains("127.0.0.1 cannot be reached", (await Fails()).Message);
        Assert.NotEmpty(_log);
    }

    [Fact]
    public async Task A_host_that_does_not_exist_is_said_so() =>
        Assert.Contains("nothing.invalid cannot be reached", (await Fails(request => request with { Address = new Uri("http://nothing.invalid/"), Timeout = TimeSpan.FromSeconds(3) })).Message);

    [Fact]
    public async Task A_certificate_that_is_not_believed_is_not_tried_again()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var server = new WebStandIn(_ => Good, certificate);
        Assert.Contains("certificate", (await Fails(request => request with { Address = server.Address })).Message);
        Assert.Empty(_log);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_more_is_read_than_should_be(bool isCompressed)
    {
        _server.Answer = _ => new WebReply(200, new string('x', 5_000_000)) { IsCompressed = isCompressed };
        Assert.Contains("more than 64 kB", (await Fails(request => request with { Limit = 64 * 1024 })).Message);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task Of_a_long_refusal_the_status_counts()
    {
        _server.Answer = _ => new WebReply(404, new string('x', 5_000_000));
        var error = await Fails(request => request with { Limit = 64 * 1024 });
        Assert.Contains("status 404", error.Message);
        Assert.True(error.Message.Length < 500);
    }

    [Fact]
    public async Task What_is_compressed_is_read() =>
        Assert.Equal("good", (await AskOf(Good with { IsCompressed = true })).Text);

    [Fact]
    public async Task What_says_to_be_compressed_and_is_not_is_no_answer()
    {
        _server.Answer = _ => new WebReply(200, "not compressed at all") { Headers = new Dictionary<string, string> { ["Content-Encoding"] = "gzip" } };
        Assert.Contains("broke off", (await Fails()).Message);
    }

    [Theory]
    [InlineData("{\"sha\": \"abc", "application/json", "not JSON")]
    [InlineData("", "application/json", "not JSON")]
    [InlineData("good", "text/plain", "not JSON")]
    [InlineData("{}", "text/html", "HTML page")]
    public async Task What_is_not_JSON_is_said_so(string body, string mediaType, string says)
    {
        var answer = await AskOf(new WebReply(200, body, mediaType));
        Assert.Contains(says, Assert.Throws<ServiceException>(() => answer.Json()).Message);
    }

    [Fact]
    public async Task JSON_that_is_too_deep_is_not_read()
    {
        var answer = await AskOf(WebReply.Json(new string('[', 5000) + new string(']', 5000)));
        Assert.Throws<ServiceException>(() => answer.Json());
    }

    [Fact]
    public async Task A_byte_order_mark_is_not_a_part_of_the_text() => Assert.Equal("{}", (await AskOf(WebReply.Json("\uFEFF{}"))).Json().GetRawText());

    [Fact]
    public async Task A_page_to_log_in_is_not_shown()
    {
        _server.Answer = _ => new WebReply(401, "<html>Log in</html>", "text/html; charset=utf-8");
        Assert.DoesNotContain("html", (await Fails()).Message);
    }

    [Fact]
    public async Task A_servers_words_are_made_safe_and_short()
    {
        _server.Answer = _ => new WebReply(400, "no\u001b[2J\u202Ewords " + new string('x', 5000));
        var error = await Fails();
        Assert.Contains("no\uFFFD[2J\uFFFDwords xxx", error.Message);
        Assert.True(error.Message.Length < 500);
    }

    [Fact]
    public async Task The_request_of_a_refusal_is_named()
    {
        _server.Answer = _ => new WebReply(404) { Headers = new Dictionary<string, string> { ["X-GitHub-Request-Id"] = "ABCD:1234" } };
        Assert.Contains("request ABCD:1234", (await Fails()).Message);
    }

    [Fact]
    public async Task Whoever_waits_can_stop()
    {
        _server.Answer = _ => Good with { Delay = TimeSpan.FromSeconds(30) };
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ServiceClient().Send(new ServiceRequest(HttpMethod.Get, _server.Address), stop.Token));
    }

    [Fact]
    public async Task It_says_what_it_is()
    {
        await Ask();
        Assert.Matches(@"^HotfixTools/\d+\.\d+\.\d+$", _server.Requests[0].Header("User-Agent")!);
    }

    public void Dispose() => _server.Dispose();

    private static Dictionary<string, string> RetryAfter(string value) => new() { ["Retry-After"] = value };

    private void AnswerInTurn(params WebReply[] replies)
    {
        var queue = new Queue<WebReply>(replies);
        _server.Answer = _ => queue.Count > 1 ? queue.Dequeue() : queue.Peek();
    }

    private async Task<ServiceAnswer> AskOf(WebReply reply)
    {
        _server.Answer = _ => reply;
        return await Ask();
    }

    private Task<ServiceAnswer> Ask(Func<ServiceRequest, ServiceRequest>? change = null)
    {
        var request = new ServiceRequest(HttpMethod.Get, _server.Address);
        return new ServiceClient(_log.Add).Send(change?.Invoke(request) ?? request, TestContext.Current.CancellationToken);
    }

    private async Task<ServiceException> Fails(Func<ServiceRequest, ServiceRequest>? change = null) => await Assert.ThrowsAsync<ServiceException>(() => Ask(change));
}
