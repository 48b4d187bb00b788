using System.Globalization;

namespace HotfixTools.Testing.Forges;

public sealed partial class GitHubStandIn
{
    private readonly Dictionary<int, int> _looks = [];

    /// <summary>What people are to the repository: OWNER, MEMBER, COLLABORATOR, CONTRIBUTOR, NONE; who is not named is a MEMBER.</summary>
    public Dictionary<string, string> Associations { get; } = [];

    private StandInPullRequest? PullRequestOf(string number) => PullRequests.Find(one => one.Number.ToString(CultureInfo.InvariantCulture) == number);

    private WebReply ListPullRequests(WebRequestSeen seen)
    {
        var query = Query(seen, "state", "head", "base", "sort", "direction", "per_page", "page");
        var state = query.GetValueOrDefault("state", "open");
        Demand(state is "open" or "closed" or "all", $"the state is {state}");
        // One without an owner is passed over, and everything is listed.
        var head = query.TryGetValue("head", out var named) && named.Contains(':', StringComparison.Ordinal) ? named : null;
        var found = PullRequests.Select(Seen)
            .Where(one => state == "all" || (state == "open") == (one.State == "open"))
            .Where(one => head is null || head == $"{one.Owner}:{one.From}")
            .Where(one => !query.TryGetValue("base", out var into) || into == one.Into)
            .OrderByDescending(one => one.Number);
        return Page(seen, query, found, page => page.Select(one => Shape(one, isWhole: false)).ToList());
    }

    private WebReply OpenPullRequest(WebRequestSeen seen)
    {
        Query(seen);
        var body = Body(seen, "title:string head:string base:string", "body:string draft:bool maintainer_can_modify:bool head_repo:string issue:number");
        string Text(string name) => body.TryGetProperty(name, out var value) ? value.GetString()! : string.Empty;
        var (from, into) = (Text("head").Split(':')[^1], Text("base"));
        if (Git.Tip(into) is not { } target)
            return Invalid(new { resource = "PullRequest", field = "base", code = "invalid" });
        if (Git.Tip(from) is not { } tip)
            return Invalid(new { resource = "PullRequest", field = "head", code = "invalid" });
        if (PullRequests.Any(one => Seen(one).State == "open" && one.Owner == "acme" && one.From == from && one.Into == into))
            return Invalid(new { resource = "PullRequest", code = "custom", message = $"A pull request already exists for acme:{from}." });
        if (Git.IsAncestor(tip, target))
            return Invalid(new { resource = "PullRequest", code = "custom", message = $"No commits between {into} and {from}" });
        var opened = Add(Actor, from, into, Text("title"), Text("body"));
        opened.IsDraft = body.TryGetProperty("draft", out var draft) && draft.GetBoolean();
        return Json(Shape(opened), 201);
    }

    private WebReply ReadPullRequest(WebRequestSeen seen, string number)
    {
        Query(seen);
        if (PullRequestOf(number) is not { } request)
            return Error(404, "Not Found");
        GoOn(Seen(request));
        return Json(Shape(request));
    }

    private WebReply ChangePullRequest(WebRequestSeen seen, string number)
    {
        Query(seen);
        var body = Body(seen, string.Empty, "title:string body:string state:string base:string maintainer_can_modify:bool");
        if (PullRequestOf(number) is not { } request)
            return Error(404, "Not Found");
        if (body.TryGetProperty("title", out var title))
            request.Title = title.GetString()!;
        if (body.TryGetProperty("body", out var text))
            request.Body = text.GetString()!;
        if (body.TryGetProperty("state", out var state))
            request.State = state.GetString()!;
        return Json(Shape(Seen(request)));
    }

    private WebReply ListReviews(WebRequestSeen seen, string number)
    {
        var query = Query(seen, "per_page", "page");
        if (PullRequestOf(number) is not { } request)
            return Error(404, "Not Found");
        return Page(seen, query, request.Reviews, page => page.Select(review => new
        {
            id = 3_000_000_000L + review.Id, node_id = $"PRR_{review.Id}", user = User(review.Person), body = string.Empty,
            state = review.IsDismissed ? "DISMISSED" : review.Verdict switch { "approved" => "APPROVED", "changes" => "CHANGES_REQUESTED", _ => "COMMENTED" },
            html_url = $"https://github.example/{FullName}/pull/{number}#pullrequestreview-{review.Id}", pull_request_url = $"{Api}/repos/{FullName}/pulls/{number}",
            author_association = Associations.GetValueOrDefault(review.Person, "MEMBER"), submitted_at = Text(review.At), commit_id = review.Commit,
        }).ToList());
    }

    // What waits for a queue, or for its checks, goes on while it is looked at.
    private void GoOn(StandInPullRequest request)
    {
        if (request.State != "open" || (request.Place is null && !request.IsAutoMerge))
            return;
        var missing = Missing(request) ?? (Git.Conflicts(request.Into, request.Head) ? "conflict" : null);
        if (request.IsAutoMerge && missing is not null)
            return;
        var left = _looks.GetValueOrDefault(request.Number, LooksBeforeMerge);
        _looks[request.Number] = left - 1;
        if (left > 0)
            request.Place = request.Place is null ? null : left;
        else if (missing is null)
            MergeNow(request, "merge", DefaultMessage(request));
        else
            request.Place = null;
    }

    private static string DefaultMessage(StandInPullRequest request) => $"Merge pull request #{request.Number} from {request.Owner}/{request.From}\n\n{request.Title}";

    private Dictionary<string, object?> Shape(StandInPullRequest request, bool isWhole = true)
    {
        var isMerged = request.State == "merged";
        var shape = new Dictionary<string, object?>
        {
            ["url"] = $"{Api}/repos/{FullName}/pulls/{request.Number}", ["id"] = 2_500_000_000L + request.Number, ["node_id"] = NodeOf(request),
            ["html_url"] = $"https://github.example/{FullName}/pull/{request.Number}", ["number"] = request.Number, ["state"] = request.State == "open" ? "open" : "closed",
            ["locked"] = false, ["title"] = request.Title, ["user"] = User(request.Author), ["body"] = request.Body.Length == 0 ? null : request.Body,
            ["created_at"] = Text(Later()), ["merged_at"] = isMerged ? Text(Later()) : null, ["draft"] = request.IsDraft,
            ["head"] = Branch(request.Owner, request.From, request.Head.Length > 0 ? request.Head : Git.Tip(request.Into)!), ["base"] = Branch("acme", request.Into, Git.Tip(request.Into)!),
            ["author_association"] = "MEMBER", ["requested_reviewers"] = Array.Empty<object>(), ["labels"] = Array.Empty<object>(),
            ["auto_merge"] = request.IsAutoMerge ? new { enabled_by = User("ada"), merge_method = "merge", commit_title = (string?)null, commit_message = (string?)null } : null,
        };
        if (!IsNewVersion)
        {
            // Of an open one: a merge that was made to see whether it can be, and is in no branch.
            shape["merge_commit_sha"] = isMerged ? request.MergeCommit : "7e57000000000000000000000000000000000000";
        }

        if (isWhole)
        {
            var (mergeable, state) = Mergeability(request);
            shape["merged"] = isMerged;
            shape["mergeable"] = mergeable;
            shape["mergeable_state"] = state;
            shape["rebaseable"] = mergeable;
            shape["merged_by"] = isMerged ? User(Actor) : null;
            shape["commits"] = 1;
            shape["changed_files"] = 1;
        }

        return shape;
    }

    private (bool? IsMergeable, string State) Mergeability(StandInPullRequest request)
    {
        if (request.State != "open" || request.Owner != "acme")
            return (null, "unknown");
        if (ComputesMergeability > 0)
        {
            ComputesMergeability--;
            return (null, "unknown");
        }

        if (Git.Conflicts(request.Into, request.Head))
            return (false, "dirty");
        return (true, request.IsDraft ? "draft" : Missing(request) is not null || ProtectionOf(request.Into) is { HasQueue: true } ? "blocked" : "clean");
    }

    private object Branch(string owner, string name, string sha) => new
    {
        label = $"{owner}:{name}", @ref = name, sha, user = User(owner),
        // A fork that is gone is null.
        repo = owner == "gone" ? null : new { id = 17, name = FullName.Split('/')[1], full_name = owner == "acme" ? FullName : $"{owner}/shop", @private = true, owner = User(owner), fork = owner != "acme" },
    };
}
