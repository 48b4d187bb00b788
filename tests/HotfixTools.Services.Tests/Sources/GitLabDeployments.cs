using System.Globalization;
using System.Text.Json;
using HotfixTools.Testing;

namespace HotfixTools.Services.Tests;

/// <summary>The deployments of one project, as GitLab's API has them. What GitLab would not take, it does not take either.</summary>
internal sealed class GitLabDeployments : IDisposable
{
    private readonly List<Deployment> _deployments = [];

    public GitLabDeployments() => Server = new WebStandIn(Answer);

    public WebStandIn Server { get; }

    public string Token { get; } = "glpat-0123456789abcdefghij";

    /// <summary>Whether it passes over what state was asked for, as old servers do.</summary>
    public bool IgnoresStatus { get; set; }

    /// <summary>What it answers in place of what it should; null: what it should.</summary>
    public WebReply? Lie { get; set; }

    public GitLabSource Source(string? environment = null, string? token = null) => new(
        new ForgeSourceSettings("live", ForgeKind.GitLab, environment, new ReviewSettings()),
        new ForgePlace(new Uri(Server.Address, "api/v4/"), "group/sub/shop", new ServiceCredential("PRIVATE-TOKEN", string.Empty, token ?? Token)),
        new ServiceClient());

    public void Deploy(string sha, string status = "success", string environment = "production", int finished = 0) =>
        _deployments.Add(new Deployment(_deployments.Count + 1, sha, status, environment, new DateTimeOffset(2026, 1, 1, 0, finished == 0 ? _deployments.Count : finished, 0, TimeSpan.Zero)));

    public void Dispose() => Server.Dispose();

    private static WebReply Refuse(int status, string message) => WebReply.Json(JsonSerializer.Serialize(new { message }), status);

    private WebReply Answer(WebRequestSeen seen)
    {
        if (seen.Header("PRIVATE-TOKEN") is { } who && who != Token)
            return Refuse(401, "401 Unauthorized");
        if (seen.Method != "GET" || seen.Path != "/api/v4/projects/group%2Fsub%2Fshop/deployments" || seen.Header("PRIVATE-TOKEN") is null)
            return Refuse(404, "404 Project Not Found");
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(seen.Query);
        if (query.Keys.Except(["environment", "status", "order_by", "sort", "per_page", "page"]).Any())
            return Refuse(400, "no such parameter");
        if (query.TryGetValue("status", out var status) && status[0] is not ("created" or "running" or "success" or "failed" or "canceled" or "blocked"))
            return Refuse(400, "status does not have a valid value");
        if (query.TryGetValue("order_by", out var order) && order[0] is not ("id" or "iid" or "created_at" or "updated_at" or "finished_at" or "ref"))
            return Refuse(400, "order_by does not have a valid value");
        // https://docs.gitlab.com/api/deployments/: by the time of the end only where it is asked for what has ended.
        if (order == "finished_at" && status != "success")
            return Refuse(400, "order_by finished_at must be combined with status success");
        if (Lie is not null)
            return Lie;
        var found = _deployments.Where(one => (!query.TryGetValue("environment", out var name) || one.Environment == name) && (IgnoresStatus || status.Count == 0 || one.Status == status));
        found = order == "finished_at" ? found.OrderBy(one => one.FinishedAt) : found.OrderBy(one => one.Iid);
        if (query["sort"] == "desc")
            found = found.Reverse();
        return WebReply.Json(JsonSerializer.Serialize(found.Take(query.TryGetValue("per_page", out var size) ? int.Parse(size!, CultureInfo.InvariantCulture) : 20).Select(one => new
        {
            id = 40 + one.Iid, iid = one.Iid, @ref = "main", sha = one.Sha, status = one.Status, created_at = "2026-01-01T00:00:00.000Z", updated_at = "2026-01-01T00:00:00.000Z",
            user = new { id = 1, name = "Ada", username = "ada" }, environment = new { id = 9, name = one.Environment, external_url = "https://shop.example" },
            deployable = new { id = 664, finished_at = one.FinishedAt.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), web_url = "https://gitlab.com/group/sub/shop/-/jobs/664" },
        })));
    }

    private sealed record Deployment(int Iid, string Sha, string Status, string Environment, DateTimeOffset FinishedAt);
}
