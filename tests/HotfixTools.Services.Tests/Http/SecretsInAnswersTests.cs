using System.Text;
using System.Text.Json;
using HotfixTools.Testing;

namespace HotfixTools.Services.Tests;

/// <summary>Servers that repeat what they were told: no secret comes back in a message, an exception or a log line.</summary>
public sealed class SecretsInAnswersTests : IDisposable
{
    private const string Token = "gh/p+Ab 9&\"xyz-0123456789";

    private readonly List<string> _log = [];
    private readonly WebStandIn _server = new(_ => new WebReply(400));

    public static TheoryData<string> Forms() =>
    [
        Token, Token.ToUpperInvariant(), Uri.EscapeDataString(Token), Uri.EscapeDataString(Token).ToLowerInvariant(), System.Net.WebUtility.UrlEncode(Token),
        System.Net.WebUtility.HtmlEncode(Token), JsonSerializer.Serialize(Token), Token.Replace("/", "\\/"), Base64(Token), Base64(":" + Token), Base64(":" + Token).TrimEnd('='),
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_token_is_not_shown_however_it_is_repeated(string form) =>
        Assert.Contains("bad token ***", (await Fails(ServiceCredential.Bearer(Token), $"bad token {form}.")).Message.Replace("\"***\"", "***"));

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Nor_is_one_that_is_sent_as_a_password(string form) =>
        Assert.Contains("bad token ***", (await Fails(ServiceCredential.Password(Token), $"bad token {form}.")).Message.Replace("\"***\"", "***"));

    [Theory]
    [InlineData("user:")]
    [InlineData("ab:")]
    [InlineData("abc:")]
    public async Task Nor_is_most_of_one_beside_a_name_in_base64(string user)
    {
        var sent = Base64(user + Token);
        var error = await Fails(ServiceCredential.Bearer(Token), $"bad token {sent}.");
        Assert.DoesNotContain(sent[8..16], error.Message);
    }

    [Fact]
    public async Task Nor_is_one_in_the_name_of_the_request()
    {
        _server.Answer = _ => new WebReply(404) { Headers = new Dictionary<string, string> { ["X-Request-Id"] = Token } };
        AssertHidden(await Assert.ThrowsAsync<ServiceException>(() => Ask(ServiceCredential.Bearer(Token))));
    }

    [Fact]
    public async Task Nor_is_one_in_an_answer_that_is_good()
    {
        _server.Answer = _ => WebReply.Json(JsonSerializer.Serialize(new { echoed = Token }));
        Assert.Equal("***", (await Ask(ServiceCredential.Bearer(Token))).Json().GetProperty("echoed").GetString());
    }

    [Fact]
    public async Task Nor_is_one_that_is_cut_in_two_at_the_end_of_the_words() =>
        await Fails(ServiceCredential.Bearer(Token), new string('x', 285) + Token + new string('x', 100));

    [Fact]
    public async Task Nor_is_one_in_the_path_of_a_redirection()
    {
        _server.Answer = seen => seen.Path == "/" ? WebReply.MovedTo($"/login/{Uri.EscapeDataString(Token)}?t={Uri.EscapeDataString(Token)}#{Uri.EscapeDataString(Token)}") : new WebReply(404);
        AssertHidden(await Assert.ThrowsAsync<ServiceException>(() => Ask(ServiceCredential.Bearer(Token))));
        Assert.Contains(_log, line => line.EndsWith("/login/***: 404", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_query_of_an_address_is_not_logged()
    {
        _server.Answer = _ => new WebReply(200);
        await new ServiceClient(_log.Add).Send(new ServiceRequest(HttpMethod.Get, new Uri(_server.Address, "page?sig=abc#part")), TestContext.Current.CancellationToken);
        Assert.Equal([$"GET {_server.Address}page: 200"], _log);
    }

    [Fact]
    public void No_secret_is_in_the_text_of_what_holds_one()
    {
        Assert.DoesNotContain(Token, ServiceCredential.Bearer(Token).ToString());
        Assert.DoesNotContain(Token, ServiceCredential.Password(Token).ToString());
        Assert.DoesNotContain(Token, new HostSecret(new SecretReference(SecretStore.Environment, "NAME"), Token, null).ToString());
    }

    [Fact]
    public void Nor_is_one_of_an_address_in_what_was_thrown()
    {
        var error = new ServiceException("It failed", new HttpRequestException($"\u001b https://ada:{Uri.EscapeDataString(Token)}@example.com/"));
        AssertHidden(error);
        Assert.DoesNotContain('\u001b', error.ToString());
        // Its status decides what is done next.
        Assert.Same(error, HotfixErrors.ForgeFailed("GitHub", "It failed", error).InnerException);
    }

    public void Dispose() => _server.Dispose();

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private async Task<ServiceException> Fails(ServiceCredential credential, string words)
    {
        _server.Answer = _ => new WebReply(400, words);
        var error = await Assert.ThrowsAsync<ServiceException>(() => Ask(credential));
        AssertHidden(error);
        return error;
    }

    private void AssertHidden(Exception error) =>
        Assert.All([error.ToString(), .. _log], text => Assert.All(Forms().Select(form => form.Data[..12]), part => Assert.DoesNotContain(part, text, StringComparison.OrdinalIgnoreCase)));

    private Task<ServiceAnswer> Ask(ServiceCredential credential) =>
        new ServiceClient(_log.Add).Send(new ServiceRequest(HttpMethod.Get, _server.Address) { Credential = credential }, TestContext.Current.CancellationToken);
}
