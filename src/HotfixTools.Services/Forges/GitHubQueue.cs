using System.Collections.Concurrent;
using System.Text.Json;

namespace HotfixTools.Services;

/// <summary>
/// The merge queues of a repository of GitHub. REST does not know them: it is by GraphQL that a pull request enters one,
/// and that its place is seen (https://docs.github.com/graphql/reference/mutations#enqueuepullrequest).
/// </summary>
/// <param name="api">The repository.</param>
internal sealed class GitHubQueue(GitHubApi api)
{
    private const string Entry = "mergeQueueEntry { position state }";
    private const string Enqueue = "mutation($id: ID!, $head: GitObjectID!) { enqueuePullRequest(input: {pullRequestId: $id, expectedHeadOid: $head}) { " + Entry + " } }";

    private readonly ConcurrentDictionary<BranchName, bool> _queues = [];
    private readonly ConcurrentDictionary<int, bool> _entered = [];

    /// <summary>Notes whether a branch has one, by whoever saw it.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="hasOne">Whether it has.</param>
    public void Note(BranchName branch, bool hasOne) => _queues.AddOrUpdate(branch, hasOne, (_, known) => known || hasOne);

    /// <summary>Whether a branch has one. Asks where that was not seen yet.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<bool> IsOf(BranchName branch, CancellationToken cancellation)
    {
        if (!_queues.ContainsKey(branch))
            Note(branch, (await GitHubRules.Read(api, branch, cancellation).ConfigureAwait(false)).HasQueue);
        return _queues[branch];
    }

    /// <summary>A pull request with its place in the queue. Asks only where there is known to be a queue: most have none.</summary>
    /// <param name="request">The pull request.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<PullRequest> AddPlace(PullRequest request, CancellationToken cancellation)
    {
        if (request.State != PullRequestState.Open || !_queues.GetValueOrDefault(request.Into))
            return request;
        // Of one that is known to have entered, no answer would look as if it had been thrown out.
        var seen = _entered.ContainsKey(request.Number)
            ? (await Ask(request, cancellation).ConfigureAwait(false)).Member("data", "node")
            : await api.FindByGraph(request.Handle, Entry, cancellation).ConfigureAwait(false);
        return seen?.Member("mergeQueueEntry") is { ValueKind: JsonValueKind.Object } entry ? request with { Waits = Place(entry) } : request;
    }

    /// <summary>Lets a pull request enter the queue; where it is in it, it keeps its place.</summary>
    /// <param name="request">The pull request.</param>
    /// <param name="head">The head that is expected.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<MergeAnswer> Enter(PullRequest request, CommitId head, CancellationToken cancellation)
    {
        Note(request.Into, hasOne: true);
        if ((await Ask(request, cancellation).ConfigureAwait(false)).Member("data", "node", "mergeQueueEntry") is { ValueKind: JsonValueKind.Object } present)
            return Entered(request, present);
        var answer = await api.Mutate(Enqueue, new { id = request.Handle, head = head.ToString() }, cancellation).ConfigureAwait(false);
        if (answer.Member("data", "enqueuePullRequest", "mergeQueueEntry") is { ValueKind: JsonValueKind.Object } made)
            return Entered(request, made);
        var words = GitHubWords.Of(answer);
        return answer.Items("errors").Select(error => error.Text("type")).FirstOrDefault() switch
        {
            "FORBIDDEN" or "NOT_FOUND" or "INSUFFICIENT_SCOPES" => new MergeAnswer(MergeAnswerKind.Forbidden, words),
            "UNPROCESSABLE" => await Explain(request, head, words, cancellation).ConfigureAwait(false),
            _ => throw new ServiceException($"the merge queue did not take it{(words.Length == 0 ? string.Empty : ": " + words)}"),
        };
    }

    // Why it was not taken is only in the words; what can be seen is looked at.
    private async Task<MergeAnswer> Explain(PullRequest request, CommitId head, string words, CancellationToken cancellation)
    {
        if ((await Ask(request, cancellation).ConfigureAwait(false)).Member("data", "node", "mergeQueueEntry") is { ValueKind: JsonValueKind.Object } entry)
            return Entered(request, entry);
        var now = GitHubPullRequest.Of(await api.Get($"pulls/{request.Number}", cancellation).ConfigureAwait(false));
        return new MergeAnswer(now switch
        {
            { State: PullRequestState.Merged } => MergeAnswerKind.Merged,
            _ when now.Head != head => MergeAnswerKind.HeadMoved,
            { IsMergeable: false } => MergeAnswerKind.Conflict,
            { IsMergeable: null } => MergeAnswerKind.NotYet,
            _ => MergeAnswerKind.Refused,
        }, words, now.MergeCommit);
    }

    private MergeAnswer Entered(PullRequest request, JsonElement entry)
    {
        _entered[request.Number] = true;
        return new MergeAnswer(MergeAnswerKind.Waits, Place(entry));
    }

    private async Task<JsonElement> Ask(PullRequest request, CancellationToken cancellation)
    {
        var answer = await api.Query(GitHubApi.OfPullRequest(Entry), new { id = request.Handle ?? throw new FormatException("A pull request has no node id.") }, cancellation).ConfigureAwait(false);
        return answer.Member("data", "node") is { ValueKind: JsonValueKind.Object } ? answer : throw new ServiceException($"the merge queue cannot be seen: {GitHubWords.Of(answer)}");
    }

    private static string Place(JsonElement entry) =>
        $"place {entry.Text("position") ?? "?"} in the merge queue{(entry.Text("state") == "UNMERGEABLE" ? ", which cannot merge it" : string.Empty)}";
}
