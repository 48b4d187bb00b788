using System.Net;
using HotfixTools.Testing;

namespace HotfixTools.Services.Tests;

/// <summary>Servers that send on, and whom the token is for.</summary>
public sealed class RedirectionTests : IDisposable
{
    private const string Token = "t0ken-of-nobody-else";

    private readonly List<string> _log = [];
    private readonly WebStandIn _server = new(_ => new WebReply(200, "good"));
    private readonly WebStandIn _other = new(_ => new WebReply(200, "other"));

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task To_another_page_of_the_server_the_token_goes_along(int status)
    {
        _server.Answer = seen => seen.Path == "/" ? WebReply.MovedTo("/repositories/17", status) : new WebReply(200, "good");
        Assert.Equal("good", (await Ask()).Text);
        Assert.Equal(("/repositories/17", $"Bearer {Token}"), (_server.Requests[1].Path, _server.Requests[1].Header("Authorization")));
    }

    [Fact]
    public async Task To_another_host_it_does_not()
    {
        _server.Answer = seen => seen.Path == "/" ? WebReply.MovedTo($"{_server.OtherAddress}there") : new WebReply(200, "good");
        Assert.Equal("good", (await Ask()).Text);
        Assert.Equal("localhost:" + _server.Address.Port, _server.Requests[1].Header("Host"));
        Assert.Null(_server.Requests[1].Header("Authorization"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("user:password@")]
    public async Task To_another_port_it_does_not(string user)
    {
        _server.Answer = _ => WebReply.MovedTo($"http://{user}127.0.0.1:{_other.Address.Port}/?token={Token}");
        Assert.Equal("other", (await Ask()).Text);
        Assert.Null(Assert.Single(_other.Requests).Header("Authorization"));
        Assert.All(_log, line => Assert.DoesNotMatch("user|password|t0ken", line));
    }

    [Fact]
    public async Task Over_a_third_server_it_does_not_reach_the_second()
    {
        _server.Answer = _ => WebReply.MovedTo(_other.Address.AbsoluteUri);
        _other.Answer = seen => seen.Path == "/" ? WebReply.MovedTo("/again") : new WebReply(200, "other");
        await Ask();
        Assert.All(_other.Requests, seen => Assert.Null(seen.Header("Authorization")));
    }

    [Fact]
    public async Task Other_credentials_than_bearers_do_not_go_along_either()
    {
        _server.Answer = _ => WebReply.MovedTo(_other.Address.AbsoluteUri);
        await Ask(request => request with { Credential = new ServiceCredential("PRIVATE-TOKEN", string.Empty, Token) });
        Assert.Equal(Token, _server.Requests[0].Header("PRIVATE-TOKEN"));
        Assert.Null(_other.Requests[0].Header("PRIVATE-TOKEN"));
    }

    [Fact]
    public async Task Without_end_is_given_up()
    {
        _server.Answer = _ => WebReply.MovedTo("/");
        Assert.Contains("without end", (await Fails()).Message);
        Assert.Equal(6, _server.Requests.Count);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://")]
    [InlineData("//")]
    [InlineData("http://[::1/")]
    public async Task To_what_is_no_web_server_is_not_followed(string location)
    {
        _server.Answer = _ => WebReply.MovedTo(location);
        await Fails();
        Assert.Single(_server.Requests);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    public async Task What_is_sent_is_not_sent_on(int status)
    {
        _server.Answer = _ => WebReply.MovedTo(_other.Address.AbsoluteUri, status);
        await Fails(request => request with { Method = HttpMethod.Post, Body = [(byte)'1'] });
        Assert.Empty(_other.Requests);
    }

    [Fact]
    public async Task Who_wants_no_redirections_follows_none()
    {
        _server.Answer = _ => WebReply.MovedTo("/login");
        Assert.Contains("page to log in", (await Fails(request => request with { FollowsRedirects = false })).Message);
        Assert.Single(_server.Requests);
    }

    [Theory]
    [InlineData("http://git.example/")]
    [InlineData("http://evil.example/")]
    public async Task From_encryption_to_none_is_refused(string location)
    {
        using var sent = new Played(_ => new HttpResponseMessage(HttpStatusCode.Found) { Headers = { Location = new Uri(location) } });
        using var client = new HttpClient(sent);
        var error = await Assert.ThrowsAsync<ServiceException>(() => new ServiceClient(_log.Add, client).Send(Request(new Uri("https://git.example/")), TestContext.Current.CancellationToken));
        Assert.Contains("without encryption", error.Message);
        Assert.Equal(["https://git.example/"], sent.Addresses);
    }

    [Fact]
    public async Task Who_asks_is_not_told_where_everybody_can_read_it()
    {
        using var sent = new Played(_ => new HttpResponseMessage(HttpStatusCode.OK));
        using var client = new HttpClient(sent);
        var error = await Assert.ThrowsAsync<ServiceException>(() => new ServiceClient(_log.Add, client).Send(Request(new Uri("http://git.example/")), TestContext.Current.CancellationToken));
        Assert.Contains("without encryption", error.Message);
        Assert.Empty(sent.Addresses);
    }

    public void Dispose()
    {
        _server.Dispose();
        _other.Dispose();
    }

    private static ServiceRequest Request(Uri address) => new(HttpMethod.Get, address) { Credential = ServiceCredential.Bearer(Token) };

    private Task<ServiceAnswer> Ask(Func<ServiceRequest, ServiceRequest>? change = null)
    {
        var request = Request(_server.Address);
        return new ServiceClient(_log.Add).Send(change?.Invoke(request) ?? request, TestContext.Current.CancellationToken);
    }

    private async Task<ServiceException> Fails(Func<ServiceRequest, ServiceRequest>? change = null)
    {
        var error = await Assert.ThrowsAsync<ServiceException>(() => Ask(change));
        Assert.DoesNotContain(Token, error.ToString());
        return error;
    }

    private sealed class Played(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        public List<string> Addresses { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Addresses.Add(request.RequestUri!.AbsoluteUri);
            return Task.FromResult(answer(request));
        }
    }
}
