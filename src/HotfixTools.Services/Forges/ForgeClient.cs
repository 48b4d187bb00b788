using System.Text.Json;
using System.Text.RegularExpressions;

namespace HotfixTools.Services;

/// <summary>Asks the API of one repository's forge. What goes wrong becomes <c>ForgeFailed</c>.</summary>
/// <param name="name">What people call the forge and the repository: <c>GitHub (acme/shop)</c>.</param>
/// <param name="place">Where it is, and who asks.</param>
/// <param name="headers">What each request has in its header.</param>
/// <param name="client">What sends.</param>
internal sealed partial class ForgeClient(string name, ForgePlace place, IReadOnlyDictionary<string, string> headers, ServiceClient client)
{
    private const int MostPages = 50;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>What people call the forge and the repository.</summary>
    public string Name => name;

    /// <summary>Whether redirections are followed. Where who is not known is sent to a page to log in, they are not.</summary>
    public bool FollowsRedirects { get; init; } = true;

    /// <summary>Does something that answers with JSON.</summary>
    /// <typeparam name="T">What is made of the answer.</typeparam>
    /// <param name="work">Asks, by the other members of this, and reads the answers.</param>
    /// <exception cref="HotfixException"><c>ForgeFailed</c>: no answer, or one of a shape that is not known.</exception>
    public async Task<T> Ask<T>(Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (ServiceException error)
        {
            throw HotfixErrors.ForgeFailed(name, error.Message, error);
        }
        catch (Exception error) when (error is InvalidOperationException or KeyNotFoundException or FormatException or JsonException)
        {
            throw HotfixErrors.ForgeFailed(name, "its answer is of a shape that is not known", error);
        }
    }

    /// <summary>Asks for JSON.</summary>
    /// <param name="what">What comes after the address of the API.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<JsonElement> Get(string what, CancellationToken cancellation) =>
        (await Send(HttpMethod.Get, what, null, [], cancellation).ConfigureAwait(false)).Json();

    /// <summary>Asks for JSON; null where there is no such thing.</summary>
    /// <param name="what">What comes after the address of the API.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<JsonElement?> Find(string what, CancellationToken cancellation)
    {
        var answer = await Send(HttpMethod.Get, what, null, [404], cancellation).ConfigureAwait(false);
        return (int)answer.Status == 404 ? null : answer.Json();
    }

    /// <summary>Asks for a list, page by page, as the answers link to the next (RFC 8288).</summary>
    /// <param name="what">What comes after the address of the API.</param>
    /// <param name="list">The member of each page that has the list; null: the page is the list.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<List<JsonElement>> GetAll(string what, string? list, CancellationToken cancellation)
    {
        List<JsonElement> all = [];
        var next = place.Address(what);
        for (var page = 1; ; page++)
        {
            var answer = await client.Send(Request(HttpMethod.Get, next, null, []), cancellation).ConfigureAwait(false);
            var json = answer.Json();
            all.AddRange((list is null ? json : json.GetProperty(list)).EnumerateArray());
            if (NextOf(answer) is not { } link)
                return all;
            if (link.GetLeftPart(UriPartial.Authority) != next.GetLeftPart(UriPartial.Authority))
                throw new ServiceException($"{answer.Origin} names another server for its next page");
            if (page == MostPages)
                throw new ServiceException($"{answer.Origin} has more than {MostPages} pages of one list");
            next = link;
        }
    }

    /// <summary>Asks for JSON by a POST that changes nothing, such as a query of GraphQL.</summary>
    /// <param name="what">What comes after the address of the API.</param>
    /// <param name="body">What becomes JSON.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<JsonElement> Query(string what, object body, CancellationToken cancellation) =>
        (await client.Send(Request(HttpMethod.Post, place.Address(what), body, []) with { MayRepeat = true }, cancellation).ConfigureAwait(false)).Json();

    /// <summary>Sends something. What may have been done is not sent again.</summary>
    /// <param name="method">POST and so on.</param>
    /// <param name="what">What comes after the address of the API.</param>
    /// <param name="body">What becomes JSON; null for nothing.</param>
    /// <param name="accepted">The statuses that are an answer too, beside those of success.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<ServiceAnswer> Send(HttpMethod method, string what, object? body, IReadOnlyCollection<int> accepted, CancellationToken cancellation) =>
        client.Send(Request(method, place.Address(what), body, accepted), cancellation);

    private ServiceRequest Request(HttpMethod method, Uri address, object? body, IReadOnlyCollection<int> accepted) => new(method, address)
    {
        Headers = headers,
        Credential = place.Credential,
        Body = body is null ? null : JsonSerializer.SerializeToUtf8Bytes(body),
        Timeout = Timeout,
        MayRepeat = method == HttpMethod.Get,
        Accepted = accepted,
        FollowsRedirects = FollowsRedirects,
    };

    // An address may have commas and semicolons in it: it ends with its bracket, and not before.
    private static Uri? NextOf(ServiceAnswer answer)
    {
        if (!answer.Headers.TryGetValues("Link", out var values))
            return null;
        foreach (var link in values.SelectMany(value => LinkForm().Matches(value)))
        {
            var relations = link.Groups["relation"].Captures.SelectMany(relation => relation.Value.Trim('"').Split(' '));
            if (relations.Contains("next", StringComparer.OrdinalIgnoreCase))
                return new Uri(answer.Address, link.Groups["to"].Value.Trim());
        }

        return null;
    }

    [GeneratedRegex("""<(?<to>[^>]*)>(?:\s*;\s*(?:rel\s*=\s*(?<relation>"[^"]*"|[^\s",;]+)|[^\s=,;]+(?:\s*=\s*(?:"[^"]*"|[^\s",;]*))?))*""", RegexOptions.IgnoreCase)]
    private static partial Regex LinkForm();
}
