using System.Globalization;
using System.Text.Json;

namespace HotfixTools.Testing.Forges;

/// <summary>Azure Pipelines, as https://learn.microsoft.com/rest/api/azure/devops/pipelines describes it.</summary>
public sealed class AzurePipelinesStandIn(string repository) : PipelineStandIn(repository)
{
    /// <inheritdoc/>
    public override string Kind => "azure-devops";

    /// <inheritdoc/>
    public override string Api => Server.Address.AbsoluteUri;

    /// <inheritdoc/>
    public override string Repository => "acme/retail/shop";

    /// <summary>The pipelines, with the parameters that each declares.</summary>
    public Dictionary<string, string[]> Pipelines { get; } = new() { ["12"] = ["commit", "environment", "deployId"] };

    /// <summary>Whether the list of runs has no parameters: then each run has to be asked.</summary>
    public bool ListsWithoutParameters { get; set; }

    /// <summary>Whether who is not known is sent to a page to log in, and not told.</summary>
    public bool SendsToLogIn { get; set; }

    /// <inheritdoc/>
    protected override WebReply HandleRuns(WebRequestSeen seen)
    {
        if (seen.Header("Authorization") is not { } who || !IsKnown(who))
        {
            return SendsToLogIn
                ? WebReply.MovedTo($"{Api}_signin")
                : new WebReply(203, "<html>Sign in</html>", "text/html; charset=utf-8");
        }

        Demand(seen.Header("Accept") == "application/json", $"it accepts {seen.Header("Accept")}");
        Demand(seen.Query.Contains("api-version=7.1", StringComparison.Ordinal), "it names no version of the API");
        const string Below = "/acme/retail/_apis/";
        if (!seen.Path.StartsWith(Below, StringComparison.Ordinal))
            return Message("TF200016: The following project does not exist.", "ProjectDoesNotExistWithNameException", 404);
        return (seen.Method, seen.Path[Below.Length..].Split('/')) switch
        {
            ("GET", ["pipelines", var pipeline]) => OnePipeline(seen, pipeline),
            ("POST", ["pipelines", var pipeline, "runs"]) => Start(seen, pipeline),
            ("GET", ["pipelines", var pipeline, "runs", var id]) => One(seen, pipeline, id),
            ("GET", ["build", "builds"]) => List(seen),
            ("GET", ["build", "builds", var id, "timeline"]) => Timeline(seen, id),
            ("PATCH", ["build", "builds", var id]) => Cancel(seen, id),
            _ => throw new RequestViolation("there is no such call"),
        };
    }

    /// <inheritdoc/>
    protected override string RefOf(string branch) => "refs/heads/" + branch;

    private static bool IsKnown(string header) =>
        header == "Bearer " + Token || header == "Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(":" + Token));

    private static WebReply Message(string message, string type, int status) =>
        Json(new Dictionary<string, object?> { ["$id"] = "1", ["innerException"] = null, ["message"] = message, ["typeName"] = $"Microsoft.{type}", ["typeKey"] = type, ["errorCode"] = 0 }, status);

    private static WebReply NoPipeline(string pipeline) => Message($"Pipeline {pipeline} not found.", "PipelineNotFoundException", 404);

    private WebReply OnePipeline(WebRequestSeen seen, string pipeline)
    {
        Query(seen, "api-version", "pipelineVersion");
        return Pipelines.ContainsKey(pipeline) ? Json(new { id = int.Parse(pipeline, CultureInfo.InvariantCulture), name = "Deploy", folder = "\\", revision = 3 }) : NoPipeline(pipeline);
    }

    private WebReply Start(WebRequestSeen seen, string pipeline)
    {
        Query(seen, "api-version", "pipelineVersion");
        var body = Body(seen, "", "previewRun:bool resources:object stagesToSkip:array templateParameters:object variables:object yamlOverride:string");
        if (!Pipelines.TryGetValue(pipeline, out var declared))
            return NoPipeline(pipeline);
        var reference = "refs/heads/" + Git.DefaultBranch;
        string? version = null;
        if (body.TryGetProperty("resources", out var resources))
        {
            Check(resources, "", "builds:object containers:object packages:object pipelines:object repositories:object");
            Check(resources.GetProperty("repositories"), "self:object");
            var self = resources.GetProperty("repositories").GetProperty("self");
            Check(self, "", "refName:string token:string tokenType:string version:string");
            if (self.TryGetProperty("refName", out var named))
                reference = named.GetString()!;
            if (self.TryGetProperty("version", out var commit))
                version = commit.GetString();
        }

        Demand(reference.StartsWith("refs/", StringComparison.Ordinal), $"refName is {reference}");
        BeforeRun();
        if (Git.Commit(reference) is not { } tip)
            return Message($"Could not find {reference}.", "PipelineValidationException", 400);
        if (version is not null && Git.Commit(version) is null)
            return Message($"The version {version} could not be found.", "PipelineValidationException", 400);
        var inputs = body.TryGetProperty("templateParameters", out var given) ? Texts(given) : [];
        if (inputs.Keys.Except(declared).FirstOrDefault() is { } unexpected)
            return Message($"/azure-pipelines.yml: Unexpected parameter '{unexpected}'", "PipelineValidationException", 400);
        return Json(Shape(AddRun(pipeline, reference, version ?? tip, inputs)));
    }

    private WebReply One(WebRequestSeen seen, string pipeline, string id)
    {
        Query(seen, "api-version");
        if (Find(id) is not { } run || run.Pipeline != pipeline)
            return Message($"Run {id} not found.", "RunNotFoundException", 404);
        LookAt(run);
        return Json(Shape(run));
    }

    private WebReply List(WebRequestSeen seen)
    {
        var query = Query(seen, "api-version", "definitions", "queues", "buildNumber", "minTime", "maxTime", "requestedFor", "reasonFilter", "statusFilter", "resultFilter", "tagFilters", "properties", "$top",
            "continuationToken", "maxBuildsPerDefinition", "deletedFilter", "queryOrder", "branchName", "buildIds", "repositoryId", "repositoryType");
        var since = DateTimeOffset.MinValue;
        if (query.TryGetValue("minTime", out var from))
        {
            Demand(DateTimeOffset.TryParse(from, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out since), $"minTime is {from}");
            Demand(query.GetValueOrDefault("queryOrder") is "queueTimeDescending" or "queueTimeAscending", "minTime is of the time at which runs end");
        }

        var builds = Listed(run => (!query.TryGetValue("definitions", out var pipeline) || pipeline == run.Pipeline) && run.At >= since).Select(Build).ToList();
        return Json(new { count = builds.Count, value = builds });
    }

    private WebReply Timeline(WebRequestSeen seen, string id)
    {
        Query(seen, "api-version", "changeId", "planId");
        if (Find(id) is not { } run)
            return Message($"The requested build {id} could not be found.", "BuildNotFoundException", 404);
        // Nothing is in it before it is planned.
        if (run.State == "queued")
            return new WebReply(204);
        var isWaiting = run.State == "waiting";
        return Json(new
        {
            id = "8cf7", changeId = 9, lastChangedBy = "0000", records = new object[]
            {
                new { id = "1", parentId = (string?)null, type = "Stage", name = "Deploy", state = isWaiting ? "pending" : "inProgress", result = (string?)null },
                new { id = "2", parentId = "1", type = "Checkpoint", name = "Checkpoint", state = isWaiting ? "inProgress" : "completed", result = isWaiting ? null : "succeeded" },
                new { id = "3", parentId = "2", type = "Checkpoint.Approval", name = "Checkpoint.Approval", state = isWaiting ? "inProgress" : "completed", result = isWaiting ? null : "succeeded" },
            },
        });
    }

    private WebReply Cancel(WebRequestSeen seen, string id)
    {
        Query(seen, "api-version", "retry");
        var body = Body(seen, "status:string");
        Demand(body.GetProperty("status").GetString() == "cancelling", "a run cannot be set to that");
        if (Find(id) is not { } run)
            return Message($"The requested build {id} could not be found.", "BuildNotFoundException", 404);
        Stop(run);
        return Json(Build(run));
    }

    private Dictionary<string, object?> Shape(StandInRun run)
    {
        var (state, result) = StateOf(run);
        var shape = new Dictionary<string, object?>
        {
            ["_links"] = new { self = new { href = $"{Api}acme/_apis/pipelines/{run.Pipeline}/runs/{run.Id}" }, web = new { href = PageOf(run) } },
            ["templateParameters"] = run.Inputs,
            ["pipeline"] = new { id = int.Parse(run.Pipeline, CultureInfo.InvariantCulture), revision = 3, name = "Deploy", folder = "\\" },
            ["state"] = state,
            ["createdDate"] = Text(run.At),
            ["resources"] = new { repositories = new { self = new { repository = new { id = "9a1c", type = "azureReposGit" }, refName = run.Ref, version = run.Commit } } },
            ["id"] = run.Id,
            ["name"] = $"20260101.{run.Id}",
        };
        if (result is not null)
            shape["result"] = result;
        return shape;
    }

    private Dictionary<string, object?> Build(StandInRun run)
    {
        var (state, result) = StateOf(run);
        var build = new Dictionary<string, object?>
        {
            ["_links"] = new { web = new { href = PageOf(run) } },
            ["id"] = run.Id,
            ["buildNumber"] = $"20260101.{run.Id}",
            ["status"] = state == "completed" ? "completed" : run.State == "queued" ? "notStarted" : "inProgress",
            ["queueTime"] = Text(run.At),
            ["definition"] = new { id = int.Parse(run.Pipeline, CultureInfo.InvariantCulture), name = "Deploy" },
            ["sourceBranch"] = run.Ref,
            ["sourceVersion"] = run.Commit,
            ["reason"] = run.Reason == "push" ? "individualCI" : run.Reason,
            ["repository"] = new { id = "9a1c", type = "TfsGit", name = "shop" },
        };
        if (result is not null)
            build["result"] = result;
        if (!ListsWithoutParameters)
            build["templateParameters"] = run.Inputs;
        return build;
    }

    private static (string State, string? Result) StateOf(StandInRun run) => run.State switch
    {
        "success" => ("completed", "succeeded"),
        "failure" => ("completed", "failed"),
        "cancelled" => ("completed", "canceled"),
        "unknown" => ("completed", "unknown"),
        "canceling" => ("canceling", null),
        _ => ("inProgress", null),
    };

    private static string PageOf(StandInRun run) => $"https://azure.test/acme/retail/_build/results?buildId={run.Id}";
}
