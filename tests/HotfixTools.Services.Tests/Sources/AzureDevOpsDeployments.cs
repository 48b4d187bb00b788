using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using HotfixTools.Testing;

namespace HotfixTools.Services.Tests;

/// <summary>
/// The environments, deployment records and runs of one project, as Azure DevOps has them: a record names the run, and only
/// the run its commit. Whoever is not let in gets a page to log in. What the service would not take, it does not take either.
/// </summary>
internal sealed partial class AzureDevOpsDeployments : IDisposable
{
    private readonly List<Record> _records = [];

    public AzureDevOpsDeployments() => Server = new WebStandIn(Answer);

    public WebStandIn Server { get; }

    public string Token { get; } = "pat0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>How it refuses: a redirection, or a page with the status 203.</summary>
    public int StatusOfLogin { get; set; } = 302;

    /// <summary>What the records answer in place of what they should; null: what they should.</summary>
    public WebReply? Lie { get; set; }

    public AzureDevOpsSource Source(string? environment = null, string? token = null) => new(
        new ForgeSourceSettings("live", ForgeKind.AzureDevOps, environment, new ReviewSettings()),
        new ForgePlace(Server.Address, "acme/My Project/shop", ServiceCredential.Password(token ?? Token)),
        new ServiceClient());

    public void Deploy(string sha, string result = "succeeded", string repository = "shop", string environment = "production") =>
        _records.Insert(0, new Record(500 + _records.Count, sha, result, repository, environment));

    public void Dispose() => Server.Dispose();

    private static WebReply Refuse(int status, string type) => WebReply.Json(JsonSerializer.Serialize(new { message = type, typeKey = type }), status);

    private static WebReply List(IEnumerable<object> values) => WebReply.Json(JsonSerializer.Serialize(new { count = values.Count(), value = values }));

    private static string Time(int id) => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(id).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    private WebReply Answer(WebRequestSeen seen)
    {
        if (seen.Header("Authorization") != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(":" + Token)))
            return new WebReply(StatusOfLogin, "<html>Sign in</html>", "text/html; charset=utf-8") { Headers = WebReply.MovedTo($"{Server.OtherAddress}_signin").Headers };
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(seen.Query);
        if (query["api-version"] != "7.1")
            return Refuse(400, "VssVersionNotSpecifiedException");
        var match = Api().Match(seen.Path);
        if (seen.Method != "GET" || !match.Success)
            return Refuse(404, "ProjectDoesNotExistWithNameException");
        string[] environments = [.. _records.Select(record => record.Environment).Append("production").Distinct()];
        return match.Groups[1].Value.Split('/') switch
        {
            // The service finds by a part of the name too.
            ["pipelines", "environments"] when query.ContainsKey("name") => List(environments.Select((name, index) => new { id = index + 1, name }).Where(one => one.name.Contains(query["name"]!, StringComparison.OrdinalIgnoreCase))),
            ["pipelines", "environments", var id, "environmentdeploymentrecords"] when int.TryParse(id, out var number) => Lie ?? Records(environments[number - 1], int.Parse(query["top"]!, CultureInfo.InvariantCulture)),
            ["build", "builds", var id] when _records.Find(record => record.Id.ToString(CultureInfo.InvariantCulture) == id) is { } run => WebReply.Json(JsonSerializer.Serialize(new
            {
                id = run.Id, status = "completed", result = "succeeded", sourceBranch = "refs/heads/master", sourceVersion = run.Sha, repository = new { id = "1", type = "TfsGit", name = run.Repository },
                requestedFor = new { displayName = "Ada" }, _links = new { web = new { href = $"https://dev.azure.com/acme/_build/results?buildId={run.Id}" } },
            })),
            _ => Refuse(404, "NotFound"),
        };
    }

    private WebReply Records(string environment, int top) => List(_records.Where(record => record.Environment == environment).Take(top).Select(record => new
    {
        id = record.Id, environmentId = 1, stageName = "Deploy", result = record.Result, startTime = Time(record.Id), finishTime = Time(record.Id + 1), owner = new { id = record.Id, name = "20260101.1" },
    }));

    [GeneratedRegex("^/acme/My%20Project/_apis/(.+)$")]
    private static partial Regex Api();

    private sealed record Record(int Id, string Sha, string Result, string Repository, string Environment);
}
