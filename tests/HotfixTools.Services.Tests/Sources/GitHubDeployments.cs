using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using HotfixTools.Testing;

namespace HotfixTools.Services.Tests;

/// <summary>
/// The deployments of one repository, as GitHub's API has them: newest first, in pages, without a filter by state, and with
/// the older ones made inactive by a later success. What GitHub would not take, it does not take either.
/// </summary>
internal sealed partial class GitHubDeployments : IDisposable
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<Deployment> _deployments = [];
    private DateTimeOffset _now = Begin;

    public GitHubDeployments() => Server = new WebStandIn(Answer);

    public WebStandIn Server { get; }

    public string Token { get; } = "ghp_0123456789abcdefghijABCDEFGHIJ012345";

    /// <summary>Whether the repository has another name now.</summary>
    public bool IsRenamed { get; set; }

    /// <summary>What the list answers in place of what it should; null: what it should.</summary>
    public WebReply? Lie { get; set; }

    public GitHubSource Source(string? environment = null, string? token = null) => new(
        new ForgeSourceSettings("live", ForgeKind.GitHub, environment, new ReviewSettings()),
        new ForgePlace(Server.Address, "ada/shop", ServiceCredential.Bearer(token ?? Token)),
        new ServiceClient());

    public void Deploy(string sha, params string[] states) => DeployTo("production", sha, states);

    public void DeployTo(string environment, string sha, params string[] states)
    {
        var deployment = new Deployment(1000 + _deployments.Count, sha, environment, Later());
        foreach (var state in states)
        {
            deployment.Statuses.Insert(0, (state, Later()));
            if (state != "success")
                continue;
            foreach (var older in _deployments.Where(older => older.Environment == environment && older.Statuses.Count > 0 && older.Statuses[0].State == "success"))
                older.Statuses.Insert(0, ("inactive", Later()));
        }

        _deployments.Insert(0, deployment);
    }

    public void Dispose() => Server.Dispose();

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static WebReply Refuse(int status, string message) => WebReply.Json(JsonSerializer.Serialize(new { message, documentation_url = "https://docs.github.com/rest", status = status.ToString(CultureInfo.InvariantCulture) }), status);

    private DateTimeOffset Later() => _now += TimeSpan.FromMinutes(1);

    private WebReply Answer(WebRequestSeen seen)
    {
        if (seen.Header("User-Agent") is null)
            return Refuse(403, "Request forbidden by administrative rules. Please make sure your request has a User-Agent header");
        if (seen.Header("Accept") != "application/vnd.github+json")
            return Refuse(415, "Unsupported 'Accept' header");
        if (seen.Header("X-GitHub-Api-Version") is not ("2022-11-28" or "2026-03-10"))
            return Refuse(400, "not a supported version");
        if (seen.Header("Authorization") is { } who && who != "Bearer " + Token)
            return Refuse(401, "Bad credentials");
        if (seen.Method != "GET" || seen.Header("Authorization") is null)
            return Refuse(404, "Not Found");
        var path = seen.Path.Replace("/repositories/17/", "/repos/ada/shop/");
        if (IsRenamed && path == seen.Path)
            return Refuse(301, "Moved Permanently") with { Headers = WebReply.MovedTo(Server.Address + seen.Path[1..].Replace("repos/ada/shop", "repositories/17") + seen.Query, 301).Headers };
        if (path == "/repos/ada/shop/deployments")
            return Lie ?? List(seen);
        return StatusesPath().Match(path) is { Success: true } match && _deployments.Find(one => one.Id == int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)) is { } deployment
            ? WebReply.Json(JsonSerializer.Serialize(deployment.Statuses.Select(status => new
            {
                id = 1, state = status.State, environment = deployment.Environment, created_at = Text(status.At), updated_at = Text(status.At),
                target_url = "", log_url = $"https://github.com/ada/shop/actions/runs/{deployment.Id}", environment_url = "", creator = new { login = "github-actions[bot]" },
            })))
            : Refuse(404, "Not Found");
    }

    private WebReply List(WebRequestSeen seen)
    {
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(seen.Query);
        if (query.Keys.Except(["environment", "sha", "ref", "task", "per_page", "page"]).Any())
            return Refuse(422, "no such parameter");
        var size = query.TryGetValue("per_page", out var wanted) ? int.Parse(wanted!, CultureInfo.InvariantCulture) : 30;
        var page = query.TryGetValue("page", out var number) ? int.Parse(number!, CultureInfo.InvariantCulture) : 1;
        if (size is < 1 or > 100 || page < 1)
            return Refuse(422, "Validation Failed");
        var found = _deployments.Where(one => !query.TryGetValue("environment", out var name) || string.Equals(one.Environment, name, StringComparison.OrdinalIgnoreCase)).ToList();
        return WebReply.Json(JsonSerializer.Serialize(found.Skip((page - 1) * size).Take(size).Select(one => new
        {
            id = one.Id, sha = one.Sha, @ref = "master", task = "deploy", environment = one.Environment, creator = new { login = "ada" },
            created_at = Text(one.At), updated_at = Text(one.At), statuses_url = $"{Server.Address}repos/ada/shop/deployments/{one.Id}/statuses", payload = new { }, transient_environment = false,
        })));
    }

    [GeneratedRegex("^/repos/ada/shop/deployments/([0-9]+)/statuses$")]
    private static partial Regex StatusesPath();

    private sealed record Deployment(int Id, string Sha, string Environment, DateTimeOffset At)
    {
        public List<(string State, DateTimeOffset At)> Statuses { get; } = [];
    }
}
