using System.Text.Json;
using HotfixTools.Testing;

namespace HotfixTools.Services.Tests;

/// <summary>Heartbeats at a web server. The address may be a secret.</summary>
public sealed class HeartbeatUrlTests : IDisposable
{
    private const string Secret = "a1b2c3d4-s3cret";

    private static readonly Heartbeat Beat = new(new DateTimeOffset(2026, 7, 6, 12, 0, 0, TimeSpan.Zero), "shop-1", "Get-Hotfix -Stale", 12, 1, 0);

    private readonly WebStandIn _server = new(_ => new WebReply(200, "OK"));
    private readonly HotfixServices _services = new(reference => reference.Name == "ping" ? ("https://example.com/" + Secret, null) : throw HotfixErrors.SecretNotFound(reference, "there is no such vault"), TimeProvider.System);

    private string Address => $"{_server.Address}{Secret}";

    [Fact]
    public void It_is_sent_as_JSON_and_found_again()
    {
        var place = Place(Address);

        place.Leave(Beat, default);

        var request = Assert.Single(_server.Requests);
        Assert.Equal(("POST", "/" + Secret), (request.Method, request.Path));
        Assert.StartsWith("application/json", request.Header("Content-Type"));
        using var sent = JsonDocument.Parse(request.Body);
        Assert.Equal(("shop-1", 12), (sent.RootElement.GetProperty("by").GetString(), sent.RootElement.GetProperty("checked").GetInt32()));
        _server.Answer = _ => WebReply.Json(request.Body);
        Assert.Equal(Beat, Heartbeat.Read(place.Find(default)!));
        Assert.Equal("GET", _server.Requests[1].Method);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    public void Where_there_is_none_it_is_missing(int status)
    {
        _server.Answer = _ => new WebReply(status, "no");

        Assert.Equal(1, Look().ExitStatus);
        Assert.Equal("HeartbeatFailed", Assert.Throws<HotfixException>(() => Place(Address).Leave(Beat, default)).Id);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(302)]
    public void Where_nobody_is_let_in_it_is_not_known_and_the_address_is_not_told(int status)
    {
        _server.Answer = _ => new WebReply(status, $"no {Secret}") { Headers = new Dictionary<string, string> { ["Location"] = $"{_server.OtherAddress}{Secret}" } };

        var heartbeat = Look();
        var error = Assert.Throws<HotfixException>(() => Place(Address).Leave(Beat, default));

        Assert.Equal(2, heartbeat.ExitStatus);
        Assert.Equal(("HeartbeatFailed", $"http://{_server.Address.Authority}/…"), (error.Id, error.Target));
        foreach (var text in new[] { heartbeat.Message, heartbeat.Location, error.Message, error.WayOut, $"{error.Target}", $"{error.InnerException?.Message}" })
            Assert.DoesNotContain(Secret, text);
        Assert.DoesNotContain(Secret, string.Concat(_services.TakeLog()));
        Assert.All(_server.Requests, request => Assert.Equal($"127.0.0.1:{_server.Address.Port}", request.Header("Host")));
    }

    [Fact]
    public void What_passes_is_tried_again()
    {
        var asked = 0;
        _server.Answer = _ => ++asked == 1 ? new WebReply(503) : new WebReply(200);

        Place(Address).Leave(Beat, default);

        Assert.Equal(2, _server.Requests.Count);
    }

    [Fact]
    public void A_server_that_is_gone_is_not_known()
    {
        var place = Place("http://127.0.0.1:1/" + Secret);

        Assert.Equal(2, HotfixHeartbeat.Look(place, TimeSpan.FromHours(25), Beat.At, default).ExitStatus);
    }

    [Theory]
    [InlineData("http://example.com/a1b2c3d4-s3cret", "http://example.com/…")]
    [InlineData("ftp://example.com/a1b2c3d4-s3cret", "ftp://example.com/…")]
    [InlineData("https://ada:a1b2c3d4-s3cret@example.com/", "an address")]
    [InlineData("https:///a1b2c3d4-s3cret", "an address")]
    public void What_is_no_address_of_a_web_server_with_encryption_is_refused(string address, string name)
    {
        var error = Assert.Throws<HotfixException>(() => Place(address));

        Assert.Equal(("HeartbeatFailed", ErrorKind.InvalidArgument, name), (error.Id, error.Kind, error.Target));
        Assert.DoesNotContain(Secret, error.Message);
    }

    [Fact]
    public void It_may_be_kept_elsewhere()
    {
        var variable = "HOTFIX_TEST_" + Guid.NewGuid().ToString("N");
        Assert.Equal("SecretNotFound", Assert.Throws<HotfixException>(() => Place("env:" + variable)).Id);
        Environment.SetEnvironmentVariable(variable, Address);
        try
        {
            var place = Place("env:" + variable);
            Assert.Equal("env:" + variable, place.Name);
            place.Leave(Beat, default);
            Assert.Equal("/" + Secret, Assert.Single(_server.Requests).Path);
            Environment.SetEnvironmentVariable(variable, "last.json");
            Assert.Equal("/here/last.json", Place("env:" + variable).Name);
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
        }

        Assert.Equal("vault:ping", Place("vault:ping").Name);
        Assert.Equal("SecretNotFound", Assert.Throws<HotfixException>(() => Place("vault:none")).Id);
    }

    [Fact]
    public void A_path_is_a_file()
    {
        Assert.IsType<HeartbeatFile>(Place("last.json"));
        Assert.Equal("HeartbeatFailed", Assert.Throws<HotfixException>(() => _services.CreateHeartbeat("Env:", _ => null)).Id);
    }

    public void Dispose() => _server.Dispose();

    private IHeartbeatPlace Place(string place) => _services.CreateHeartbeat(place, path => "/here/" + path);

    private HotfixHeartbeat Look() => HotfixHeartbeat.Look(Place(Address), TimeSpan.FromHours(25), Beat.At, default);
}
