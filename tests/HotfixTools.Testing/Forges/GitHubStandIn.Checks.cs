namespace HotfixTools.Testing.Forges;

public sealed partial class GitHubStandIn
{
    private static readonly string[] Unfinished = ["queued", "in_progress", "waiting", "requested", "pending"];

    private WebReply CombineStatuses(WebRequestSeen seen, string sha)
    {
        var query = Query(seen, "per_page", "page");
        if (Git.Commit(sha) is null)
            return Error(422, $"No commit found for SHA: {sha}");
        var newest = Checks.Where(check => check.IsStatus && check.Commit == sha).GroupBy(check => check.Name).Select(group => group.Last()).OrderBy(check => check.Id).ToList();
        return Page(seen, query, newest, page => new
        {
            // Also where there is none at all.
            state = newest.Exists(check => check.State is "failure" or "error") ? "failure" : newest.Count == 0 || newest.Exists(check => check.State == "pending") ? "pending" : "success",
            statuses = page.Select(Shape).ToList(), sha, total_count = newest.Count, repository = new { id = 17, full_name = FullName },
            commit_url = $"{Api}/repos/{FullName}/commits/{sha}", url = $"{Api}/repos/{FullName}/commits/{sha}/status",
        });
    }

    private WebReply ListCheckRuns(WebRequestSeen seen, string sha)
    {
        var query = Query(seen, "check_name", "status", "filter", "app_id", "per_page", "page");
        Demand(query.GetValueOrDefault("filter", "latest") is "latest" or "all", "the filter is none");
        if (Git.Commit(sha) is null)
            return Error(422, $"No commit found for SHA: {sha}");
        var all = Checks.Where(check => !check.IsStatus && check.Commit == sha).ToList();
        var found = query.GetValueOrDefault("filter") == "all" ? all : [.. all.GroupBy(check => check.Name).Select(group => group.Last())];
        return Page(seen, query, found.OrderByDescending(check => check.Id), page => new
        {
            total_count = found.Count,
            check_runs = page.Select(check =>
            {
                var isOver = !Unfinished.Contains(check.State);
                return new
                {
                    id = 27_000_000_000L + check.Id, name = check.Name, node_id = $"CR_{check.Id}", head_sha = sha, external_id = string.Empty,
                    url = $"{Api}/repos/{FullName}/check-runs/{check.Id}", html_url = $"https://github.example/{FullName}/runs/{check.Id}", details_url = "https://ci.example/",
                    status = isOver ? "completed" : check.State == "pending" ? "in_progress" : check.State, conclusion = isOver ? check.State : null,
                    started_at = Text(check.At), completed_at = isOver ? Text(check.At) : null, output = new { title = check.Description, summary = (string?)null },
                    check_suite = new { id = 5_000_000_000L + check.Id }, app = new { id = 15368, slug = "github-actions", name = "GitHub Actions" }, pull_requests = Array.Empty<object>(),
                };
            }).ToList(),
        });
    }

    private WebReply SetStatus(WebRequestSeen seen, string sha)
    {
        Query(seen);
        var body = Body(seen, "state:string", "context:string description:string target_url:string");
        string Text(string name, string usual) => body.TryGetProperty(name, out var value) ? value.GetString()! : usual;
        Demand(Text("state", string.Empty) is "error" or "failure" or "pending" or "success", "the state is none");
        if (Git.Commit(sha) is null)
            return Error(422, $"No commit found for SHA: {sha}");
        if (Text("description", string.Empty).Length > 140)
            return Invalid(new { resource = "Status", code = "custom", field = "description", message = "description is too long (maximum is 140 characters)" });
        var check = new StandInCheck(NextId(), Text("context", "default"), sha, Text("state", string.Empty), Text("description", string.Empty), Later(), IsStatus: true);
        Checks.Add(check);
        return Json(Shape(check), 201);
    }

    private object Shape(StandInCheck check) => new
    {
        url = $"{Api}/repos/{FullName}/statuses/{check.Commit}", avatar_url = string.Empty, id = 31_000_000_000L + check.Id, node_id = $"SC_{check.Id}", state = check.State,
        description = check.Description.Length == 0 ? null : check.Description, target_url = (string?)null, context = check.Name, created_at = Text(check.At), updated_at = Text(check.At),
    };
}
