using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace HotfixTools.Services;

/// <summary>What a web service said.</summary>
/// <param name="Address">Who answered, after redirections.</param>
/// <param name="Status">The status.</param>
/// <param name="Headers">The header fields.</param>
/// <param name="MediaType">What the body is; empty where that is not said.</param>
/// <param name="Body">The body.</param>
/// <param name="Hidden">What the body must not show, whatever the server repeats.</param>
internal sealed record ServiceAnswer(Uri Address, HttpStatusCode Status, HttpResponseHeaders Headers, string MediaType, byte[] Body, HiddenWords Hidden)
{
    private const int Deepest = 64;
    private const char ByteOrderMark = '\uFEFF';

    private static readonly string[] Fields = ["x-github-request-id", "x-request-id", "request-id", "x-vss-e2eid", "activityid"];

    /// <summary>The body as text, without secrets.</summary>
    public string Text => Hidden.Hide(Encoding.UTF8.GetString(Body).TrimStart(ByteOrderMark));

    /// <summary>What the server calls the request, for those who run it; null where it does not say.</summary>
    public string? RequestId => Fields.Select(Field).FirstOrDefault(id => id is { Length: > 0 }) is { } id ? DisplayText.Clean(Hidden.Hide(id)) : null;

    /// <summary>A header field; null where it is not there.</summary>
    /// <param name="name">Its name.</param>
    public string? Field(string name) => Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    /// <summary>Who answered, and what they call the request: for messages.</summary>
    public string Origin => RequestId is { } id ? $"{Address.Host} (request {id})" : Address.Host;

    /// <summary>The body as JSON.</summary>
    /// <exception cref="ServiceException">It is something else.</exception>
    public JsonElement Json()
    {
        if (MediaType.Contains("html", StringComparison.OrdinalIgnoreCase))
            throw new ServiceException($"{Origin} answered with an HTML page; a page to log in, or of a proxy, is no answer");
        try
        {
            using var document = JsonDocument.Parse(Text, new JsonDocumentOptions { MaxDepth = Deepest });
            return document.RootElement.Clone();
        }
        catch (JsonException error)
        {
            throw new ServiceException($"{Origin} answered with what is not JSON, or only a part of it", error);
        }
    }
}
