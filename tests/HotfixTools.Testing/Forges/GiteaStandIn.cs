using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HotfixTools.Testing.Forges;

/// <summary>A repository of Gitea or Forgejo, by the published description of its API (https://docs.gitea.com/api/).</summary>
/// <param name="repository">The bare repository.</param>
public sealed partial class GiteaStandIn(string repository) : ForgeStandIn(repository)
{
    private const string Prefix = "/api/v1/repos/acme/shop";
    private const int RepositoryId = 12;

    /// <inheritdoc/>
    public override string Kind => "gitea";

    /// <inheritdoc/>
    public override string Api => Server.Address + "api/v1";

    /// <summary>Whether it is of 1.23 or later, says of pull requests whether they are drafts, and lists those of one target alone.</summary>
    public bool IsNew { get; set; } = true;

    /// <summary>Whether who asks may merge.</summary>
    public bool MayMerge { get; set; } = true;

    /// <summary>Whether the repository is archived.</summary>
    public bool IsArchived { get; set; }

    /// <summary>The ways to merge that the repository allows.</summary>
    public HashSet<string> Methods { get; } = ["merge", "squash", "rebase", "rebase-merge"];

    /// <summary>Those whose reviews do not count: they may not write.</summary>
    public HashSet<string> Outsiders { get; } = [];

    /// <summary>The most that it puts on a page, whatever is asked for.</summary>
    public int MostPerPage { get; set; } = 50;

    /// <summary>How many times somebody pushes to the target while it merges.</summary>
    public int TargetMoves { get; set; }

    /// <inheritdoc/>
    protected override WebReply Handle(WebRequestSeen seen)
    {
        Demand(seen.Header("Accept")?.Contains("application/json", StringComparison.Ordinal) == true, "it does not accept JSON");
        if (seen.Header("Authorization") is { } who && who != "token " + Token)
            return Says(401, "user does not exist [uid: 0, name: ]");
        if (seen.Header("Authorization") is null || !seen.Path.StartsWith(Prefix + "/", StringComparison.Ordinal))
            return NotFound();
        var what = $"{seen.Method} {seen.Path[Prefix.Length..]}";
        if (seen.Method == "GET")
            NoBody(seen);
        else
            Query(seen);
        if (IsArchived && seen.Method != "GET")
            return Says(423, "Repository acme/shop is archived.");
        if (what == "GET /pulls")
            return List(seen);
        if (what == "POST /pulls")
            return Create(seen);
        if (OfPullRequest().Match(what) is { Success: true } one)
        {
            if (PullRequests.Find(request => request.Number.ToString(CultureInfo.InvariantCulture) == one.Groups["index"].Value) is not { } request)
                return NotFound();
            Seen(request);
            return (one.Groups["method"].Value, one.Groups["part"].Value) switch
            {
                ("GET", "") => Show(seen, request),
                ("PATCH", "") => Change(seen, request),
                ("GET", "/reviews") => Reviews(seen, request),
                ("POST", "/merge") => Merge(seen, request),
                _ => throw new RequestViolation("there is no such call"),
            };
        }

        if (OfCommit().Match(what) is { Success: true } statuses)
            return Statuses(seen, statuses.Groups["sha"].Value);
        if (what.StartsWith("POST /statuses/", StringComparison.Ordinal))
            return SetStatus(seen, what["POST /statuses/".Length..]);
        if (what.StartsWith("GET /branches/", StringComparison.Ordinal))
            return ShowBranch(seen, Uri.UnescapeDataString(what["GET /branches/".Length..]));
        throw new RequestViolation("there is no such call");
    }

    /// <inheritdoc/>
    protected override WebReply Refuse(RequestViolation violation) => Says(422, violation.Message);

    private static WebReply Json(object value, int status = 200) => WebReply.Json(JsonSerializer.Serialize(value), status);

    private static WebReply Says(int status, string message) => Json(new { message, url = "https://gitea.example/api/swagger" }, status);

    private static WebReply NotFound() => Json(new { errors = Array.Empty<string>(), message = "The target couldn't be found.", url = "https://gitea.example/api/swagger" }, 404);

    private WebReply Paged(WebRequestSeen seen, Dictionary<string, string> query, IEnumerable<object> all)
    {
        var list = all.ToList();
        // It does not refuse a page that is too large; it makes it smaller.
        var size = Math.Min(MostPerPage, query.TryGetValue("limit", out var asked) ? int.Parse(asked, CultureInfo.InvariantCulture) : 30);
        var page = query.TryGetValue("page", out var number) ? int.Parse(number, CultureInfo.InvariantCulture) : 1;
        var headers = new Dictionary<string, string> { ["X-Total-Count"] = list.Count.ToString(CultureInfo.InvariantCulture) };
        if (list.Count > page * size)
        {
            var rest = string.Join('&', query.Where(pair => pair.Key != "page").Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
            var last = (list.Count + size - 1) / size;
            headers["Link"] = $"<{new Uri(Server.Address, seen.Path)}?{rest}&page={page + 1}>; rel=\"next\",<{new Uri(Server.Address, seen.Path)}?{rest}&page={last}>; rel=\"last\"";
        }

        return Json(list.Skip((page - 1) * size).Take(size)) with { Headers = headers };
    }

    private WebReply List(WebRequestSeen seen)
    {
        var query = Query(seen, "state", "sort", "milestone", "labels", "poster", "base_branch", "page", "limit");
        Demand(!query.TryGetValue("state", out var state) || state is "open" or "closed" or "all", "state is none of those that there are");
        Demand(!query.TryGetValue("sort", out var sort) || sort is "oldest" or "recentupdate" or "recentclose" or "leastupdate" or "mostcomment" or "leastcomment" or "priority", "sort is none of those that there are");
        var found = PullRequests.Select(Seen)
            .Where(one => state == "all" || (one.State == "open") == (state is null or "open"))
            .Where(one => !IsNew || !query.TryGetValue("base_branch", out var into) || one.Into == into);
        return Paged(seen, query, found.Reverse().Select(one => Shown(one)));
    }

    private WebReply Create(WebRequestSeen seen)
    {
        var body = Body(seen, "head:string base:string title:string", "body:string assignee:string assignees:array labels:array milestone:number due_date:string reviewers:array team_reviewers:array");
        var (from, into) = (body.GetProperty("head").GetString()!, body.GetProperty("base").GetString()!);
        if (Git.Tip(from) is not { } head || Git.Tip(into) is null)
            return NotFound();
        if (PullRequests.Find(one => one.Owner == "acme" && one.From == from && one.Into == into && Seen(one).State == "open") is { } other)
            return Says(409, $"pull request already exists for these targets [id: {900 + other.Number}, issue_id: {other.Number}, head_repo_id: {RepositoryId}, base_repo_id: {RepositoryId}, head_branch: {from}, base_branch: {into}]");
        Demand(!Git.IsAncestor(head, Git.Tip(into)!), "there are no changes between the head and the base");
        return Json(Shown(Add(Actor, from, into, body.GetProperty("title").GetString()!, body.TryGetProperty("body", out var text) ? text.GetString()! : string.Empty)), 201);
    }

    private WebReply Show(WebRequestSeen seen, StandInPullRequest request)
    {
        Query(seen);
        if (request is { State: "open", IsAutoMerge: true } && LooksBeforeMerge-- <= 0)
            MergeNow(request, "merge", $"Merge pull request '{request.Title}' (#{request.Number}) from {request.From} into {request.Into}");
        return Json(Shown(request, isLook: true));
    }

    private WebReply Change(WebRequestSeen seen, StandInPullRequest request)
    {
        var body = Body(seen, "", "title:string body:string base:string state:string assignee:string assignees:array labels:array milestone:number due_date:string unset_due_date:bool allow_maintainer_edit:bool");
        if (body.TryGetProperty("title", out var title))
            request.Title = title.GetString()!;
        if (body.TryGetProperty("body", out var text))
            request.Body = text.GetString()!;
        return Json(Shown(request), 201);
    }

    private WebReply Merge(WebRequestSeen seen, StandInPullRequest request)
    {
        // By force it would merge against every rule where who asks is an administrator.
        var body = Body(seen, "Do:string head_commit_id:string delete_branch_after_merge:bool", "MergeTitleField:string MergeMessageField:string merge_when_checks_succeed:bool");
        var method = body.GetProperty("Do").GetString()!;
        Demand(method is "merge" or "rebase" or "rebase-merge" or "squash" or "fast-forward-only" or "manually-merged", "Do is none of those that there are");
        if (request.State == "merged")
            return Says(405, string.Empty);
        if (request.State == "closed")
            return NotFound();
        if (!MayMerge)
            return Says(405, "User not allowed to merge PR");
        if (request.IsDraft)
            return Says(405, "Work in progress PRs cannot be merged");
        if (!IsMergeable(request, isLook: true))
            return Says(405, "Please try again later");
        if (Missing(request) is { } missing)
            return Says(405, "not ready to be merged: " + (missing.StartsWith("At least", StringComparison.Ordinal) ? "Does not have enough approvals" : "Not all required status checks successful"));
        if (request.Reviews.GroupBy(review => review.Person).Any(group => group.Last() is { Verdict: "changes", IsDismissed: false }) && ProtectionOf(request.Into) is not null)
            return Says(405, "not ready to be merged: There are requested changes");
        if (!Methods.Contains(method))
            return Says(405, $"{method} is not allowed an allowed merge style for this repository");
        if (body.GetProperty("head_commit_id").GetString() != request.Head)
            return Says(409, "head out of date");
        if (TargetMoves > 0)
        {
            TargetMoves--;
            Git.AddCommit(request.Into, "Somebody was faster");
            return Says(409, "merge push out of date");
        }

        var title = body.TryGetProperty("MergeTitleField", out var given) && given.GetString()!.Trim() is { Length: > 0 } field ? field : $"Merge pull request '{request.Title}' (#{request.Number}) from {request.From} into {request.Into}";
        var message = body.TryGetProperty("MergeMessageField", out var rest) && rest.GetString()!.Trim() is { Length: > 0 } more ? $"{title}\n\n{more}" : title;
        MergeNow(request, method, message);
        return new WebReply(200);
    }

    private WebReply Reviews(WebRequestSeen seen, StandInPullRequest request)
    {
        var query = Query(seen, "page", "limit");
        return Paged(seen, query, request.Reviews.Select(review => (object)new
        {
            id = review.Id, user = Person(review.Person), team = (object?)null, state = review.Verdict switch { "approved" => "APPROVED", "changes" => "REQUEST_CHANGES", "comment" => "COMMENT", var state => state },
            body = "", commit_id = review.Commit, stale = review.Commit != request.Head, official = review.Verdict is "approved" or "changes" && !Outsiders.Contains(review.Person), dismissed = review.IsDismissed, comments_count = 0,
            submitted_at = Text(review.At), updated_at = Text(review.At), html_url = UrlOf(request) + $"#issuecomment-{review.Id}", pull_request_url = UrlOf(request),
        }));
    }

    private WebReply Statuses(WebRequestSeen seen, string sha)
    {
        var query = Query(seen, "sort", "state", "page", "limit");
        Demand(!query.TryGetValue("sort", out var sort) || sort is "oldest" or "recentupdate" or "leastupdate" or "leastindex" or "highestindex", "sort is none of those that there are");
        // Every one that there ever was, the newest first.
        return Paged(seen, query, Checks.Where(check => check.Commit == sha).Reverse().Select(Shown));
    }

    private static object Shown(StandInCheck check) => new
    {
        id = check.Id, status = check.State switch { "cancelled" => "error", "neutral" => "success", var state => state }, target_url = "", description = check.Description,
        url = $"https://gitea.example/api/v1/repos/acme/shop/statuses/{check.Commit}", context = check.Name, creator = Person(Actor), created_at = Text(check.At), updated_at = Text(check.At),
    };

    private WebReply SetStatus(WebRequestSeen seen, string sha)
    {
        var body = Body(seen, "state:string context:string", "description:string target_url:string");
        var state = body.GetProperty("state").GetString()!;
        Demand(state is "pending" or "success" or "error" or "failure" or "warning" or "skipped", "state is none of those that there are");
        if (Git.Commit(sha) is null)
            return NotFound();
        var made = new StandInCheck(NextId(), body.GetProperty("context").GetString()!, sha, state, body.TryGetProperty("description", out var description) ? description.GetString()! : string.Empty, Later(), true);
        Checks.Add(made);
        return Json(Shown(made), 201);
    }

    private WebReply ShowBranch(WebRequestSeen seen, string branch)
    {
        Query(seen);
        if (Git.Tip(branch) is not { } tip)
            return NotFound();
        var rules = ProtectionOf(branch);
        return Json(new
        {
            name = branch, commit = new { id = tip, message = "Something", url = $"https://gitea.example/acme/shop/commit/{tip}", author = new { name = "Ada", email = "ada@example.org", username = "ada" } },
            @protected = rules is not null, required_approvals = rules?.Approvals ?? 0, enable_status_check = rules is { Checks.Count: > 0 }, status_check_contexts = rules?.Checks ?? [], user_can_push = rules is null, user_can_merge = MayMerge, effective_branch_protection_name = "",
        });
    }

    private bool IsMergeable(StandInPullRequest request, bool isLook)
    {
        if (request.State != "open" || request.IsDraft)
            return false;
        if (ComputesMergeability > 0)
        {
            // It looks at one that is looked at alone, and in its own time.
            if (isLook)
                ComputesMergeability--;
            return false;
        }

        return !Git.Conflicts(request.Into, request.Head);
    }

    private static string UrlOf(StandInPullRequest request) => $"https://gitea.example/acme/shop/pulls/{request.Number}";

    private static object Person(string name) => new { id = 100 + name.Length, login = name, login_name = "", source_id = 0, full_name = "", email = $"{name}@noreply.gitea.example", username = name };

    private Dictionary<string, object?> Shown(StandInPullRequest request, bool isLook = false)
    {
        var isGone = request.Owner == "acme" && Git.Tip(request.From) is null;
        var shown = new Dictionary<string, object?>
        {
            ["id"] = 900 + request.Number, ["url"] = UrlOf(request), ["number"] = request.Number, ["user"] = Person(request.Author), ["title"] = request.IsDraft && !IsNew ? "WIP: " + request.Title : request.Title, ["body"] = request.Body, ["labels"] = Array.Empty<object>(), ["milestone"] = null,
            ["assignee"] = null, ["assignees"] = null, ["requested_reviewers"] = null, ["state"] = request.State == "open" ? "open" : "closed", ["is_locked"] = false, ["comments"] = 0, ["html_url"] = UrlOf(request), ["diff_url"] = UrlOf(request) + ".diff",
            ["mergeable"] = IsMergeable(request, isLook), ["merged"] = request.State == "merged", ["merged_at"] = null, ["merge_commit_sha"] = request.State == "merged" ? request.MergeCommit : null, ["merged_by"] = null, ["allow_maintainer_edit"] = false,
            ["base"] = new { label = request.Into, @ref = request.Into, sha = Git.Tip(request.Into), repo_id = RepositoryId, repo = new { id = RepositoryId, full_name = "acme/shop" } },
            ["head"] = new { label = request.From, @ref = isGone ? $"refs/pull/{request.Number}/head" : request.From, sha = request.Head, repo_id = request.Owner == "acme" ? RepositoryId : RepositoryId + 1, repo = request.Owner == "acme" ? new { id = RepositoryId, full_name = "acme/shop" } : null },
            ["merge_base"] = "", ["due_date"] = null, ["created_at"] = "2026-01-01T00:00:00Z", ["updated_at"] = "2026-01-01T00:00:00Z", ["closed_at"] = null,
        };
        if (IsNew)
            shown["draft"] = request.IsDraft;
        return shown;
    }

    [GeneratedRegex("^(?<method>GET|PATCH|POST) /pulls/(?<index>[0-9]+)(?<part>(/[a-z]+)?)$")]
    private static partial Regex OfPullRequest();

    [GeneratedRegex("^GET /commits/(?<sha>[0-9a-f]{40})/statuses$")]
    private static partial Regex OfCommit();
}
