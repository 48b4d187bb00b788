namespace HotfixTools.Testing.Forges;

public sealed partial class GitHubStandIn
{
    private const string NotMergeable = "Pull Request is not mergeable";

    /// <summary>How many times a merge is answered with the target having moved.</summary>
    public int BaseModifiedTimes { get; set; }

    /// <summary>The methods that the repository allows.</summary>
    public HashSet<string> Methods { get; } = ["merge", "squash", "rebase"];

    /// <summary>Whether who asks is let past the rules, without a word, as an administrator is.</summary>
    public bool CanBypass { get; set; }

    /// <summary>Whether something was merged past the rules.</summary>
    public bool WasForced { get; private set; }

    private WebReply MergePullRequest(WebRequestSeen seen, string number)
    {
        Query(seen);
        var body = Body(seen, string.Empty, "sha:string merge_method:string commit_title:string commit_message:string");
        string? Text(string name) => body.TryGetProperty(name, out var value) ? value.GetString() : null;
        var method = Text("merge_method") ?? "merge";
        Demand(method is "merge" or "squash" or "rebase", $"there is no method {method}");
        if (PullRequestOf(number) is not { } request)
            return Error(404, "Not Found");
        if (Seen(request).State != "open" || ComputesMergeability > 0)
            return Error(405, NotMergeable);
        if (request.IsDraft)
            return Error(405, "Pull Request is still a draft");
        if (Text("sha") is { } expected && expected != request.Head)
            return Error(409, "Head branch was modified. Review and try the merge again.");
        if (BaseModifiedTimes > 0)
        {
            BaseModifiedTimes--;
            return Error(405, "Base branch was modified. Review and try the merge again.");
        }

        if (Git.Conflicts(request.Into, request.Head))
            return Error(405, NotMergeable);
        if (!Methods.Contains(method))
            return Error(405, method switch { "merge" => "Merge commits are not allowed on this repository.", "squash" => "Squash merges are not allowed on this repository.", _ => "Rebase merges are not allowed on this repository." });
        if (Violation(request) is { } violation)
        {
            if (!CanBypass)
                return Error(405, IsClassic ? violation : $"Repository rule violations found\n\n{violation}\n\n");
            WasForced = true;
        }

        var message = Text("commit_title") is { } title ? $"{title}\n\n{Text("commit_message")}".TrimEnd() : DefaultMessage(request);
        return Json(new { sha = MergeNow(request, method, message), merged = true, message = "Pull Request successfully merged" });
    }

    private string? Violation(StandInPullRequest request) => ProtectionOf(request.Into) is { HasQueue: true } ? "Changes must be made through the merge queue" : Missing(request);
}
