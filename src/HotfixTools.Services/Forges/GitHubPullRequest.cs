using System.Text.Json;

namespace HotfixTools.Services;

/// <summary>Reads pull requests as GitHub writes them.</summary>
internal static class GitHubPullRequest
{
    /// <summary>A pull request.</summary>
    /// <param name="json">One, or an item of a list of them, which has less.</param>
    public static PullRequest Of(JsonElement json)
    {
        var isMerged = json.Flag("merged") ?? json.Text("merged_at") is not null;
        var state = isMerged ? PullRequestState.Merged : json.Text("state") switch
        {
            "open" => PullRequestState.Open,
            "closed" => PullRequestState.Closed,
            _ => throw new FormatException("The state of a pull request is not known."),
        };
        return new PullRequest(
            json.Number("number") ?? throw new FormatException("A pull request has no number."), state,
            BranchName.Parse(json.Text("head", "ref") ?? string.Empty), BranchName.Parse(json.Text("base", "ref") ?? string.Empty), json.Commit("head", "sha"))
        {
            Title = json.Text("title") ?? string.Empty,
            Body = json.Text("body") ?? string.Empty,
            Url = json.Text("html_url") ?? string.Empty,
            Author = json.Text("user", "login") ?? string.Empty,
            IsDraft = json.Flag("draft") ?? false,
            IsMergeable = json.Flag("mergeable"),
            Waits = json.Member("auto_merge") is { ValueKind: JsonValueKind.Object } && state == PullRequestState.Open ? "auto-merge is on" : null,
            // Of an open one it is a commit that was made to see whether it can be merged, and is in no branch.
            MergeCommit = isMerged ? json.Commit("merge_commit_sha") : null,
            Handle = json.Text("node_id"),
        };
    }

    /// <summary>Whether it is of a branch of the repository itself, and of which into which.</summary>
    /// <param name="json">The pull request.</param>
    /// <param name="from">The branch.</param>
    /// <param name="into">Where it is to be merged.</param>
    public static bool IsOf(JsonElement json, BranchName from, BranchName into) =>
        json.Text("head", "ref") == from.ToString() && json.Text("base", "ref") == into.ToString()
        // A fork that was deleted has no name any more.
        && json.Text("head", "repo", "full_name") is { } repository && repository == json.Text("base", "repo", "full_name");
}
