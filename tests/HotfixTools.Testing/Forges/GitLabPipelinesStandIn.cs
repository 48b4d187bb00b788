using System.Globalization;

namespace HotfixTools.Testing.Forges;

/// <summary>The pipelines of GitLab, as https://docs.gitlab.com/api/pipelines/ describes them.</summary>
public sealed class GitLabPipelinesStandIn(string repository) : PipelineStandIn(repository)
{
    /// <inheritdoc/>
    public override string Kind => "gitlab";

    /// <inheritdoc/>
    public override string Api => Server.Address + "api/v4";

    /// <summary>Whether who asks may not see the variables of pipelines.</summary>
    public bool HidesVariables { get; set; }

    /// <summary>Whether who asks may not give pipelines variables.</summary>
    public bool ForbidsVariables { get; set; }

    /// <inheritdoc/>
    protected override WebReply HandleRuns(WebRequestSeen seen)
    {
        Demand(seen.Header("Accept") == "application/json", $"it accepts {seen.Header("Accept")}");
        if (seen.Header("PRIVATE-TOKEN") is { } token && token != Token)
            return Message("401 Unauthorized", 401);
        const string Below = "/api/v4/projects/acme%2Fshop/";
        if (seen.Header("PRIVATE-TOKEN") is null || !seen.Path.StartsWith(Below, StringComparison.Ordinal))
            return Message("404 Project Not Found", 404);
        return (seen.Method, seen.Path[Below.Length..].Split('/')) switch
        {
            ("GET", ["repository", "commits", var reference]) => CommitOf(seen, Uri.UnescapeDataString(reference)),
            ("POST", ["pipeline"]) => Start(seen),
            ("GET", ["pipelines"]) => List(seen),
            ("GET", ["pipelines", var id]) => One(seen, id),
            ("GET", ["pipelines", var id, "variables"]) => Variables(seen, id),
            ("POST", ["pipelines", var id, "cancel"]) => Cancel(seen, id),
            _ => throw new RequestViolation("there is no such call"),
        };
    }

    private static WebReply Message(object message, int status) => Json(new { message }, status);

    private WebReply CommitOf(WebRequestSeen seen, string reference)
    {
        Query(seen, "stats");
        return (Git.Tip(reference) ?? Git.Commit("refs/tags/" + reference)) is { } commit
            ? Json(new { id = commit, short_id = commit[..8], title = "Work", message = "Work", parent_ids = Array.Empty<string>(), web_url = $"https://gitlab.test/acme/shop/-/commit/{commit}" })
            : Message("404 Commit Not Found", 404);
    }

    private WebReply Start(WebRequestSeen seen)
    {
        Query(seen);
        var body = Body(seen, "ref:string", "variables:array inputs:object");
        var inputs = new Dictionary<string, string>();
        if (body.TryGetProperty("variables", out var variables))
        {
            foreach (var variable in variables.EnumerateArray())
            {
                Check(variable, "key:string value:string", "variable_type:string");
                inputs.Add(variable.GetProperty("key").GetString()!, variable.GetProperty("value").GetString()!);
            }
        }

        if (ForbidsVariables && inputs.Count > 0)
            return Message(new { @base = new[] { "Insufficient permissions to set pipeline variables" } }, 400);
        BeforeRun();
        var reference = body.GetProperty("ref").GetString()!;
        return (Git.Tip(reference) ?? Git.Commit("refs/tags/" + reference)) is { } commit
            ? Json(Shape(AddRun("pipeline", reference, commit, inputs), isWhole: true), 201)
            : Message(new { @base = new[] { "Reference not found" } }, 400);
    }

    private WebReply List(WebRequestSeen seen)
    {
        var query = Query(seen, "name", "order_by", "ref", "scope", "sha", "sort", "source", "status", "updated_after", "updated_before", "created_after", "created_before", "username", "yaml_errors", "per_page", "page");
        Demand(query.GetValueOrDefault("order_by", "id") is "id" or "status" or "ref" or "updated_at" or "user_id", "it cannot be ordered by that");
        var since = DateTimeOffset.MinValue;
        if (query.TryGetValue("updated_after", out var from))
            Demand(DateTimeOffset.TryParse(from, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out since), $"updated_after is {from}");
        return Json(Listed(run => (!query.TryGetValue("ref", out var reference) || reference == run.Ref)
            && (!query.TryGetValue("sha", out var sha) || sha == run.Commit)
            && (!query.TryGetValue("source", out var source) || source == SourceOf(run))
            && run.At >= since).Select(run => Shape(run, isWhole: false)).ToList());
    }

    private WebReply One(WebRequestSeen seen, string id)
    {
        Query(seen);
        if (Find(id) is not { } run)
            return Message("404 Not found", 404);
        LookAt(run);
        return Json(Shape(run, isWhole: true));
    }

    private WebReply Variables(WebRequestSeen seen, string id)
    {
        Query(seen);
        return HidesVariables ? Message("403 Forbidden", 403)
            : Find(id) is { } run ? Json(run.Inputs.Select(input => new { variable_type = "env_var", key = input.Key, value = input.Value, raw = false }).ToList())
            : Message("404 Not found", 404);
    }

    private WebReply Cancel(WebRequestSeen seen, string id)
    {
        Query(seen);
        NoBody(seen);
        if (Find(id) is not { } run)
            return Message("404 Not found", 404);
        Stop(run);
        return Json(Shape(run, isWhole: true));
    }

    private static string SourceOf(StandInRun run) => run.Reason == "manual" ? "api" : run.Reason;

    private static Dictionary<string, object?> Shape(StandInRun run, bool isWhole)
    {
        var status = run.State switch
        {
            "queued" => "pending",
            "waiting" => "manual",
            "failure" => "failed",
            "cancelled" => "canceled",
            var state => state,
        };
        var shape = new Dictionary<string, object?>
        {
            ["id"] = run.Id, ["iid"] = run.Id - 40, ["project_id"] = 5, ["sha"] = run.Commit, ["ref"] = run.Ref, ["status"] = status, ["source"] = SourceOf(run),
            ["created_at"] = Text(run.At), ["updated_at"] = Text(run.At), ["web_url"] = $"https://gitlab.test/acme/shop/-/pipelines/{run.Id}", ["name"] = null,
        };
        if (isWhole)
        {
            shape["before_sha"] = new string('0', 40);
            shape["tag"] = false;
            shape["yaml_errors"] = null;
            shape["user"] = new { id = 1, username = Actor };
            shape["detailed_status"] = new { icon = "status_running", text = status, group = status };
        }

        return shape;
    }
}
