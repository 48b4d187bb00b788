using System.Text.Json;
using System.Text.RegularExpressions;

namespace HotfixTools.Testing.Forges;

public sealed partial class GitHubStandIn
{
    // All that is known here of its schema: any other word in a query is none of it.
    private static readonly string[] Words =
    [
        "query", "mutation", "ID", "GitObjectID", "node", "id", "on", "PullRequest", "input", "pullRequestId", "expectedHeadOid", "head", "enqueuePullRequest", "mergeQueueEntry", "position", "state",
        "reviewDecision", "baseRef", "refUpdateRule", "requiredApprovingReviewCount", "requiredStatusCheckContexts", "viewerCanMergeAsAdmin",
    ];

    /// <summary>Whether it has GraphQL, and who asks may use it.</summary>
    public bool HasGraph { get; set; } = true;

    /// <summary>Members that an older server does not have.</summary>
    public HashSet<string> LacksMembers { get; } = [];

    private WebReply Graph(WebRequestSeen seen)
    {
        Demand(seen.Method == "POST", "GraphQL is asked by POST");
        Query(seen);
        if (Stranger(seen) is { } stranger)
            return stranger.Status == 404 ? Error(401, "This endpoint requires you to be authenticated.") : stranger;
        if (!HasGraph)
            return Error(404, "Not Found");
        var body = Body(seen, "query:string", "variables:object operationName:string");
        var query = body.GetProperty("query").GetString()!;
        Demand(query.Count(letter => letter == '{') == query.Count(letter => letter == '}'), "a brace of the query is not closed");
        var unknown = Word().Matches(query).Select(word => word.Value).Except(Words).ToList();
        Demand(unknown.Count == 0, $"the query has {string.Join(", ", unknown)}");
        Check(body.GetProperty("variables"), "id:string", query.StartsWith("mutation", StringComparison.Ordinal) ? "head:string" : string.Empty);
        if (LacksMembers.FirstOrDefault(name => query.Contains(name, StringComparison.Ordinal)) is { } lacking)
            return Json(new { errors = new[] { new { path = new[] { "query" }, extensions = new { code = "undefinedField" }, message = $"Field '{lacking}' doesn't exist on type 'PullRequest'" } } });
        var variables = body.GetProperty("variables");
        var request = PullRequests.Find(one => NodeOf(one) == variables.GetProperty("id").GetString());
        if (query.StartsWith("mutation", StringComparison.Ordinal))
            return Enqueue(request, variables.GetProperty("head").GetString()!);
        return request is null
            ? GraphError("NOT_FOUND", "node", $"Could not resolve to a node with the global id of '{variables.GetProperty("id")}'")
            : Json(new { data = new { node = Members(Seen(request), query) } });
    }

    private Dictionary<string, object?> Members(StandInPullRequest request, string query)
    {
        var rules = ProtectionOf(request.Into);
        var members = new Dictionary<string, object?>();
        if (query.Contains("mergeQueueEntry", StringComparison.Ordinal))
            members["mergeQueueEntry"] = Entry(request);
        if (query.Contains("viewerCanMergeAsAdmin", StringComparison.Ordinal))
            members["viewerCanMergeAsAdmin"] = CanBypass;
        if (query.Contains("reviewDecision", StringComparison.Ordinal))
            members["reviewDecision"] = rules is not { Approvals: > 0 } ? null : Decision(request, rules.Approvals);
        if (query.Contains("refUpdateRule", StringComparison.Ordinal))
            members["baseRef"] = new { refUpdateRule = IsClassic && rules is not null ? new { requiredApprovingReviewCount = rules.Approvals, requiredStatusCheckContexts = rules.Checks } : null };
        return members;
    }

    private WebReply Enqueue(StandInPullRequest? request, string head)
    {
        const string Name = "enqueuePullRequest";
        if (request is null)
            return GraphError("NOT_FOUND", Name, "Could not resolve to a node");
        if (!MayWrite)
            return GraphError("FORBIDDEN", Name, "Resource not accessible by personal access token");
        if (Seen(request).State != "open" || ProtectionOf(request.Into) is not { HasQueue: true })
            return GraphError("UNPROCESSABLE", Name, "The merge queue is not enabled for this pull request.");
        if (request.Place is not null)
            return GraphError("UNPROCESSABLE", Name, "The pull request is already in the merge queue.");
        if (head != request.Head)
            return GraphError("UNPROCESSABLE", Name, "The head of the pull request is not the expected one.");
        if (request.IsDraft || Git.Conflicts(request.Into, request.Head))
            return GraphError("UNPROCESSABLE", Name, "Pull request is not mergeable.");
        if (Missing(request) is { } missing)
            return GraphError("UNPROCESSABLE", Name, missing);
        request.Place = Math.Max(1, LooksBeforeMerge);
        _looks[request.Number] = LooksBeforeMerge;
        return Json(new { data = new { enqueuePullRequest = new { mergeQueueEntry = Entry(request) } } });
    }

    private static object? Entry(StandInPullRequest request) => request.Place is { } position ? new { position, state = "AWAITING_CHECKS" } : null;

    private static string Decision(StandInPullRequest request, int wanted)
    {
        var last = request.Reviews.Where(review => review is { Verdict: not "comment", IsDismissed: false } && review.Person != request.Author)
            .GroupBy(review => review.Person).Select(group => group.Last().Verdict).ToList();
        return last.Contains("changes") ? "CHANGES_REQUESTED" : last.Count(verdict => verdict == "approved") >= wanted ? "APPROVED" : "REVIEW_REQUIRED";
    }

    private static string NodeOf(StandInPullRequest request) => $"PR_kwDOAAAAEc5{request.Number}";

    private static WebReply GraphError(string type, string path, string message) =>
        Json(new { data = new Dictionary<string, object?> { [path] = null }, errors = new[] { new { type, path = new[] { path }, locations = new[] { new { line = 1, column = 1 } }, message } } });

    [GeneratedRegex("(?<![$\\w])[A-Za-z]\\w*")]
    private static partial Regex Word();
}
