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

    /// <summary>The body as text, without secrets.</summary>
    public string Text => Hidden.Hide(Encoding.UTF8.GetString(Body).TrimStart(ByteOrderMark));

    /// <summary>The body as JSON.</summary>
    /// <exception cref="ServiceException">It is something else.</exception>
    public JsonElement Json()
    {
        if (MediaType.Contains("html", StringComparison.OrdinalIgnoreCase))
            throw new ServiceException($"{Address.Host} answered with an HTML page; a page to log in, or of a proxy, is no answer");
        try
        {
            using var document = JsonDocument.Parse(Text, new JsonDocumentOptions { MaxDepth = Deepest });
            return document.RootElement.Clone();
        }
        catch (JsonException error)
        {
            throw new ServiceException($"{Address.Host} answered with what is not JSON, or only a part of it", error);
        }
    }
}
