using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HotfixTools.Services;

/// <summary>The pull requests of a repository of Gitea or Forgejo (https://docs.gitea.com/api/).</summary>
/// <param name="place">Where the repository is, and who asks.</param>
/// <param name="client">What sends.</param>
internal sealed class GiteaForge(ForgePlace place, ServiceClient client) : IForge
{
    private static readonly IReadOnlyDictionary<string, string> Headers = new Dictionary<string, string> { ["Accept"] = "application/json" };

    private readonly ForgeClient _client = new($"Gitea ({place.Repository})", place, Headers, client);
    private readonly string _repository = $"repos/{place.Path}";
    private readonly ConcurrentDictionary<(int Number, CommitId? Head, CommitId? Base), long> _unmergeableSince = [];

    /// <summary>
    /// How long a pull request that cannot be merged is taken for one that Gitea still looks at: it says the same of both.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public ForgeKind Kind => ForgeKind.Gitea;

    /// <inheritdoc/>
    public string Name => _client.Name;

    /// <inheritdoc/>
    public string CommandToOpen(BranchName from, BranchName into, string title) =>
        $"tea pulls create --base {TypedCommands.Quoted(into.ToString())} --head {TypedCommands.Quoted(from.ToString())} --title {TypedCommands.Text(DisplayText.Clean(title))}";

    /// <inheritdoc/>
    public Task<PullRequest?> FindOpen(BranchName from, BranchName into, CancellationToken cancellation) =>
        _client.Ask(() => Find(from, into, cancellation));

    /// <inheritdoc/>
    public Task<PullRequest> Read(int number, CancellationToken cancellation) =>
        _client.Ask(() => ReadNow(number, cancellation));

    /// <inheritdoc/>
    public Task<PullRequest> Open(BranchName from, BranchName into, string title, string body, CancellationToken cancellation) => _client.Ask(async () =>
    {
        var asked = new Dictionary<string, object> { ["head"] = from.ToString(), ["base"] = into.ToString(), ["title"] = title, ["body"] = body };
        var answer = await _client.Send(HttpMethod.Post, $"{_repository}/pulls", asked, [409], cancellation).ConfigureAwait(false);
        if ((int)answer.Status != 409)
            return Made(answer.Json());
        return await Find(from, into, cancellation).ConfigureAwait(false)
            ?? throw new ServiceException($"{answer.Origin} did not open a pull request, and shows none that is open: {RefusalWords.Of(answer)}");
    });

    /// <inheritdoc/>
    public Task<PullRequest> Update(int number, string title, string body, CancellationToken cancellation) => _client.Ask(async () =>
    {
        var asked = new Dictionary<string, object> { ["title"] = title, ["body"] = body };
        return Made((await _client.Send(HttpMethod.Patch, Request(number), asked, [], cancellation).ConfigureAwait(false)).Json());
    });

    /// <inheritdoc/>
    public Task<ReviewEvidence> ReadEvidence(PullRequest request, CommitId head, CancellationToken cancellation) => _client.Ask(async () =>
    {
        var reviews = await _client.GetAll($"{Request(request.Number)}/reviews?limit=50", null, cancellation).ConfigureAwait(false);
        var statuses = await _client.GetAll($"{_repository}/commits/{head}/statuses?limit=50", null, cancellation).ConfigureAwait(false);
        // The rules themselves are for administrators; what they want of this branch is shown with it.
        var branch = await _client.Find($"{_repository}/branches/{Escaped(request.Into)}", cancellation).ConfigureAwait(false);
        List<Check> checks = [.. statuses.GroupBy(status => status.GetProperty("context").GetString()!).Select(group => CheckOf(group.Key, group.MaxBy(status => status.GetProperty("id").GetInt64())))];
        return new ReviewEvidence([.. reviews.Select(ReviewOf).OfType<Review>().OrderBy(review => review.At)], checks)
        {
            RequiredApprovals = branch?.Number("required_approvals") is > 0 and var count ? count : null,
            RequiredChecks = branch?.Flag("enable_status_check") == true ? Required([.. branch.Value.Items("status_check_contexts").Select(name => name.GetString()!)], checks) : null,
        };
    });

    /// <inheritdoc/>
    public Task<BranchProtection> ReadProtection(BranchName branch, CancellationToken cancellation) => _client.Ask(async () =>
    {
        var found = await _client.Find($"{_repository}/branches/{Escaped(branch)}", cancellation).ConfigureAwait(false);
        return found is { } known && known.GetProperty("protected").GetBoolean() && known.Flag("user_can_push") != true
            ? new BranchProtection(true, "a protected branch")
            : new BranchProtection(false);
    });

    /// <inheritdoc/>
    public Task<MergeAnswer> Merge(PullRequest request, CommitId head, MergeMethod method, string title, string message, CancellationToken cancellation) => _client.Ask(async () =>
    {
        var asked = new Dictionary<string, object>
        {
            ["Do"] = method switch { MergeMethod.Squash => "squash", MergeMethod.Rebase => "rebase", _ => "merge" },
            ["head_commit_id"] = head.ToString(),
            ["delete_branch_after_merge"] = false,
        };
        if (method != MergeMethod.Rebase)
            (asked["MergeTitleField"], asked["MergeMessageField"]) = (title, message);
        var answer = await _client.Send(HttpMethod.Post, $"{Request(request.Number)}/merge", asked, [403, 404, 405, 409, 423], cancellation).ConfigureAwait(false);
        return (int)answer.Status is >= 200 and < 300
            ? new MergeAnswer(MergeAnswerKind.Merged, Commit: await MergeCommit(request.Number, cancellation).ConfigureAwait(false))
            : await Why(answer, request, head, cancellation).ConfigureAwait(false);
    });

    /// <inheritdoc/>
    public Task SetPublished(PullRequest request, CommitId head, bool isPublished, string description, CancellationToken cancellation) =>
        SetStatus(head, OwnStatus.Published, isPublished ? "success" : "pending", description, null, cancellation);

    /// <inheritdoc/>
    public Task<string> NoteDeploy(DeployAnnouncement deploy, AnnouncedState state, string? known, CancellationToken cancellation)
    {
        var (status, words) = state switch
        {
            AnnouncedState.Running => ("pending", $"is deployed to {deploy.Environment}"),
            AnnouncedState.Succeeded => ("success", $"was deployed to {deploy.Environment}"),
            _ => ("failure", $"was not deployed to {deploy.Environment}"),
        };
        return SetStatus(deploy.Commit, OwnStatus.DeployPrefix + deploy.Environment, status, words, deploy.Url, cancellation);
    }

    private string Request(int number) => $"{_repository}/pulls/{number}";

    // Its routes take the slashes of a branch as they are.
    private static string Escaped(BranchName branch) => string.Join('/', branch.ToString().Split('/').Select(Uri.EscapeDataString));

    private Task<string> SetStatus(CommitId commit, string context, string state, string description, string? url, CancellationToken cancellation) => _client.Ask(async () =>
    {
        var asked = new Dictionary<string, object> { ["state"] = state, ["context"] = context, ["description"] = description };
        if (url is not null)
            asked["target_url"] = url;
        await _client.Send(HttpMethod.Post, $"{_repository}/statuses/{commit}", asked, [], cancellation).ConfigureAwait(false);
        return context;
    });

    // By its own address for a base and a head Gitea shows any that ever was, the first one ever merged too; only the list tells of those that are open.
    private async Task<PullRequest?> Find(BranchName from, BranchName into, CancellationToken cancellation)
    {
        var open = await _client.GetAll($"{_repository}/pulls?state=open&sort=recentupdate&base_branch={Uri.EscapeDataString(into.ToString())}&limit=50", null, cancellation).ConfigureAwait(false);
        foreach (var one in open)
        {
            // Old servers, and Forgejo, pass over the branch that was asked for; one of a fork has a branch of the same name.
            if (one.Text("state") == "open" && one.Text("head", "label") == from.ToString() && one.Text("base", "ref") == into.ToString() && one.Text("head", "repo_id") is { } repository && repository == one.Text("base", "repo_id"))
                // Alone it is read, and Gitea finds out whether it can be merged where it had put that off.
                return await ReadNow(one.GetProperty("number").GetInt32(), cancellation).ConfigureAwait(false);
        }

        return null;
    }

    private async Task<PullRequest> ReadNow(int number, CancellationToken cancellation) => Made(await _client.Get(Request(number), cancellation).ConfigureAwait(false));

    private PullRequest Made(JsonElement request)
    {
        var state = (request.Flag("merged"), request.GetProperty("state").GetString()) switch
        {
            (true, _) => PullRequestState.Merged,
            (_, "open") => PullRequestState.Open,
            (_, "closed") => PullRequestState.Closed,
            _ => throw new FormatException("a pull request is in a state that is not known"),
        };
        var (head, number, title) = (request.Commit("head", "sha"), request.GetProperty("number").GetInt32(), request.Text("title") ?? string.Empty);
        // Where the branch is gone its ref is that of the pull request; the label stays.
        var from = request.Text("head", "label") is { Length: > 0 } label ? label : request.GetProperty("head").GetProperty("ref").GetString()!;
        // Before 1.23 only the title told of a draft.
        var isDraft = request.Flag("draft") ?? (title.StartsWith("WIP:", StringComparison.OrdinalIgnoreCase) || title.StartsWith("[WIP]", StringComparison.OrdinalIgnoreCase));
        return new PullRequest(number, state, BranchName.Parse(from), BranchName.Parse(request.GetProperty("base").GetProperty("ref").GetString()!), head)
        {
            Title = title,
            Body = request.Text("body") ?? string.Empty,
            Url = request.Text("html_url") ?? string.Empty,
            Author = request.Text("user", "login") ?? string.Empty,
            IsDraft = isDraft,
            IsMergeable = state == PullRequestState.Open ? IsMergeable(request, number, head, isDraft) : null,
            MergeCommit = state == PullRequestState.Merged ? request.Commit("merge_commit_sha") ?? request.Commit("merged_commit_id") : null,
        };
    }

    /// <summary>
    /// Gitea says of a pull request that conflicts what it says of one that it still looks at, and of every draft: that it
    /// cannot be merged. Only one of which it goes on to say that, with the same commits, is taken for one that conflicts.
    /// </summary>
    private bool? IsMergeable(JsonElement request, int number, CommitId? head, bool isDraft)
    {
        if (request.Flag("mergeable") is not { } isMergeable || (isDraft && !isMergeable))
            return null;
        var key = (number, head, request.Commit("base", "sha"));
        if (isMergeable)
        {
            _unmergeableSince.TryRemove(key, out _);
            return true;
        }

        var now = Environment.TickCount64;
        return now - _unmergeableSince.GetOrAdd(key, now) < Patience.TotalMilliseconds ? null : false;
    }

    // It is merged: a commit that cannot be read is no reason to say anything else.
    private async Task<CommitId?> MergeCommit(int number, CancellationToken cancellation)
    {
        try
        {
            return (await ReadNow(number, cancellation).ConfigureAwait(false)).MergeCommit;
        }
        catch (Exception error) when (error is ServiceException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    private async Task<MergeAnswer> Why(ServiceAnswer answer, PullRequest request, CommitId head, CancellationToken cancellation)
    {
        var (status, words) = ((int)answer.Status, RefusalWords.Of(answer));
        if (status == 423)
            return Answer(MergeAnswerKind.Refused, "the repository is archived");
        if (status == 403 || Says(words, "not allowed to merge PR"))
            return Answer(MergeAnswerKind.Forbidden, words);
        var now = await ReadNow(request.Number, cancellation).ConfigureAwait(false);
        return now switch
        {
            { State: PullRequestState.Merged } => new MergeAnswer(MergeAnswerKind.Merged, Commit: now.MergeCommit),
            { State: PullRequestState.Closed } => Answer(MergeAnswerKind.Refused, "it is closed"),
            { Head: { } other } when other != head => Answer(MergeAnswerKind.HeadMoved, $"its head is {other.Short}"),
            _ when status == 404 => Answer(MergeAnswerKind.Forbidden, words),
            { IsDraft: true } => Answer(MergeAnswerKind.Refused, "it is a draft"),
            _ when status == 409 => OfConflict(answer, request, words),
            _ when Says(words, "try again later") => now.IsMergeable == false
                ? Answer(MergeAnswerKind.Conflict, $"it conflicts with {request.Into}")
                : Answer(MergeAnswerKind.NotYet, "Gitea still finds out whether it can be merged"),
            _ => Answer(MergeAnswerKind.Refused, words),
        };
    }

    private static MergeAnswer OfConflict(ServiceAnswer answer, PullRequest request, string words) => words switch
    {
        // The branch has the head, and Gitea's copy of it for the pull request has not yet.
        _ when Says(words, "head out of date") => Answer(MergeAnswerKind.NotYet, "Gitea has not seen the last push yet"),
        // Somebody pushed to the target while Gitea merged.
        _ when Says(words, "push out of date") => Answer(MergeAnswerKind.NotYet, $"{request.Into} moved"),
        _ when Says(words, "PushRejected") => Answer(MergeAnswerKind.Refused, words),
        // A conflict itself is told without a message, by what Git printed.
        _ when words == $"status {(int)answer.Status}" || Says(words, "conflict") => Answer(MergeAnswerKind.Conflict, $"it conflicts with {request.Into}"),
        _ => Answer(MergeAnswerKind.Refused, words),
    };

    private static MergeAnswer Answer(MergeAnswerKind kind, string words) => new(kind, words);

    private static bool Says(string words, string part) => words.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static Review? ReviewOf(JsonElement review)
    {
        ReviewVerdict? verdict = review.GetProperty("state").GetString() switch
        {
            _ when review.Flag("dismissed") == true => ReviewVerdict.Dismissed,
            "APPROVED" => ReviewVerdict.Approved,
            "REQUEST_CHANGES" => ReviewVerdict.ChangesRequested,
            "COMMENT" => ReviewVerdict.Commented,
            // Somebody was asked, or has not sent it yet: no opinion.
            _ => null,
        };
        return verdict is { } said
            ? new Review(review.Text("user", "login") ?? "somebody", said, review.Commit("commit_id"), review.Time("submitted_at"), review.Flag("official") == true)
            : null;
    }

    private static Check CheckOf(string context, JsonElement newest)
    {
        // Of a status the member is 'status'; 'state' is that of all together.
        var state = (newest.Text("status") ?? newest.Text("state")) switch
        {
            "success" or "skipped" => CheckState.Passed,
            "failure" or "error" or "warning" => CheckState.Failed,
            _ => CheckState.Pending,
        };
        return new Check(context, state, newest.Text("target_url") is { Length: > 0 } url ? url : null);
    }

    // The contexts of the rules may be patterns. One that nothing fits stays as it is, so that it is missed.
    private static List<string>? Required(List<string> patterns, List<Check> checks) => patterns.Count == 0
        ? null
        : [.. patterns.SelectMany(pattern => pattern.Contains('*', StringComparison.Ordinal) && Fitting(pattern, checks) is { Count: > 0 } fitting ? fitting : [pattern]).Distinct()];

    private static List<string> Fitting(string pattern, List<Check> checks)
    {
        var form = "^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal) + "$";
        return [.. checks.Select(check => check.Name).Where(name => Regex.IsMatch(name, form, RegexOptions.Singleline | RegexOptions.NonBacktracking))];
    }
}
