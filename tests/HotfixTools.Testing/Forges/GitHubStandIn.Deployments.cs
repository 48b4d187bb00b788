using System.Globalization;
using System.Text.Json;

namespace HotfixTools.Testing.Forges;

public sealed partial class GitHubStandIn
{
    private static readonly string[] DeploymentStates = ["error", "failure", "inactive", "in_progress", "queued", "pending", "success"];

    /// <summary>The deployments, oldest first.</summary>
    public List<GitHubStandInDeployment> Deployments { get; } = [];

    private GitHubStandInDeployment? DeploymentOf(string id) => Deployments.Find(one => one.Id.ToString(CultureInfo.InvariantCulture) == id);

    private WebReply ListDeployments(WebRequestSeen seen)
    {
        var query = Query(seen, "sha", "ref", "task", "environment", "per_page", "page");
        bool Fits(string name, string value) => !query.TryGetValue(name, out var wanted) || string.Equals(wanted, value, StringComparison.OrdinalIgnoreCase);
        var found = Deployments.Where(one => Fits("sha", one.Commit) && Fits("ref", one.Ref) && Fits("environment", one.Environment) && Fits("task", "deploy")).Reverse();
        return Page(seen, query, found, page => page.Select(Shape).ToList());
    }

    private WebReply MakeDeployment(WebRequestSeen seen)
    {
        Query(seen);
        var body = Body(seen, "ref:string", "task:string auto_merge:bool required_contexts:array payload:object environment:string description:string transient_environment:bool production_environment:bool");
        bool Flag(string name, bool usual) => body.TryGetProperty(name, out var value) ? value.GetBoolean() : usual;
        var named = body.GetProperty("ref").GetString()!;
        var environment = body.TryGetProperty("environment", out var where) ? where.GetString()! : "production";
        Demand(!body.TryGetProperty("description", out var description) || description.GetString()!.Length <= 140, "the description is too long");
        if (Git.Commit(named) is not { } commit)
            return Error(422, $"No ref found for: {named}");
        if (Flag("auto_merge", true) && Git.Tip(named) is not null && !Git.IsAncestor(Git.Tip(Git.DefaultBranch)!, commit))
        {
            Git.Merge(named, Git.Tip(Git.DefaultBranch)!, $"Merge {Git.DefaultBranch} into {named}");
            return Json(new { message = $"Auto-merged {Git.DefaultBranch} into {named} on deployment." }, 202);
        }

        if (!body.TryGetProperty("required_contexts", out _) && Checks.Where(check => check.Commit == commit).GroupBy(check => check.Name).Any(group => group.Last().State != "success"))
            return Error(409, $"Conflict: Commit status checks failed for {named}.");
        var made = new GitHubStandInDeployment(
            1_500_000_000_000L + NextId(), commit, named, environment, body.TryGetProperty("payload", out var payload) ? payload.Clone() : null,
            Flag("production_environment", environment == "production"), Flag("transient_environment", false), Later());
        Deployments.Add(made);
        return Json(Shape(made), 201);
    }

    private WebReply ListDeploymentStatuses(WebRequestSeen seen, string id)
    {
        var query = Query(seen, "per_page", "page");
        return DeploymentOf(id) is { } one ? Page(seen, query, one.Statuses.AsEnumerable().Reverse(), page => page.Select(status => StatusOf(one, status)).ToList()) : Error(404, "Not Found");
    }

    private WebReply AddDeploymentStatus(WebRequestSeen seen, string id)
    {
        Query(seen);
        var body = Body(seen, "state:string", "target_url:string log_url:string description:string environment:string environment_url:string auto_inactive:bool");
        var state = body.GetProperty("state").GetString()!;
        Demand(DeploymentStates.Contains(state), $"the state is {state}");
        if (DeploymentOf(id) is not { } one)
            return Error(404, "Not Found");
        one.Statuses.Add((state, body.TryGetProperty("log_url", out var log) ? log.GetString()! : string.Empty, Later()));
        // Its description leaves those of production out; in practice they become inactive too.
        if (state == "success" && (!body.TryGetProperty("auto_inactive", out var does) || does.GetBoolean()))
        {
            foreach (var older in Deployments.TakeWhile(older => older != one).Where(older => older is { IsTransient: false, State: "success" } && older.Environment == one.Environment))
                older.Statuses.Add(("inactive", string.Empty, Later()));
        }

        return Json(StatusOf(one, one.Statuses[^1]), 201);
    }

    private object StatusOf(GitHubStandInDeployment deployment, (string State, string LogUrl, DateTimeOffset At) status) => new
    {
        url = $"{Api}/repos/{FullName}/deployments/{deployment.Id}/statuses/1", id = 1, node_id = "DES_1", state = status.State, creator = User(Actor), description = string.Empty,
        environment = deployment.Environment, target_url = status.LogUrl, log_url = status.LogUrl, environment_url = string.Empty, created_at = Text(status.At), updated_at = Text(status.At),
        deployment_url = $"{Api}/repos/{FullName}/deployments/{deployment.Id}",
    };

    private object Shape(GitHubStandInDeployment one) => new
    {
        url = $"{Api}/repos/{FullName}/deployments/{one.Id}", id = one.Id, node_id = $"DE_{one.Id}", task = "deploy", original_environment = one.Environment, environment = one.Environment,
        description = (string?)null, created_at = Text(one.At), updated_at = Text(one.At), statuses_url = $"{Api}/repos/{FullName}/deployments/{one.Id}/statuses", sha = one.Commit, @ref = one.Ref,
        payload = one.Payload ?? JsonDocument.Parse("{}").RootElement, creator = User(Actor), transient_environment = one.IsTransient, production_environment = one.IsProduction,
    };
}
