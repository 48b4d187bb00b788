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
internal sealed record ServiceAnswer(Uri Address, HttpStatusCode Status, HttpResponseHeaders Headers, string MediaType, byte[] Body)
{
    private const int Deepest = 64;

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The body as JSON.</summary>
    /// <exception cref="ServiceException">It is something else.</exception>
    public JsonElement Json()
    {
        if (MediaType.Contains("html", StringComparison.OrdinalIgnoreCase))
            throw new ServiceException($"{Address.Host} answered with an HTML page; a page to log in, or of a proxy, is no answer");
        try
        {
            using var document = JsonDocument.Parse(Body, new JsonDocumentOptions { MaxDepth = Deepest });
            return document.RootElement.Clone();
        }
        catch (JsonException error)
        {
            throw new ServiceException($"{Address.Host} answered with what is not JSON, or only a part of it", error);
        }
    }
}
