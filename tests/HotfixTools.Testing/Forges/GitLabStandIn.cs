using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HotfixTools.Testing.Forges;

/// <summary>A project of GitLab, by the published description of its API (https://docs.gitlab.com/api/).</summary>
/// <param name="repository">The bare repository.</param>
public sealed partial class GitLabStandIn(string repository) : ForgeStandIn(repository)
{
    private const string Project = "/api/v4/projects/acme%2Fshop";
    private const int ProjectId = 15513260;

    private readonly Dictionary<int, string> _squashed = [];
    private readonly Dictionary<int, string> _mergeErrors = [];
    private readonly HashSet<int> _squashOnMerge = [];
    private readonly List<Deployed> _deployments = [];
    private int _requests;

    /// <inheritdoc/>
    public override string Kind => "gitlab";

    /// <inheritdoc/>
    public override string Api => Server.Address + "api/v4";

    /// <summary>The merge method of the project: merge, rebase_merge, ff.</summary>
    public string MergeMethod { get; set; } = "merge";

    /// <summary>Whether the project squashes: never, always, default_on, default_off.</summary>
    public string SquashOption { get; set; } = "default_off";

    /// <summary>Whether it is of 15.6 or later, and says in detail what keeps a merge request from being merged.</summary>
    public bool SaysInDetail { get; set; } = true;

    /// <summary>Whether it says when somebody approved.</summary>
    public bool SaysWhenApproved { get; set; } = true;

    /// <summary>Whether it is of a paid tier, and has rules for approvals.</summary>
    public bool HasApprovalRules { get; set; } = true;

    /// <summary>Whether it shows reviewers, and what they say.</summary>
    public bool HasReviewers { get; set; } = true;

    /// <summary>Whether who asks may merge.</summary>
    public bool MayMerge { get; set; } = true;

    /// <summary>A reason that keeps merge requests from being merged, as it is called in <c>detailed_merge_status</c>; null for none but those that it finds.</summary>
    public string? KeptBy { get; set; }

    /// <summary>What goes wrong while it merges, as by a hook; null for nothing.</summary>
    public string? FailsToMerge { get; set; }

    /// <summary>Whether it has begun to merge, and has not ended.</summary>
    public bool IsMerging { get; set; }

    /// <summary>The names of the jobs that are allowed to fail.</summary>
    public HashSet<string> AllowedToFail { get; } = [];

    /// <summary>The most that it puts on a page, whatever is asked for.</summary>
    public int MostPerPage { get; set; } = 100;

    /// <summary>The merge requests that are to be squashed when they are merged, as a person or the project set.</summary>
    public void SquashOnMerge(int number) => Locked(() => _squashOnMerge.Add(number));

    /// <summary>The deployments: environment, commit, status.</summary>
    public IReadOnlyList<(string Environment, string Sha, string Status)> Deployments => Locked(() => _deployments.Select(one => (one.Environment, one.Sha, one.Status)).ToList());

    /// <summary>A job deploys.</summary>
    public void DeployByJob(string environment, string sha, string status) => Locked(() => _deployments.Add(new Deployed(NextId(), environment, sha, "hotfix", Later()) { Status = status, IsOfJob = true }));

    /// <inheritdoc/>
    protected override WebReply Handle(WebRequestSeen seen)
    {
        var reply = Answer(seen);
        return reply with { Headers = new Dictionary<string, string>(reply.Headers) { ["X-Request-Id"] = $"01J{++_requests:0000000}" } };
    }

    /// <inheritdoc/>
    protected override WebReply Refuse(RequestViolation violation) => Json(new { error = violation.Message }, 400);

    private static WebReply Json(object value, int status = 200) => WebReply.Json(JsonSerializer.Serialize(value), status);

    private static WebReply Says(int status, object message) => Json(new { message }, status);

    private static string Milliseconds(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private WebReply Answer(WebRequestSeen seen)
    {
        Demand(seen.Header("Accept")?.Contains("application/json", StringComparison.Ordinal) == true, "it does not accept JSON");
        if (seen.Header("PRIVATE-TOKEN") is { } token && token != Token)
            return Says(401, "401 Unauthorized");
        if (seen.Header("PRIVATE-TOKEN") is null || (seen.Path != Project && !seen.Path.StartsWith(Project + "/", StringComparison.Ordinal)))
            return Says(404, "404 Project Not Found");
        var what = $"{seen.Method} {seen.Path[Project.Length..]}";
        if (seen.Method == "GET")
            NoBody(seen);
        else
            Query(seen);
        return what switch
        {
            "GET " => ShowProject(seen),
            "GET /merge_requests" => List(seen),
            "POST /merge_requests" => Create(seen),
            "GET /deployments" => ListDeployments(seen),
            "POST /deployments" => CreateDeployment(seen),
            _ => AnswerOfOne(seen, what),
        };
    }

    private WebReply AnswerOfOne(WebRequestSeen seen, string what)
    {
        if (OfMergeRequest().Match(what) is { Success: true } one)
        {
            if (PullRequests.Find(request => request.Number.ToString(CultureInfo.InvariantCulture) == one.Groups["iid"].Value) is not { } request)
                return Says(404, "404 Not found");
            return (one.Groups["method"].Value, one.Groups["part"].Value) switch
            {
                ("GET", "") => Show(seen, request),
                ("PUT", "") => Change(seen, request),
                ("PUT", "/merge") => Accept(seen, request),
                ("GET", "/approvals") => Approvals(seen, request),
                ("GET", "/versions") => Versions(seen, request),
                ("GET", "/reviewers") => Reviewers(seen, request),
                ("POST", "train") => Board(seen, request),
                _ => Says(404, "404 Not Found"),
            };
        }

        if (OfCommit().Match(what) is { Success: true } statuses)
            return Statuses(seen, statuses.Groups["sha"].Value);
        if (what.StartsWith("POST /statuses/", StringComparison.Ordinal))
            return SetStatus(seen, what["POST /statuses/".Length..]);
        if (what.StartsWith("GET /repository/branches/", StringComparison.Ordinal))
            return ShowBranch(seen, Segment(what["GET /repository/branches/".Length..]));
        if (what.StartsWith("GET /merge_trains/", StringComparison.Ordinal))
            return ShowTrain(seen, Segment(what["GET /merge_trains/".Length..]));
        if (OfDeployment().Match(what) is { Success: true } deployment)
            return OneDeployment(seen, deployment.Groups["method"].Value, int.Parse(deployment.Groups["id"].Value, CultureInfo.InvariantCulture));
        throw new RequestViolation("there is no such call");
    }

    // A name is one part of a path: its slashes are escaped.
    private static string Segment(string part)
    {
        Demand(!part.Contains('/', StringComparison.Ordinal), "a name in the path is not escaped");
        return Uri.UnescapeDataString(part);
    }

    private WebReply ShowProject(WebRequestSeen seen)
    {
        Query(seen);
        return Json(new
        {
            id = ProjectId, description = "", name = "shop", name_with_namespace = "acme / shop", path = "shop", path_with_namespace = "acme/shop", default_branch = Git.DefaultBranch, web_url = "https://gitlab.example/acme/shop",
            visibility = "private", archived = false, merge_requests_enabled = true, jobs_enabled = true, merge_method = MergeMethod, squash_option = SquashOption, only_allow_merge_if_pipeline_succeeds = false,
            only_allow_merge_if_all_discussions_are_resolved = false, remove_source_branch_after_merge = true, merge_pipelines_enabled = HasTrains, merge_trains_enabled = HasTrains,
        });
    }

    private bool HasTrains => ProtectionOf(Git.DefaultBranch)?.HasQueue == true;

    private WebReply Paged(WebRequestSeen seen, Dictionary<string, string> query, IEnumerable<object> all)
    {
        var list = all.ToList();
        var size = Math.Min(MostPerPage, query.TryGetValue("per_page", out var asked) ? int.Parse(asked, CultureInfo.InvariantCulture) : 20);
        Demand(size is > 0 and <= 100, "a page is of 1 to 100");
        var page = query.TryGetValue("page", out var number) ? int.Parse(number, CultureInfo.InvariantCulture) : 1;
        var reply = Json(list.Skip((page - 1) * size).Take(size));
        if (list.Count <= page * size)
            return reply;
        var rest = string.Join('&', query.Where(pair => pair.Key != "page").Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
        return reply with { Headers = new Dictionary<string, string> { ["Link"] = $"<{new Uri(Server.Address, seen.Path)}?{rest}&page={page + 1}>; rel=\"next\", <{new Uri(Server.Address, seen.Path)}?{rest}&page=1>; rel=\"first\"" } };
    }

    private WebReply List(WebRequestSeen seen)
    {
        var query = Query(seen, "state", "source_branch", "target_branch", "scope", "order_by", "sort", "view", "per_page", "page");
        Demand(!query.TryGetValue("state", out var state) || state is "opened" or "closed" or "locked" or "merged" or "all", "state does not have a valid value");
        var found = PullRequests.Select(Seen)
            .Where(one => state is null or "all" || StateOf(one) == state)
            .Where(one => !query.TryGetValue("source_branch", out var from) || one.From == from)
            .Where(one => !query.TryGetValue("target_branch", out var into) || one.Into == into);
        return Paged(seen, query, found.Reverse().Select(one => Shown(one, "unchecked")));
    }

    private WebReply Create(WebRequestSeen seen)
    {
        var body = Body(seen, "source_branch:string target_branch:string title:string", "description:string squash:bool remove_source_branch:bool labels:string assignee_id:number reviewer_ids:array target_project_id:number");
        var (from, into) = (body.GetProperty("source_branch").GetString()!, body.GetProperty("target_branch").GetString()!);
        if (Git.Tip(from) is null || Git.Tip(into) is null)
            return Says(409, new[] { $"{(Git.Tip(from) is null ? "Source" : "Target")} branch \"{(Git.Tip(from) is null ? from : into)}\" does not exist" });
        if (PullRequests.Find(one => one.Owner == "acme" && one.From == from && one.Into == into && Seen(one).State == "open") is { } other)
            return Says(409, new[] { $"Another open merge request already exists for this source branch: !{other.Number}" });
        var made = Add(Actor, from, into, body.GetProperty("title").GetString()!, body.TryGetProperty("description", out var description) ? description.GetString()! : string.Empty);
        if (SquashOption is "always" or "default_on")
            _squashOnMerge.Add(made.Number);
        return Json(Shown(made, "preparing"), 201);
    }

    private WebReply Show(WebRequestSeen seen, StandInPullRequest request)
    {
        Query(seen);
        Seen(request);
        if (request.State == "open" && (request.IsAutoMerge || request.Place is not null) && LooksBeforeMerge-- <= 0)
            MergeAsProject(request, $"Merge branch '{request.From}' into '{request.Into}'");
        return Json(Shown(request, Status(request)));
    }

    private WebReply Change(WebRequestSeen seen, StandInPullRequest request)
    {
        var body = Body(seen, "", "title:string description:string squash:bool target_branch:string state_event:string remove_source_branch:bool");
        Demand(body.EnumerateObject().Any(), "nothing is changed");
        if (body.TryGetProperty("title", out var title))
            request.Title = title.GetString()!;
        if (body.TryGetProperty("description", out var description))
            request.Body = description.GetString()!;
        if (body.TryGetProperty("squash", out var squash))
            _ = squash.GetBoolean() ? _squashOnMerge.Add(request.Number) : _squashOnMerge.Remove(request.Number);
        return Json(Shown(Seen(request), "unchecked"));
    }

    private WebReply Accept(WebRequestSeen seen, StandInPullRequest request)
    {
        // Newer servers can be set to demand the sha; whoever leaves it out merges what nobody looked at.
        var body = Body(seen, "sha:string", "merge_commit_message:string squash_commit_message:string should_remove_source_branch:bool auto_merge:bool merge_when_pipeline_succeeds:bool squash:bool");
        Demand(!(body.TryGetProperty("auto_merge", out var auto) && auto.GetBoolean()), "it is to be merged later, and that was not asked for");
        Seen(request);
        if (!MayMerge)
            return Says(401, "401 Unauthorized");
        var status = Status(request);
        if (status is not ("mergeable" or "conflict" or "need_rebase" or "checking"))
            return Says(405, "405 Method Not Allowed");
        if (status != "mergeable")
            return Says(422, "Branch cannot be merged");
        if (body.GetProperty("sha").GetString() != request.Head)
            return Says(409, $"SHA does not match HEAD of source branch: {request.Head}");
        _mergeErrors.Remove(request.Number);
        // False says nothing: what the merge request has stays.
        if (body.TryGetProperty("squash", out var squash) && squash.GetBoolean())
            _squashOnMerge.Add(request.Number);
        if (FailsToMerge is { } why)
        {
            _mergeErrors[request.Number] = why;
            return Says(422, "Branch cannot be merged");
        }

        var message = body.TryGetProperty("merge_commit_message", out var merged) ? merged.GetString()! : $"Merge branch '{request.From}' into '{request.Into}'";
        MergeAsProject(request, body.TryGetProperty("squash_commit_message", out var squashed) && IsSquashed(request) ? squashed.GetString()! : message);
        return Json(Shown(request, "not_open"));
    }

    private WebReply Board(WebRequestSeen seen, StandInPullRequest request)
    {
        var body = Body(seen, "sha:string", "squash:bool auto_merge:bool when_pipeline_succeeds:bool");
        Seen(request);
        if (!HasTrains)
            return Says(403, "403 Forbidden");
        if (body.GetProperty("sha").GetString() != request.Head)
            return Says(409, $"SHA does not match HEAD of source branch: {request.Head}");
        if (!MayMerge)
            return Says(401, "401 Unauthorized");
        if (request.Place is not null || request.IsAutoMerge)
            return Says(409, "409 Merge request is already set to Auto-Merge");
        if (Status(request) != "mergeable")
            return Says(400, "400 Bad request - Failed to merge");
        if (body.TryGetProperty("squash", out var squash) && squash.GetBoolean())
            _squashOnMerge.Add(request.Number);
        request.Place = PullRequests.Count(one => one.Place is not null && one.Into == request.Into) + 1;
        return Json(Cars(request.Into), 201);
    }

    private WebReply ShowTrain(WebRequestSeen seen, string branch)
    {
        var query = Query(seen, "scope", "sort", "per_page", "page");
        Demand(!query.TryGetValue("scope", out var scope) || scope is "active" or "complete", "scope does not have a valid value");
        Demand(!query.TryGetValue("sort", out var sort) || sort is "asc" or "desc", "sort does not have a valid value");
        if (!HasTrains)
            return Says(403, "403 Forbidden");
        return Paged(seen, query, sort == "asc" ? Cars(branch) : Cars(branch).Reverse());
    }

    private object[] Cars(string branch) =>
    [
        .. PullRequests.Where(one => one is { Place: not null, State: "open" } && one.Into == branch).OrderBy(one => one.Place).Select(one => (object)new
        {
            id = 200 + one.Number, merge_request = new { id = 4000 + one.Number, iid = one.Number, project_id = ProjectId, title = one.Title, description = one.Body, state = "opened", web_url = UrlOf(one) },
            user = Person(Actor), pipeline = (object?)null, target_branch = one.Into, status = "fresh", merged_at = (string?)null, duration = (int?)null,
        }),
    ];

    private WebReply Approvals(WebRequestSeen seen, StandInPullRequest request)
    {
        Query(seen);
        Seen(request);
        var given = Opinions(request).Where(review => review.Verdict == "approved").ToList();
        var wanted = HasApprovalRules ? ProtectionOf(request.Into)?.Approvals ?? 0 : 0;
        var left = Math.Max(0, wanted - given.Count(review => review.Person != request.Author));
        var shown = new Dictionary<string, object?>
        {
            ["user_has_approved"] = false, ["user_can_approve"] = false, ["approved"] = HasApprovalRules ? left == 0 : given.Count > 0,
            ["approved_by"] = given.Select(review => SaysWhenApproved ? (object)new { user = Person(review.Person), approved_at = Milliseconds(SaidAt(request, review)) } : new { user = Person(review.Person) }),
        };
        if (HasApprovalRules)
            (shown["id"], shown["iid"], shown["project_id"], shown["state"], shown["approvals_required"], shown["approvals_left"]) = (4000 + request.Number, request.Number, ProjectId, StateOf(request), wanted, left);
        return Json(shown);
    }

    // GitLab knows no commit of an approval: one of an older head is one of that time.
    private static DateTimeOffset SaidAt(StandInPullRequest request, StandInReview review)
    {
        var push = request.Pushes.FindLastIndex(one => one.Commit == review.Commit);
        return push >= 0 && push + 1 < request.Pushes.Count && request.Pushes[push + 1].At <= review.At ? request.Pushes[push].At : review.At;
    }

    private static IEnumerable<StandInReview> Opinions(StandInPullRequest request) =>
        request.Reviews.Where(review => review.Verdict != "comment").GroupBy(review => review.Person).Select(group => group.Last()).Where(review => !review.IsDismissed);

    private WebReply Versions(WebRequestSeen seen, StandInPullRequest request)
    {
        var query = Query(seen, "per_page", "page");
        Seen(request);
        return Paged(seen, query, request.Pushes.Select((push, index) => (object)new
        {
            id = 110 + index, head_commit_sha = push.Commit, base_commit_sha = Git.Tip(request.Into), start_commit_sha = Git.Tip(request.Into), created_at = Milliseconds(push.At), merge_request_id = 4000 + request.Number, state = "collected", real_size = "1", patch_id_sha = (string?)null,
        }).Reverse());
    }

    private WebReply Reviewers(WebRequestSeen seen, StandInPullRequest request)
    {
        var query = Query(seen, "per_page", "page");
        if (!HasReviewers)
            return Says(404, "404 Not Found");
        return Paged(seen, query, request.Reviews.GroupBy(review => review.Person).Select(group => group.Last()).Select(review => (object)new
        {
            user = Person(review.Person), state = review switch { { IsDismissed: true } => "unreviewed", { Verdict: "changes" } => "requested_changes", { Verdict: "approved" } => "approved", _ => "reviewed" }, created_at = Milliseconds(request.Pushes.Count > 0 ? request.Pushes[0].At : review.At),
        }));
    }

    private WebReply Statuses(WebRequestSeen seen, string sha)
    {
        var query = Query(seen, "ref", "stage", "name", "pipeline_id", "order_by", "sort", "all", "per_page", "page");
        if (Git.Commit(sha) is null)
            return Says(404, "404 Commit Not Found");
        // Only the newest of each name, where not all are asked for; those of several pipelines stand beside each other all the same.
        return Paged(seen, query, Checks.Where(check => check.Commit == sha && (!query.TryGetValue("name", out var name) || check.Name == name)).Select(Shown));
    }

    private object Shown(StandInCheck check) => new
    {
        id = check.Id, sha = check.Commit, @ref = "hotfix", status = StateOf(check), name = check.Name, target_url = $"https://gitlab.example/acme/shop/-/jobs/{check.Id}", description = check.Description,
        created_at = Milliseconds(check.At), started_at = (string?)null, finished_at = (string?)null, allow_failure = AllowedToFail.Contains(check.Name), coverage = (double?)null, pipeline_id = 538317940, author = Person(Actor),
    };

    private static string StateOf(StandInCheck check) => check.State switch { "failure" => "failed", "cancelled" => "canceled", "neutral" => "success", var state => state };

    private WebReply SetStatus(WebRequestSeen seen, string sha)
    {
        var body = Body(seen, "state:string", "name:string context:string ref:string description:string target_url:string coverage:number pipeline_id:number");
        var state = body.GetProperty("state").GetString()!;
        Demand(state is "pending" or "running" or "success" or "failed" or "canceled" or "skipped", "state does not have a valid value");
        Demand(!body.TryGetProperty("description", out var description) || description.GetString()!.Length <= 255, "description is too long (maximum is 255 characters)");
        if (Git.Commit(sha) is null)
            return Says(404, "404 Commit Not Found");
        Demand(!body.TryGetProperty("ref", out var branch) || Git.Tip(branch.GetString()!) is not null, "404 References for commit Not Found");
        var name = (body.TryGetProperty("name", out var named) || body.TryGetProperty("context", out named)) ? named.GetString()! : "default";
        if (state == "pending" && Checks.LastOrDefault(check => check.Name == name && check.Commit == sha)?.State == "pending")
            return Says(400, "Cannot transition status via :enqueue from :pending (Reason(s): Status cannot transition via \"enqueue\")");
        var made = new StandInCheck(NextId(), name, sha, state switch { "failed" => "failure", "canceled" => "cancelled", _ => state }, description.ValueKind == JsonValueKind.String ? description.GetString()! : string.Empty, Later(), true);
        Checks.Add(made);
        return Json(Shown(made), 201);
    }

    private WebReply ShowBranch(WebRequestSeen seen, string branch)
    {
        Query(seen);
        if (Git.Tip(branch) is not { } tip)
            return Says(404, "404 Branch Not Found");
        var isProtected = ProtectionOf(branch) is not null;
        return Json(new
        {
            name = branch, commit = new { id = tip, short_id = tip[..8], title = "Something", parent_ids = Git.Parents(tip) }, merged = false, @protected = isProtected, developers_can_push = false, developers_can_merge = false,
            can_push = !isProtected, @default = branch == Git.DefaultBranch, web_url = $"https://gitlab.example/acme/shop/-/tree/{branch}",
        });
    }

    private WebReply ListDeployments(WebRequestSeen seen)
    {
        var query = Query(seen, "environment", "status", "order_by", "sort", "updated_after", "updated_before", "finished_after", "finished_before", "per_page", "page");
        Demand(!query.TryGetValue("status", out var status) || status is "created" or "running" or "success" or "failed" or "canceled" or "blocked", "status does not have a valid value");
        Demand(!query.TryGetValue("order_by", out var order) || order is "id" or "iid" or "created_at" or "updated_at" or "ref" || (order == "finished_at" && status == "success"), "order_by does not have a valid value");
        var found = _deployments.Where(one => (status is null || one.Status == status) && (!query.TryGetValue("environment", out var environment) || one.Environment == environment));
        return Paged(seen, query, (query.GetValueOrDefault("sort") == "desc" ? found.Reverse() : found).Select(Shown));
    }

    private WebReply CreateDeployment(WebRequestSeen seen)
    {
        var body = Body(seen, "environment:string sha:string ref:string tag:bool status:string");
        var (sha, status) = (body.GetProperty("sha").GetString()!, body.GetProperty("status").GetString()!);
        Demand(status is "running" or "success" or "failed" or "canceled", "status does not have a valid value");
        Demand(Git.Commit(sha) is not null, "sha: The commit does not exist");
        Demand(Git.Tip(body.GetProperty("ref").GetString()!) is not null, "ref: The branch or tag does not exist");
        var made = new Deployed(NextId(), body.GetProperty("environment").GetString()!, sha, body.GetProperty("ref").GetString()!, Later()) { Status = status };
        _deployments.Add(made);
        return Json(Shown(made), 201);
    }

    private WebReply OneDeployment(WebRequestSeen seen, string method, int id)
    {
        if (_deployments.Find(one => one.Id == id) is not { } deployment)
            return Says(404, "404 Not found");
        if (method == "GET")
        {
            Query(seen);
            return Json(Shown(deployment));
        }

        var status = Body(seen, "status:string").GetProperty("status").GetString()!;
        Demand(status is "running" or "success" or "failed" or "canceled", "status does not have a valid value");
        if (deployment.IsOfJob)
            return Says(403, "403 Forbidden - Deployments created using GitLab CI can not be updated using the API");
        if (status == deployment.Status || status == "running")
            return Says(400, new { status = new[] { $"cannot transition via \"{status}\"" } });
        deployment.Status = status;
        return Json(Shown(deployment));
    }

    private static object Shown(Deployed one) => new
    {
        id = one.Id, iid = one.Id, @ref = one.Ref, sha = one.Sha, created_at = Milliseconds(one.At), updated_at = Milliseconds(one.At), status = one.Status, user = Person(Actor),
        environment = new { id = 9, name = one.Environment, external_url = (string?)null }, deployable = one.IsOfJob ? new { id = 664, status = one.Status, name = "deploy" } : null,
    };

    private string StateOf(StandInPullRequest request) => request.State switch { "open" => IsMerging ? "locked" : "opened", var state => state };

    private bool IsSquashed(StandInPullRequest request) => SquashOption == "always" || (SquashOption != "never" && _squashOnMerge.Contains(request.Number));

    private string Status(StandInPullRequest request)
    {
        if (request.State != "open")
            return "not_open";
        if (ComputesMergeability > 0)
        {
            ComputesMergeability--;
            return "checking";
        }

        var rules = ProtectionOf(request.Into);
        if (KeptBy is { } reason)
            return reason;
        if (request.IsDraft)
            return "draft_status";
        foreach (var name in rules?.Checks ?? [])
        {
            if (StatusOf(name, request.Head) is not ("success" or "skipped" or "neutral") and var state)
                return state is null or "pending" ? "ci_still_running" : "ci_must_pass";
        }

        if (HasApprovalRules && rules is not null && Opinions(request).Count(review => review.Verdict == "approved" && review.Person != request.Author) < rules.Approvals)
            return "not_approved";
        if (Opinions(request).Any(review => review.Verdict == "changes"))
            return "requested_changes";
        if (Git.Conflicts(request.Into, request.Head))
            return "conflict";
        return MergeMethod != "merge" && !Git.IsAncestor(Git.Tip(request.Into)!, request.Head) ? "need_rebase" : "mergeable";
    }

    private void MergeAsProject(StandInPullRequest request, string message)
    {
        if (IsSquashed(request) && MergeMethod != "ff")
        {
            (request.MergeCommit, _squashed[request.Number]) = Git.MergeSquashed(request.Into, request.Head, message);
            (request.State, request.Place, request.IsAutoMerge) = ("merged", null, false);
            if (RemovesBranches)
                Git.Remove(request.From);
            return;
        }

        var made = MergeNow(request, IsSquashed(request) ? "squash" : MergeMethod == "ff" ? "fast-forward" : "merge", message);
        if (IsSquashed(request))
            _squashed[request.Number] = made;
    }

    private string UrlOf(StandInPullRequest request) => $"https://gitlab.example/acme/shop/-/merge_requests/{request.Number}";

    private static object Person(string name) => new { id = 1000 + name.Length, username = name, name, state = "active", locked = false, avatar_url = (string?)null, web_url = $"https://gitlab.example/{name}" };

    private Dictionary<string, object?> Shown(StandInPullRequest request, string status)
    {
        var isConflict = request.State == "open" && request.Head.Length > 0 && status is not ("checking" or "unchecked" or "preparing") && Git.Conflicts(request.Into, request.Head);
        // A fast-forward has no commit of its own, nor has one that was squashed onto the target.
        var merged = request.State == "merged" && request.MergeCommit != request.Head && request.MergeCommit != _squashed.GetValueOrDefault(request.Number) ? request.MergeCommit : null;
        var shown = new Dictionary<string, object?>
        {
            ["id"] = 4000 + request.Number, ["iid"] = request.Number, ["project_id"] = ProjectId, ["title"] = request.Title, ["description"] = request.Body, ["state"] = StateOf(request), ["created_at"] = "2026-01-01T00:00:00.000Z",
            ["merge_user"] = null, ["merged_at"] = null, ["target_branch"] = request.Into, ["source_branch"] = request.From, ["author"] = Person(request.Author), ["assignees"] = Array.Empty<object>(), ["reviewers"] = Array.Empty<object>(),
            ["source_project_id"] = request.Owner == "acme" ? ProjectId : ProjectId + 1, ["target_project_id"] = ProjectId, ["labels"] = Array.Empty<object>(), ["draft"] = request.IsDraft, ["work_in_progress"] = request.IsDraft,
            ["merge_when_pipeline_succeeds"] = request.IsAutoMerge || request.Place is not null,
            ["merge_status"] = status is "checking" or "unchecked" or "preparing" ? status : isConflict ? "cannot_be_merged" : "can_be_merged",
            ["sha"] = request.Head.Length > 0 ? request.Head : null, ["merge_commit_sha"] = merged, ["squash_commit_sha"] = _squashed.GetValueOrDefault(request.Number), ["should_remove_source_branch"] = null, ["force_remove_source_branch"] = true,
            ["web_url"] = UrlOf(request), ["squash"] = IsSquashed(request), ["squash_on_merge"] = IsSquashed(request), ["has_conflicts"] = isConflict, ["blocking_discussions_resolved"] = KeptBy != "discussions_not_resolved",
            ["merge_error"] = _mergeErrors.GetValueOrDefault(request.Number), ["user"] = new { can_merge = MayMerge },
        };
        if (SaysInDetail)
            shown["detailed_merge_status"] = status;
        return shown;
    }

    [GeneratedRegex("^(?<method>GET|PUT) /merge_requests/(?<iid>[0-9]+)(?<part>(/[a-z_]+)?)$|^(?<method>POST) /merge_(?<part>train)s/merge_requests/(?<iid>[0-9]+)$")]
    private static partial Regex OfMergeRequest();

    [GeneratedRegex("^GET /repository/commits/(?<sha>[0-9a-f]{40})/statuses$")]
    private static partial Regex OfCommit();

    [GeneratedRegex("^(?<method>GET|PUT) /deployments/(?<id>[0-9]+)$")]
    private static partial Regex OfDeployment();

    private sealed record Deployed(int Id, string Environment, string Sha, string Ref, DateTimeOffset At)
    {
        public required string Status { get; set; }

        public bool IsOfJob { get; init; }
    }
}
