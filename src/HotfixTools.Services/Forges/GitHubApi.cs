using System.Text.Json;

namespace HotfixTools.Services;

/// <summary>One repository of GitHub: its REST API, and the GraphQL beside it for what REST does not have.</summary>
/// <param name="place">Where it is, and who asks.</param>
/// <param name="client">What sends.</param>
internal sealed class GitHubApi(ForgePlace place, ServiceClient client)
{
    private readonly ForgeClient _client = new($"GitHub ({place.Repository})", place, ForgePlace.GitHubHeaders, client);

    /// <summary>What people call it: <c>GitHub (acme/shop)</c>.</summary>
    public string Name => _client.Name;

    /// <summary>Who has the repository.</summary>
    public string Owner => place.Repository.Split('/')[0];

    // At github.com and its likes beside the API, at a server in place of "v3".
    private string GraphPath => place.Api.AbsolutePath.EndsWith("/v3/", StringComparison.Ordinal) ? "../graphql" : "graphql";

    /// <inheritdoc cref="ForgeClient.Ask{T}"/>
    public Task<T> Ask<T>(Func<Task<T>> work) => _client.Ask(work);

    /// <summary>Asks for JSON.</summary>
    /// <param name="what">What comes after the address of the repository.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<JsonElement> Get(string what, CancellationToken cancellation) => _client.Get(Path(what), cancellation);

    /// <summary>Asks for JSON; null where there is no such thing.</summary>
    /// <param name="what">What comes after the address of the repository.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<JsonElement?> Find(string what, CancellationToken cancellation) => _client.Find(Path(what), cancellation);

    /// <summary>Asks for a list, page by page.</summary>
    /// <param name="what">What comes after the address of the repository.</param>
    /// <param name="list">The member of each page that has the list; null: the page is the list.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<List<JsonElement>> GetAll(string what, string? list, CancellationToken cancellation) => _client.GetAll(Path(what), list, cancellation);

    /// <summary>Sends something.</summary>
    /// <param name="method">POST and so on.</param>
    /// <param name="what">What comes after the address of the repository.</param>
    /// <param name="body">What becomes JSON.</param>
    /// <param name="accepted">The statuses that are an answer too, beside those of success.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<ServiceAnswer> Send(HttpMethod method, string what, object body, IReadOnlyCollection<int> accepted, CancellationToken cancellation) =>
        _client.Send(method, Path(what), body, accepted, cancellation);

    /// <summary>Asks by GraphQL; the answer may have <c>errors</c> in place of <c>data</c>, or beside it.</summary>
    /// <param name="query">The query.</param>
    /// <param name="variables">Its variables.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<JsonElement> Query(string query, object variables, CancellationToken cancellation) => _client.Query(GraphPath, new { query, variables }, cancellation);

    /// <summary>Changes something by GraphQL; the answer may have <c>errors</c> in place of <c>data</c>.</summary>
    /// <param name="mutation">The mutation.</param>
    /// <param name="variables">Its variables.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<JsonElement> Mutate(string mutation, object variables, CancellationToken cancellation) =>
        (await _client.Send(HttpMethod.Post, GraphPath, new { query = mutation, variables }, [], cancellation).ConfigureAwait(false)).Json();

    /// <summary>Asks by GraphQL for members of a pull request; null where they cannot be had, whatever the reason.</summary>
    /// <param name="handle">The node id of the pull request.</param>
    /// <param name="members">The members.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<JsonElement?> FindByGraph(string? handle, string members, CancellationToken cancellation)
    {
        try
        {
            return handle is null ? null : (await Query(OfPullRequest(members), new { id = handle }, cancellation).ConfigureAwait(false)).Member("data", "node");
        }
        catch (ServiceException)
        {
            // Not every server has it, and not every token may use it.
            return null;
        }
    }

    /// <summary>A query for members of a pull request, whose node id is the variable <c>id</c>.</summary>
    /// <param name="members">The members.</param>
    public static string OfPullRequest(string members) => $"query($id: ID!) {{ node(id: $id) {{ ... on PullRequest {{ {members} }} }} }}";

    private string Path(string what) => $"repos/{place.Path}/{what}";
}
