using System.Text.Json;

namespace HotfixTools.Services;

/// <summary>
/// Merges pull requests of GitHub. Its status 405 is two things, and only the words tell them apart: what passes in a
/// moment, and what is refused (https://docs.github.com/rest/pulls/pulls#merge-a-pull-request).
/// </summary>
/// <param name="api">The repository.</param>
/// <param name="queue">Its merge queues.</param>
internal sealed class GitHubMerge(GitHubApi api, GitHubQueue queue)
{
    private static readonly string[] Passing = ["base branch was modified", "mergeability", "not yet been computed", "merge already in progress"];

    /// <summary>Asks once that a pull request is merged.</summary>
    /// <param name="request">The pull request.</param>
    /// <param name="head">The head that is expected.</param>
    /// <param name="method">How.</param>
    /// <param name="title">The subject of the commit that it makes.</param>
    /// <param name="message">The rest of its message.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<MergeAnswer> Ask(PullRequest request, CommitId head, MergeMethod method, string title, string message, CancellationToken cancellation)
    {
        var seen = await Look(request, cancellation).ConfigureAwait(false);
        var now = GitHubPullRequest.Of(seen);
        if (now.State == PullRequestState.Merged)
            return new MergeAnswer(MergeAnswerKind.Merged, Commit: now.MergeCommit);
        if (now.State == PullRequestState.Closed)
            return new MergeAnswer(MergeAnswerKind.Refused, "it is closed");
        if (now.Head != head)
            return new MergeAnswer(MergeAnswerKind.HeadMoved, $"its head is {now.Head?.Short ?? "not known"}");
        // Before anything is sent: who may pass the rules would pass the queue too, without being asked.
        if (await queue.IsOf(now.Into, cancellation).ConfigureAwait(false))
            return await queue.Enter(now, head, cancellation).ConfigureAwait(false);
        if (seen.Text("mergeable_state") == "blocked" && await MayForce(now, cancellation).ConfigureAwait(false))
            return new MergeAnswer(MergeAnswerKind.Refused, $"the rules of {now.Into} are not met, and who asks may be let past them, which is not done here");
        return await Send(now, head, method, title, message, cancellation).ConfigureAwait(false);
    }

    private async Task<MergeAnswer> Send(PullRequest request, CommitId head, MergeMethod method, string title, string message, CancellationToken cancellation)
    {
        var body = new { sha = head.ToString(), merge_method = NameOf(method), commit_title = title, commit_message = message };
        var answer = await api.Send(HttpMethod.Put, $"pulls/{request.Number}/merge", body, [403, 404, 405, 409, 422], cancellation).ConfigureAwait(false);
        var words = GitHubWords.Of(answer);
        switch ((int)answer.Status)
        {
            case 403 or 404:
                return new MergeAnswer(MergeAnswerKind.Forbidden, words);
            case 405:
                return await Explain(request, head, words, cancellation).ConfigureAwait(false);
            case 409:
                return new MergeAnswer(MergeAnswerKind.HeadMoved, words);
            case 422:
                return new MergeAnswer(MergeAnswerKind.Refused, words);
            default:
                var done = answer.Json();
                return done.Flag("merged") == true ? new MergeAnswer(MergeAnswerKind.Merged, words, done.Commit("sha")) : new MergeAnswer(MergeAnswerKind.NotYet, words);
        }
    }

    private async Task<MergeAnswer> Explain(PullRequest request, CommitId head, string words, CancellationToken cancellation)
    {
        // The queue of a classic protection is in no ruleset.
        if (Says(words, "merge queue"))
            return await queue.Enter(request, head, cancellation).ConfigureAwait(false);
        if (Passing.Any(passing => Says(words, passing)))
            return new MergeAnswer(MergeAnswerKind.NotYet, words);
        if (!Says(words, "not mergeable"))
            return new MergeAnswer(MergeAnswerKind.Refused, words);

        var seen = await Look(request, cancellation).ConfigureAwait(false);
        var now = GitHubPullRequest.Of(seen);
        return new MergeAnswer(now switch
        {
            { State: PullRequestState.Merged } => MergeAnswerKind.Merged,
            _ when now.Head != head => MergeAnswerKind.HeadMoved,
            { IsMergeable: null } => MergeAnswerKind.NotYet,
            { IsMergeable: false } when seen.Text("mergeable_state") == "dirty" => MergeAnswerKind.Conflict,
            _ => MergeAnswerKind.Refused,
        }, words, now.MergeCommit);
    }

    // Where that cannot be told, it may: better to merge nothing than to pass a rule.
    private async Task<bool> MayForce(PullRequest request, CancellationToken cancellation) =>
        (await api.FindByGraph(request.Handle, "viewerCanMergeAsAdmin", cancellation).ConfigureAwait(false))?.Flag("viewerCanMergeAsAdmin") != false;

    private Task<JsonElement> Look(PullRequest request, CancellationToken cancellation) => api.Get($"pulls/{request.Number}", cancellation);

    private static bool Says(string words, string part) => words.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static string NameOf(MergeMethod method) => method switch
    {
        MergeMethod.Squash => "squash",
        MergeMethod.Rebase => "rebase",
        _ => "merge",
    };
}
