using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HotfixTools.Testing.Forges;

/// <summary>
/// GitHub Actions and deployments, as https://docs.github.com/rest/actions and https://docs.github.com/rest/deployments describe them.
/// </summary>
public sealed partial class GitHubActionsStandIn(string repository) : PipelineStandIn(repository)
{
    private readonly Dictionary<int, List<(int Id, string State, string Description, string LogUrl, DateTimeOffset At)>> _statuses = [];

    /// <inheritdoc/>
    public override string Kind => "github";

    /// <inheritdoc/>
    public override string Api => Server.Address.AbsoluteUri;

    /// <summary>The workflows that can be dispatched, with the inputs that each declares.</summary>
    public Dictionary<string, string[]> Workflows { get; } = new() { ["deploy.yml"] = ["commit", "environment", "id"] };

    /// <summary>The workflows that run on pushes alone.</summary>
    public HashSet<string> NotDispatchable { get; } = [];

    /// <summary>The name that a run has, by <c>run-name</c>; null: that of the workflow.</summary>
    public Func<StandInRun, string>? RunName { get; set; }

    /// <summary>Whether it is a server that does not know <c>return_run_details</c> yet.</summary>
    public bool IsOld { get; set; }

    /// <summary>Whether who asks may not start workflows.</summary>
    public bool Forbids { get; set; }

    /// <summary>Whether a deployment merges first, whatever it is told.</summary>
    public bool MergesInstead { get; set; }

    /// <summary>Whether the payload of a deployment comes back as a text.</summary>
    public bool HasPayloadAsText { get; set; }

    /// <summary>The deployments, oldest first.</summary>
    public List<StandInRun> Deployments { get; } = [];

    /// <summary>Somebody says how a deployment goes.</summary>
    public void SetStatus(StandInRun deployment, string state, string logUrl = "", string description = "") =>
        Locked(() =>
        {
            _statuses[deployment.Id].Add((NextId(), state, description, logUrl, Later()));
            if (state == "success")
                Deployed.Add(deployment.Commit);
        });

    /// <summary>Somebody else makes a deployment.</summary>
    public StandInRun DeployBy(string environment, string commit) => Locked(() => AddDeployment(environment, commit, commit, new Dictionary<string, string>()));

    /// <summary>The states of a deployment that were said, oldest first.</summary>
    public IReadOnlyList<string> StatusesOf(StandInRun deployment) => Locked(() => _statuses[deployment.Id].Select(status => status.State).ToList());

    /// <inheritdoc/>
    protected override WebReply HandleRuns(WebRequestSeen seen)
    {
        Demand(seen.Header("Accept") == "application/vnd.github+json", $"it accepts {seen.Header("Accept")}");
        Demand(seen.Header("X-GitHub-Api-Version") is "2022-11-28" or "2026-03-10", "it names no version of the API");
        if (seen.Header("Authorization") is not { } who)
            return Message("Not Found", 404);
        if (who != "Bearer " + Token)
            return Message("Bad credentials", 401);
        var match = Below().Match(seen.Path);
        if (!match.Success)
            return Message("Not Found", 404);
        var path = match.Groups[1].Value.Split('/');
        return (seen.Method, path) switch
        {
            ("GET", ["commits", var reference]) => CommitOf(seen, Uri.UnescapeDataString(reference)),
            ("POST", ["actions", "workflows", var file, "dispatches"]) => Dispatch(seen, file),
            ("GET", ["actions", "workflows", var file, "runs"]) => List(seen, file),
            ("GET", ["actions", "runs", var id]) => One(seen, id),
            ("POST", ["actions", "runs", var id, "cancel"]) => Cancel(seen, id),
            ("POST", ["deployments"]) => Deploy(seen),
            ("GET", ["deployments"]) => ListDeployments(seen),
            ("GET", ["deployments", var id]) => OneDeployment(seen, id),
            ("GET", ["deployments", var id, "statuses"]) => Statuses(seen, id),
            ("POST", ["deployments", var id, "statuses"]) => AddStatus(seen, id),
            _ => throw new RequestViolation("there is no such call"),
        };
    }

    /// <inheritdoc/>
    protected override WebReply Refuse(RequestViolation violation) => Message(violation.Message, 422);

    private static WebReply Message(string message, int status) =>
        Json(new { message, documentation_url = "https://docs.github.com/rest", status = status.ToString(CultureInfo.InvariantCulture) }, status);

    private WebReply CommitOf(WebRequestSeen seen, string reference)
    {
        Query(seen, "page", "per_page");
        return (Git.Tip(reference) ?? Git.Commit("refs/tags/" + reference)) is { } commit
            ? Json(new { sha = commit, node_id = "C_1", commit = new { message = "Work", tree = new { sha = new string('1', 40) } }, html_url = $"https://github.test/acme/shop/commit/{commit}", parents = Array.Empty<object>() })
            : Message($"No commit found for SHA: {reference}", 422);
    }

    private WebReply Dispatch(WebRequestSeen seen, string file)
    {
        Query(seen);
        var body = Body(seen, "ref:string", "inputs:object return_run_details:bool");
        if (Forbids)
            return Message("Resource not accessible by personal access token", 403);
        if (IsOld && body.TryGetProperty("return_run_details", out _))
            return Message("Invalid request.\n\n\"return_run_details\" is not a permitted key.", 422);
        if (NotDispatchable.Contains(file))
            return Message("Workflow does not have 'workflow_dispatch' trigger", 422);
        if (!Workflows.TryGetValue(file, out var declared))
            return Message("Not Found", 404);
        var reference = body.GetProperty("ref").GetString()!;
        BeforeRun();
        if ((Git.Tip(reference) ?? Git.Commit("refs/tags/" + reference)) is not { } commit)
            return Message($"No ref found for: {reference}", 422);
        var inputs = body.TryGetProperty("inputs", out var given) ? Texts(given) : [];
        Demand(inputs.Count <= 25, "there are more than 25 inputs");
        if (inputs.Keys.Except(declared).ToArray() is { Length: > 0 } unexpected)
            return Message($"Unexpected inputs provided: {JsonSerializer.Serialize(unexpected)}", 422);
        var run = AddRun(file, reference, commit, inputs);
        return body.TryGetProperty("return_run_details", out var wanted) && wanted.GetBoolean()
            ? Json(new { workflow_run_id = run.Id, run_url = $"{Api}repos/acme/shop/actions/runs/{run.Id}", html_url = PageOf(run) })
            : new WebReply(204);
    }

    private WebReply List(WebRequestSeen seen, string file)
    {
        var query = Query(seen, "actor", "branch", "event", "status", "per_page", "page", "created", "exclude_pull_requests", "check_suite_id", "head_sha");
        if (!Workflows.ContainsKey(file) && !NotDispatchable.Contains(file))
            return Message("Not Found", 404);
        var since = DateTimeOffset.MinValue;
        if (query.TryGetValue("created", out var created))
            Demand(created.StartsWith(">=", StringComparison.Ordinal) && DateTimeOffset.TryParse(created[2..], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out since), $"created is {created}");
        var runs = Listed(run => run.Pipeline == file
            && (!query.TryGetValue("event", out var reason) || reason == EventOf(run))
            && (!query.TryGetValue("head_sha", out var sha) || sha == run.Commit)
            && (!query.TryGetValue("branch", out var branch) || branch == run.Ref)
            && Whole(run.At) >= since);
        return Json(new { total_count = runs.Count, workflow_runs = runs.Select(Shape) });
    }

    private WebReply One(WebRequestSeen seen, string id)
    {
        Query(seen, "exclude_pull_requests");
        if (Find(id) is not { } run)
            return Message("Not Found", 404);
        LookAt(run);
        return Json(Shape(run));
    }

    private WebReply Cancel(WebRequestSeen seen, string id)
    {
        Query(seen);
        NoBody(seen);
        return Find(id) is not { } run ? Message("Not Found", 404) : Stop(run) ? Json(new { }, 202) : Message("Cannot cancel a workflow run that is completed.", 409);
    }

    private object Shape(StandInRun run)
    {
        var (status, conclusion) = run.State switch
        {
            "queued" => ("queued", null),
            "running" => ("in_progress", null),
            "success" => ("completed", "success"),
            "failure" => ("completed", "failure"),
            "cancelled" => ("completed", "cancelled"),
            "skipped" or "neutral" or "timed_out" or "action_required" or "stale" or "startup_failure" => ("completed", run.State),
            var other => (other, (string?)null),
        };
        return new
        {
            id = run.Id, name = "Deploy", node_id = $"WFR_{run.Id}", head_branch = run.Ref, head_sha = run.Commit, path = $".github/workflows/{run.Pipeline}",
            display_title = RunName?.Invoke(run) ?? "Deploy", run_number = run.Id - 40, @event = EventOf(run), status, conclusion, workflow_id = 77,
            run_attempt = run.Attempt, created_at = Text(run.At), updated_at = Text(run.At), run_started_at = Text(run.At), html_url = PageOf(run),
            url = $"{Api}repos/acme/shop/actions/runs/{run.Id}", actor = new { login = Actor }, pull_requests = Array.Empty<object>(),
        };
    }

    private WebReply Deploy(WebRequestSeen seen)
    {
        Query(seen);
        var body = Body(seen, "ref:string", "task:string auto_merge:bool required_contexts:array payload:object environment:string description:string transient_environment:bool production_environment:bool");
        if (MergesInstead || !body.TryGetProperty("auto_merge", out var merges) || merges.GetBoolean())
            return Json(new { message = "Auto-merged master into hotfix on deployment." }, 202);
        if (!body.TryGetProperty("required_contexts", out var contexts) || contexts.GetArrayLength() > 0)
            return Message("Conflict: Commit status checks failed for hotfix.", 409);
        var reference = body.GetProperty("ref").GetString()!;
        if ((Git.Tip(reference) ?? Git.Commit(reference)) is not { } commit)
            return Message($"No ref found for: {reference}", 422);
        if (body.TryGetProperty("description", out var description))
            Demand(description.GetString()!.Length <= 140, "the description is too long");
        var payload = body.TryGetProperty("payload", out var given) ? Texts(given) : [];
        return Json(ShapeOfDeployment(AddDeployment(body.TryGetProperty("environment", out var named) ? named.GetString()! : "production", reference, commit, payload)), 201);
    }

    private StandInRun AddDeployment(string environment, string reference, string commit, IReadOnlyDictionary<string, string> payload)
    {
        var made = new StandInRun { Id = NextId(), Pipeline = environment, Ref = reference, Commit = commit, Inputs = payload, At = Later(), States = States, HiddenFor = HidesNewRuns };
        Deployments.Add(made);
        _statuses[made.Id] = [];
        return made;
    }

    private WebReply ListDeployments(WebRequestSeen seen)
    {
        var query = Query(seen, "sha", "ref", "task", "environment", "per_page", "page");
        return Json(Enumerable.Reverse(Deployments)
            .Where(one => one.HiddenFor-- <= 0 && (!query.TryGetValue("sha", out var sha) || sha == one.Commit) && (!query.TryGetValue("environment", out var environment) || environment == one.Pipeline))
            .Select(ShapeOfDeployment).ToList());
    }

    private WebReply OneDeployment(WebRequestSeen seen, string id)
    {
        Query(seen);
        return Deployments.Find(one => one.Id.ToString() == id) is { } found ? Json(ShapeOfDeployment(found)) : Message("Not Found", 404);
    }

    private WebReply Statuses(WebRequestSeen seen, string id)
    {
        Query(seen, "per_page", "page");
        if (Deployments.Find(one => one.Id.ToString() == id) is not { } deployment)
            return Message("Not Found", 404);
        OnLook(++deployment.Looks);
        return Json(Enumerable.Reverse(_statuses[deployment.Id]).Select(status => new
        {
            id = status.Id, state = status.State, description = status.Description, log_url = status.LogUrl, target_url = status.LogUrl, environment_url = "",
            environment = deployment.Pipeline, created_at = Text(status.At), updated_at = Text(status.At), creator = new { login = "deploy-bot" },
        }).ToList());
    }

    private WebReply AddStatus(WebRequestSeen seen, string id)
    {
        Query(seen);
        var body = Body(seen, "state:string", "target_url:string log_url:string description:string environment:string environment_url:string auto_inactive:bool");
        var state = body.GetProperty("state").GetString()!;
        Demand(state is "error" or "failure" or "inactive" or "in_progress" or "queued" or "pending" or "success", $"there is no state {state}");
        if (Deployments.Find(one => one.Id.ToString() == id) is not { } deployment)
            return Message("Not Found", 404);
        _statuses[deployment.Id].Add((NextId(), state, body.TryGetProperty("description", out var why) ? why.GetString()! : "", "", Later()));
        return Json(new { id = 1, state }, 201);
    }

    private object ShapeOfDeployment(StandInRun deployment) => new
    {
        id = deployment.Id, node_id = $"DE_{deployment.Id}", sha = deployment.Commit, @ref = deployment.Ref, task = "deploy",
        payload = HasPayloadAsText ? JsonSerializer.Serialize(deployment.Inputs) : (object)deployment.Inputs, original_environment = deployment.Pipeline, environment = deployment.Pipeline,
        description = "", creator = new { login = Actor }, created_at = Text(deployment.At), updated_at = Text(deployment.At), transient_environment = false, production_environment = true,
    };

    private static string EventOf(StandInRun run) => run.Reason == "manual" ? "workflow_dispatch" : run.Reason;

    private static string PageOf(StandInRun run) => $"https://github.test/acme/shop/actions/runs/{run.Id}";

    private static DateTimeOffset Whole(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());

    [GeneratedRegex("^/repos/acme/shop/(.+)$")]
    private static partial Regex Below();
}
