using HotfixTools.Testing;

namespace HotfixTools.Services.Tests;

/// <summary>What every forge is asked by: lists in pages, and answers that are none.</summary>
public sealed class ForgeClientTests : IDisposable
{
    private const string Token = "t0ken-of-nobody-else";

    private readonly WebStandIn _server = new(_ => WebReply.Json("[]"));

    [Theory]
    [InlineData("<{0}next?page=2&names=a,b;c>; rel=\"next\", <{0}next?page=9>; rel=\"last\"")]
    [InlineData("<{0}next?page=9>; rel=\"last\", <{0}next?page=2&names=a,b;c>; rel=\"next\"")]
    [InlineData("<{0}first>; title=\"a, <b>; rel=next\"; rel=first, <{0}next?page=2&names=a,b;c>; title=\"x\"; rel=next")]
    [InlineData("</next?page=2&names=a,b;c>;rel=\"prefetch next\"")]
    [InlineData("<next?page=2&names=a,b;c> ; REL = \"NEXT\"")]
    public async Task A_list_is_read_page_by_page(string link)
    {
        _server.Answer = seen => seen.Path == "/list"
            ? Page("[1,2]", link.Replace("{0}", _server.Address.AbsoluteUri))
            : Page("[3]", $"<{_server.Address}list>; rel=\"prev\"");
        Assert.Equal([1, 2, 3], (await Client().Ask(() => Client().GetAll("list", null, Cancellation))).Select(item => item.GetInt32()));
        Assert.Equal(["/list", "/next?page=2&names=a,b;c"], _server.Requests.Select(seen => seen.Path + seen.Query));
        Assert.All(_server.Requests, seen => Assert.Equal(($"Bearer {Token}", "yes"), (seen.Header("Authorization"), seen.Header("X-Special"))));
    }

    [Fact]
    public async Task So_is_one_in_a_member()
    {
        _server.Answer = seen => seen.Query.Length == 0 ? Page("""{"runs":[1]}""", "<?page=2>; rel=next") : WebReply.Json("""{"runs":[2]}""");
        Assert.Equal([1, 2], (await Client().Ask(() => Client().GetAll("list", "runs", Cancellation))).Select(item => item.GetInt32()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("next")]
    [InlineData("<next>")]
    [InlineData("<next>; rel=\"previous\"")]
    [InlineData("<next>; rev=next")]
    public async Task Without_a_link_to_the_next_it_is_over(string link)
    {
        _server.Answer = _ => Page("[1]", link);
        Assert.Single(await Client().Ask(() => Client().GetAll("list", null, Cancellation)));
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task A_page_at_another_server_is_not_asked_for()
    {
        using var other = new WebStandIn(_ => WebReply.Json("[2]"));
        foreach (var address in new[] { other.Address, _server.OtherAddress, new Uri($"https://127.0.0.1:{_server.Address.Port}/") })
        {
            _server.Answer = _ => Page("[1]", $"<{address}>; rel=\"next\"");
            Assert.Contains("127.0.0.1 names another server for its next page", (await Fails(client => client.GetAll("list", null, Cancellation))).Message);
        }

        Assert.Equal((3, 0), (_server.Requests.Count, other.Requests.Count));
    }

    [Fact]
    public async Task A_list_without_end_is_given_up()
    {
        _server.Answer = seen => Page("[1]", $"<{_server.Address}list?{_server.Requests.Count}>; rel=\"next\"");
        Assert.Contains("more than 50 pages", (await Fails(client => client.GetAll("list", null, Cancellation))).Message);
        Assert.Equal(50, _server.Requests.Count);
    }

    [Theory]
    [InlineData("""{"message":"x"}""", null)]
    [InlineData("null", null)]
    [InlineData("""{"other":[]}""", "runs")]
    [InlineData("""{"runs":{}}""", "runs")]
    public async Task What_is_no_list_is_of_no_shape_that_is_known(string body, string? member)
    {
        _server.Answer = _ => WebReply.Json(body);
        Assert.Contains("shape that is not known", (await Fails(client => client.GetAll("list", member, Cancellation))).Message);
    }

    [Fact]
    public async Task What_is_not_there_is_nothing_or_wrong_as_it_is_asked()
    {
        _server.Answer = _ => WebReply.Json("""{"message":"Not Found"}""", 404);
        Assert.Null(await Client().Ask(() => Client().Find("thing", Cancellation)));
        Assert.Contains("status 404", (await Fails(client => client.Get("thing", Cancellation))).Message);
    }

    [Fact]
    public async Task What_changes_something_is_sent_once_and_what_asks_until_it_is_answered()
    {
        var stumble = new WebReply(502) { Headers = new Dictionary<string, string> { ["Retry-After"] = "0" } };
        _server.Answer = _ => _server.Requests.Count % 2 == 1 ? stumble : WebReply.Json("{}");
        await Fails(client => client.Send(HttpMethod.Post, "thing", new { a = 1 }, [], Cancellation));
        Assert.Single(_server.Requests);
        _server.Answer = _ => _server.Requests.Count % 2 == 0 ? stumble : WebReply.Json("{}");
        await Client().Ask(() => Client().Query("thing", new { a = 1 }, Cancellation));
        Assert.Equal(["{\"a\":1}", "{\"a\":1}", "{\"a\":1}"], _server.Requests.Select(seen => seen.Body));
    }

    public void Dispose() => _server.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static WebReply Page(string body, string link) => WebReply.Json(body) with { Headers = new Dictionary<string, string> { ["Link"] = link } };

    private ForgeClient Client() => new(
        "Forge (acme/shop)", new ForgePlace(_server.Address, "acme/shop", ServiceCredential.Bearer(Token)), new Dictionary<string, string> { ["X-Special"] = "yes" }, new ServiceClient());

    private async Task<HotfixException> Fails<T>(Func<ForgeClient, Task<T>> ask)
    {
        var error = await Assert.ThrowsAsync<HotfixException>(() => Client().Ask(() => ask(Client())));
        Assert.Equal("ForgeFailed", error.Id);
        Assert.StartsWith("Forge (acme/shop) cannot be asked: ", error.Message);
        Assert.DoesNotContain(Token, error.ToString());
        return error;
    }
}
