using System.Globalization;
using System.Text.Json;

namespace HotfixTools.Testing.Forges;

/// <summary>
/// GitHub, at the addresses of a server of its own (<c>/api/v3</c>, <c>/api/graphql</c>), as its descriptions of REST and
/// GraphQL have it. Where practice is known to differ from them, as practice has it.
/// </summary>
/// <param name="repository">The bare repository, as the team pushes to it.</param>
public sealed partial class GitHubStandIn(string repository) : ForgeStandIn(repository)
{
    private const string Root = "/api/v3";
    private const string ById = "/repositories/17";
    private const int LimitAnHour = 5000;

    private int _asked;

    /// <inheritdoc/>
    public override string Kind => "github";

    /// <inheritdoc/>
    public override string Api => Server.Address + "api/v3";

    /// <summary>Whether the repository has another name now: what is asked by the old one is sent on.</summary>
    public bool IsRenamed { get; set; }

    /// <summary>The most items of a page, however many are asked for.</summary>
    public int PageSize { get; set; } = 100;

    /// <summary>Whether who asks may change anything.</summary>
    public bool MayWrite { get; set; } = true;

    /// <summary>Whether it answers as its version 2026-03-10 does, which tells less.</summary>
    public bool IsNewVersion { get; set; }

    private string FullName => IsRenamed ? "acme/store" : Repository;

    /// <summary>What is answered to who asked more often than an hour allows.</summary>
    /// <param name="reset">When there will be something to give again, by the clock of the forge.</param>
    /// <param name="now">The clock of the forge.</param>
    public static WebReply Limited(DateTimeOffset reset, DateTimeOffset now) => Error(403, "API rate limit exceeded for user ID 1.") with
    {
        Headers = new Dictionary<string, string>
        {
            ["x-ratelimit-limit"] = "5000", ["x-ratelimit-remaining"] = "0", ["x-ratelimit-used"] = "5000", ["x-ratelimit-resource"] = "core",
            ["x-ratelimit-reset"] = reset.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), ["Date"] = now.ToString("r", CultureInfo.InvariantCulture),
        },
    };

    /// <summary>What is answered to who asked too much at once.</summary>
    /// <param name="retryAfter">After how many seconds to ask again; null: that is not said.</param>
    public static WebReply LimitedForNow(int? retryAfter) => Error(403, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.") with
    {
        Headers = retryAfter is { } seconds ? new Dictionary<string, string> { ["Retry-After"] = seconds.ToString(CultureInfo.InvariantCulture) } : [],
    };

    /// <inheritdoc/>
    protected override WebReply Refuse(RequestViolation violation) => Error(422, "Invalid request.\n\n" + violation.Message);

    /// <inheritdoc/>
    protected override WebReply Handle(WebRequestSeen seen)
    {
        var reply = seen.Path == "/api/graphql" ? Graph(seen) : Rest(seen);
        var headers = new Dictionary<string, string>(reply.Headers)
        {
            ["x-github-request-id"] = $"C0DE:{++_asked:X4}",
            ["x-ratelimit-limit"] = LimitAnHour.ToString(CultureInfo.InvariantCulture),
            ["x-ratelimit-remaining"] = (LimitAnHour - _asked).ToString(CultureInfo.InvariantCulture),
            ["x-ratelimit-reset"] = Later().AddHours(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        };
        if (ClockSkew != TimeSpan.Zero)
            headers["Date"] = Later().ToString("r", CultureInfo.InvariantCulture);
        return reply with { Headers = headers };
    }

    private WebReply Rest(WebRequestSeen seen)
    {
        Demand(seen.Path.StartsWith(Root + "/", StringComparison.Ordinal), "it is not below /api/v3");
        Demand(seen.Header("Accept") is "application/vnd.github+json" or "application/vnd.github.v3+json", $"it accepts {seen.Header("Accept")}");
        Demand(seen.Header("X-GitHub-Api-Version") is "2022-11-28" or "2026-03-10", "it names no version of the API");
        if (Stranger(seen) is { } stranger)
            return stranger;

        var path = seen.Path[Root.Length..];
        var byName = "/repos/" + Repository;
        if (IsRenamed && (path == byName || path.StartsWith(byName + "/", StringComparison.Ordinal)))
            return Moved(seen, ById + path[byName.Length..]);
        Demand(path.StartsWith(byName + "/", StringComparison.Ordinal) || path.StartsWith(ById + "/", StringComparison.Ordinal), "it is of another repository");
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries)[(path.StartsWith(ById, StringComparison.Ordinal) ? 2 : 3)..].Select(Uri.UnescapeDataString).ToArray();
        if (seen.Method == "GET")
            NoBody(seen);
        else if (!MayWrite)
            return Error(403, "Resource not accessible by personal access token");
        return Route(seen, parts);
    }

    private WebReply Route(WebRequestSeen seen, string[] parts) => (seen.Method, parts) switch
    {
        ("GET", ["pulls"]) => ListPullRequests(seen),
        ("POST", ["pulls"]) => OpenPullRequest(seen),
        ("GET", ["pulls", var number]) => ReadPullRequest(seen, number),
        ("PATCH", ["pulls", var number]) => ChangePullRequest(seen, number),
        ("GET", ["pulls", var number, "reviews"]) => ListReviews(seen, number),
        ("PUT", ["pulls", var number, "merge"]) => MergePullRequest(seen, number),
        ("GET", ["commits", var sha, "status"]) => CombineStatuses(seen, sha),
        ("GET", ["commits", var sha, "check-runs"]) => ListCheckRuns(seen, sha),
        ("POST", ["statuses", var sha]) => SetStatus(seen, sha),
        ("GET", ["rules", "branches", .. var branch]) => ListRules(seen, string.Join('/', branch)),
        ("GET", ["branches", .. var branch]) => ReadBranch(seen, string.Join('/', branch)),
        ("GET", ["deployments"]) => ListDeployments(seen),
        ("POST", ["deployments"]) => MakeDeployment(seen),
        ("GET", ["deployments", var id]) => DeploymentOf(id) is { } found ? Json(Shape(found)) : Error(404, "Not Found"),
        ("GET", ["deployments", var id, "statuses"]) => ListDeploymentStatuses(seen, id),
        ("POST", ["deployments", var id, "statuses"]) => AddDeploymentStatus(seen, id),
        _ => throw new RequestViolation("there is no such call"),
    };

    // Who may see nothing is told that there is nothing.
    private static WebReply? Stranger(WebRequestSeen seen) => seen.Header("Authorization") switch
    {
        null => Error(404, "Not Found"),
        "Bearer " + Token or "token " + Token => null,
        _ => Error(401, "Bad credentials"),
    };

    private WebReply Moved(WebRequestSeen seen, string path)
    {
        var address = $"{Server.Address}{Root[1..]}{path}{seen.Query}";
        var body = JsonSerializer.Serialize(new { message = "Moved Permanently", url = address, documentation_url = "https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api#follow-redirects" });
        return WebReply.Json(body, seen.Method == "GET" ? 301 : 307) with { Headers = new Dictionary<string, string> { ["Location"] = address } };
    }

    private WebReply Page<T>(WebRequestSeen seen, Dictionary<string, string> query, IEnumerable<T> items, Func<IReadOnlyList<T>, object> shape)
    {
        var size = Math.Min(Whole(query, "per_page", 30), PageSize);
        var page = Whole(query, "page", 1);
        var all = items.ToList();
        var last = Math.Max(1, (all.Count + size - 1) / size);
        string To(int number)
        {
            var others = seen.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Where(pair => !pair.StartsWith("page=", StringComparison.Ordinal));
            var path = seen.Path.Replace("/repos/" + Repository, ById, StringComparison.Ordinal);
            return $"<{Server.Address}{path[1..]}?{string.Join('&', [.. others, $"page={number}"])}>";
        }

        var links = page < last ? $"{To(page + 1)}; rel=\"next\", {To(last)}; rel=\"last\"" : page > 1 ? $"{To(page - 1)}; rel=\"prev\", {To(1)}; rel=\"first\"" : string.Empty;
        var reply = Json(shape([.. all.Skip((page - 1) * size).Take(size)]));
        return links.Length == 0 ? reply : reply with { Headers = new Dictionary<string, string> { ["Link"] = links } };
    }

    private static int Whole(Dictionary<string, string> query, string name, int usual)
    {
        if (!query.TryGetValue(name, out var text))
            return usual;
        Demand(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && (name != "per_page" || number <= 100), $"{name} is {text}");
        return number;
    }

    private static WebReply Json(object value, int status = 200) => WebReply.Json(JsonSerializer.Serialize(value), status);

    private static WebReply Error(int status, string message) =>
        Json(new { message, documentation_url = "https://docs.github.com/rest", status = status.ToString(CultureInfo.InvariantCulture) }, status);

    private static WebReply Invalid(params object[] errors) =>
        Json(new { message = "Validation Failed", errors, documentation_url = "https://docs.github.com/rest", status = "422" }, 422);

    private static object User(string login) => new { login, id = login.Length + 1000, node_id = "U_" + login, type = login.EndsWith("[bot]", StringComparison.Ordinal) ? "Bot" : "User", site_admin = false };
}
