using System.Text.Json;

namespace HotfixTools.Services;

/// <summary>The merge requests of a GitLab project (https://docs.gitlab.com/api/merge_requests/).</summary>
/// <param name="place">Where the project is, and who asks.</param>
/// <param name="client">What sends.</param>
internal sealed class GitLabForge(ForgePlace place, ServiceClient client) : IForge
{
    private static readonly IReadOnlyDictionary<string, string> Headers = new Dictionary<string, string> { ["Accept"] = "application/json" };

    private readonly ForgeClient _client = new($"GitLab ({place.Repository})", place, Headers, client);
    private readonly string _project = $"projects/{Uri.EscapeDataString(place.Repository)}";

    /// <inheritdoc/>
    public ForgeKind Kind => ForgeKind.GitLab;

    /// <inheritdoc/>
    public string Name => _client.Name;

    /// <inheritdoc/>
    public string CommandToOpen(BranchName from, BranchName into, string title) =>
        $"glab mr create --source-branch {TypedCommands.Quoted(from.ToString())} --target-branch {TypedCommands.Quoted(into.ToString())} --title {TypedCommands.Text(DisplayText.Clean(title))}";

    /// <inheritdoc/>
    public Task<PullRequest?> FindOpen(BranchName from, BranchName into, CancellationToken cancellation) =>
        _client.Ask(() => Find(from, into, cancellation));

    /// <inheritdoc/>
    public Task<PullRequest> Read(int number, CancellationToken cancellation) =>
        _client.Ask(async () => await Made(await _client.Get(Request(number), cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false));

    /// <inheritdoc/>
    public Task<PullRequest> Open(BranchName from, BranchName into, string title, string body, CancellationToken cancellation) => _client.Ask(async () =>
    {
        // Whether the branch is removed is not said: what the project wants counts, until it is merged from here.
        var asked = new Dictionary<string, object> { ["source_branch"] = from.ToString(), ["target_branch"] = into.ToString(), ["title"] = title, ["description"] = body };
        var answer = await _client.Send(HttpMethod.Post, $"{_project}/merge_requests", asked, [409], cancellation).ConfigureAwait(false);
        if ((int)answer.Status != 409)
            return await Made(answer.Json(), cancellation).ConfigureAwait(false);
        return await Find(from, into, cancellation).ConfigureAwait(false)
            ?? throw new ServiceException($"{answer.Origin} did not open a merge request, and shows none that is open: {RefusalWords.Of(answer)}");
    });

    /// <inheritdoc/>
    public Task<PullRequest> Update(int number, string title, string body, CancellationToken cancellation) => _client.Ask(async () =>
    {
        var asked = new Dictionary<string, object> { ["title"] = title, ["description"] = body };
        var answer = await _client.Send(HttpMethod.Put, Request(number), asked, [], cancellation).ConfigureAwait(false);
        return await Made(answer.Json(), cancellation).ConfigureAwait(false);
    });

    /// <inheritdoc/>
    public Task<ReviewEvidence> ReadEvidence(PullRequest request, CommitId head, CancellationToken cancellation) => _client.Ask(async () =>
    {
        var approvals = await _client.Find($"{Request(request.Number)}/approvals", cancellation).ConfigureAwait(false);
        var required = approvals?.Number("approvals_required") is > 0 and var count ? count : (int?)null;
        var statuses = await _client.GetAll($"{_project}/repository/commits/{head}/statuses?per_page=100", null, cancellation).ConfigureAwait(false);
        List<Review> reviews =
        [
            .. approvals is { } given ? await Approvals(request, given, cancellation).ConfigureAwait(false) : [],
            .. await WishesForChanges(request, cancellation).ConfigureAwait(false),
        ];
        return new ReviewEvidence(reviews, [.. statuses.GroupBy(NameOfStatus).Select(group => CheckOf(group.Key, group.MaxBy(status => status.GetProperty("id").GetInt64())))])
        {
            RequiredApprovals = required,
            IsApprovedByForge = required is null ? null : approvals?.Flag("approved"),
        };
    });

    /// <inheritdoc/>
    public Task<BranchProtection> ReadProtection(BranchName branch, CancellationToken cancellation) => _client.Ask(async () =>
    {
        var found = await _client.Find($"{_project}/repository/branches/{Escaped(branch)}", cancellation).ConfigureAwait(false);
        return found is { } known && known.GetProperty("protected").GetBoolean() && known.Flag("can_push") != true
            ? new BranchProtection(true, "a protected branch")
            : new BranchProtection(false);
    });

    /// <inheritdoc/>
    public Task<MergeAnswer> Merge(PullRequest request, CommitId head, MergeMethod method, string title, string message, CancellationToken cancellation) => _client.Ask(async () =>
    {
        var project = await _client.Get(_project, cancellation).ConfigureAwait(false);
        if (NotAllowed(project, method) is { } why)
            return new MergeAnswer(MergeAnswerKind.Refused, why);
        // Read first: GitLab says that something is missing before it says that the head is another one.
        var now = await _client.Get(Request(request.Number), cancellation).ConfigureAwait(false);
        if (await Told(now, head, cancellation).ConfigureAwait(false) is { } told)
            return told;
        // It can be told when it merges to squash, and not to leave that.
        if (method != MergeMethod.Squash && (now.Flag("squash_on_merge") ?? now.Flag("squash")) == true)
            await _client.Send(HttpMethod.Put, Request(request.Number), new Dictionary<string, object> { ["squash"] = false }, [], cancellation).ConfigureAwait(false);
        return project.Flag("merge_trains_enabled") == true
            ? await Board(request, head, method, cancellation).ConfigureAwait(false)
            : await Accept(request, head, method, $"{title}\n\n{message}".Trim(), cancellation).ConfigureAwait(false);
    });

    /// <inheritdoc/>
    public Task SetPublished(PullRequest request, CommitId head, bool isPublished, string description, CancellationToken cancellation) => _client.Ask(async () =>
    {
        var asked = new Dictionary<string, object>
        {
            ["state"] = isPublished ? "success" : "pending", ["name"] = OwnStatus.Published, ["description"] = description, ["ref"] = request.From.ToString(),
        };
        var answer = await _client.Send(HttpMethod.Post, $"{_project}/statuses/{head}", asked, isPublished ? [] : [400], cancellation).ConfigureAwait(false);
        // That is how it says that the status is pending already: its statuses are machines, and pending cannot begin twice.
        if ((int)answer.Status == 400 && RefusalWords.Of(answer) is var words && !words.StartsWith("Cannot transition status via :enqueue", StringComparison.Ordinal))
            throw new ServiceException($"{answer.Origin} refused (status 400): {words}");
        return true;
    });

    /// <inheritdoc/>
    public Task<string> NoteDeploy(DeployAnnouncement deploy, AnnouncedState state, string? known, CancellationToken cancellation) => _client.Ask(async () =>
    {
        var status = state switch { AnnouncedState.Running => "running", AnnouncedState.Succeeded => "success", _ => "failed" };
        // An earlier call may have made it, and its answer may have been lost.
        if ((known ?? await FindRunning(deploy, cancellation).ConfigureAwait(false)) is not { } id)
        {
            var asked = new Dictionary<string, object>
            {
                ["environment"] = deploy.Environment.ToString(), ["sha"] = deploy.Commit.ToString(), ["ref"] = deploy.Branch.ToString(), ["tag"] = false, ["status"] = status,
            };
            var made = await _client.Send(HttpMethod.Post, $"{_project}/deployments", asked, [], cancellation).ConfigureAwait(false);
            return made.Json().GetProperty("id").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (state == AnnouncedState.Running)
            return id;
        var answer = await _client.Send(HttpMethod.Put, $"{_project}/deployments/{Uri.EscapeDataString(id)}", new Dictionary<string, object> { ["status"] = status }, [400], cancellation).ConfigureAwait(false);
        // It does not take the status that it has already.
        if ((int)answer.Status == 400 && (await _client.Get($"{_project}/deployments/{Uri.EscapeDataString(id)}", cancellation).ConfigureAwait(false)).Text("status") != status)
            throw new ServiceException($"{answer.Origin} refused (status 400): {RefusalWords.Of(answer)}");
        return id;
    });

    private string Request(int number) => $"{_project}/merge_requests/{number}";

    private static string Escaped(BranchName branch) => Uri.EscapeDataString(branch.ToString());

    private async Task<PullRequest?> Find(BranchName from, BranchName into, CancellationToken cancellation)
    {
        var open = await _client.GetAll($"{_project}/merge_requests?state=opened&source_branch={Escaped(from)}&target_branch={Escaped(into)}&per_page=100", null, cancellation).ConfigureAwait(false);
        foreach (var one in open)
        {
            // One of a fork has a branch of the same name, and other commits.
            if (one.Text("state") == "opened" && one.Text("source_branch") == from.ToString() && one.Text("target_branch") == into.ToString() && one.Text("source_project_id") is { } source && source == one.Text("target_project_id"))
                // Alone it is read whole, and only then GitLab begins to find out whether it can be merged.
                return await Made(await _client.Get(Request(one.GetProperty("iid").GetInt32()), cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
        }

        return null;
    }

    private async Task<PullRequest> Made(JsonElement request, CancellationToken cancellation)
    {
        var (state, waits) = request.GetProperty("state").GetString() switch
        {
            "opened" => (PullRequestState.Open, request.Flag("merge_when_pipeline_succeeds") == true ? await Waits(request, cancellation).ConfigureAwait(false) : null),
            "locked" => (PullRequestState.Open, "the merge is under way"),
            "merged" => (PullRequestState.Merged, null),
            "closed" => (PullRequestState.Closed, null),
            _ => throw new FormatException("a merge request is in a state that is not known"),
        };
        var head = request.Commit("sha");
        return new PullRequest(request.GetProperty("iid").GetInt32(), state, BranchName.Parse(request.GetProperty("source_branch").GetString()!), BranchName.Parse(request.GetProperty("target_branch").GetString()!), head)
        {
            Title = request.Text("title") ?? string.Empty,
            Body = request.Text("description") ?? string.Empty,
            Url = request.Text("web_url") ?? string.Empty,
            Author = request.Text("author", "username") ?? string.Empty,
            IsDraft = (request.Flag("draft") ?? request.Flag("work_in_progress")) == true,
            IsMergeable = state == PullRequestState.Open ? GitLabMergeStatus.IsMergeable(request) : null,
            Waits = waits,
            // A fast-forward makes no commit: then the head itself is in the target.
            MergeCommit = state == PullRequestState.Merged ? request.Commit("merge_commit_sha") ?? request.Commit("squash_commit_sha") ?? head : null,
        };
    }

    private async Task<string> Waits(JsonElement request, CancellationToken cancellation)
    {
        // One flag tells of both; a project without merge trains answers 403 here.
        var target = Uri.EscapeDataString(request.GetProperty("target_branch").GetString()!);
        var train = await _client.Send(HttpMethod.Get, $"{_project}/merge_trains/{target}?scope=active&sort=asc&per_page=100", null, [401, 403, 404], cancellation).ConfigureAwait(false);
        if (train.Status != System.Net.HttpStatusCode.OK)
            return "auto-merge is on";
        var place = train.Json().EnumerateArray().Select(car => car.Text("merge_request", "iid")).ToList().IndexOf(request.Text("iid")) + 1;
        return place > 0 ? $"place {place} in the merge train" : "auto-merge is on";
    }

    // GitLab says of an approval who and, since 18, when; at which commit the branch was then is told by the versions of the merge request.
    private async Task<List<Review>> Approvals(PullRequest request, JsonElement approvals, CancellationToken cancellation)
    {
        var given = approvals.Items("approved_by").Select(one => (Person: one.Text("user", "username") ?? throw new FormatException("an approval is nobody's"), At: one.Time("approved_at"))).ToList();
        var versions = given.Exists(one => one.At is not null)
            ? await _client.GetAll($"{Request(request.Number)}/versions?per_page=100", null, cancellation).ConfigureAwait(false)
            : [];
        var newestFirst = versions.Select(version => (Commit: version.Commit("head_commit_sha"), At: version.Time("created_at"))).OrderByDescending(version => version.At).ToList();
        return
        [
            .. given.OrderBy(one => one.At).Select(one => new Review(one.Person, ReviewVerdict.Approved, one.At is null ? null : newestFirst.Find(version => version.At <= one.At).Commit, one.At)),
        ];
    }

    // Not every server and every role shows them; GitLab itself still refuses to merge where that counts.
    private async Task<IEnumerable<Review>> WishesForChanges(PullRequest request, CancellationToken cancellation)
    {
        var reviewers = await _client.Send(HttpMethod.Get, $"{Request(request.Number)}/reviewers?per_page=100", null, [403, 404], cancellation).ConfigureAwait(false);
        return reviewers.Status != System.Net.HttpStatusCode.OK ? [] : reviewers.Json().EnumerateArray()
            .Where(reviewer => reviewer.Text("state") == "requested_changes")
            .Select(reviewer => new Review(reviewer.Text("user", "username") ?? throw new FormatException("a reviewer is nobody"), ReviewVerdict.ChangesRequested, null, null));
    }

    private static string NameOfStatus(JsonElement status) => status.GetProperty("name").GetString()!;

    private static Check CheckOf(string name, JsonElement newest)
    {
        var isAllowedToFail = newest.Flag("allow_failure") == true;
        var state = newest.GetProperty("status").GetString() switch
        {
            "success" or "skipped" => CheckState.Passed,
            "failed" or "canceled" or "manual" when isAllowedToFail => CheckState.Passed,
            "failed" or "canceled" => CheckState.Failed,
            _ => CheckState.Pending,
        };
        return new Check(name, state, newest.Text("target_url"));
    }

    private static string? NotAllowed(JsonElement project, MergeMethod method) => (method, project.Text("merge_method"), project.Text("squash_option")) switch
    {
        (MergeMethod.Rebase, "merge", _) => "the project merges by merge commits; for 'rebase' set its merge method to 'fast-forward' or 'merge commit with semi-linear history'",
        (MergeMethod.Squash, _, "never") => "the project does not allow that commits are squashed",
        (not MergeMethod.Squash, _, "always") => "the project squashes the commits of every merge request; what is live would not stay in its history",
        _ => null,
    };

    /// <summary>What the state of a merge request says already to the wish to merge it; null: it can be asked for.</summary>
    private async Task<MergeAnswer?> Told(JsonElement request, CommitId head, CancellationToken cancellation)
    {
        var now = await Made(request, cancellation).ConfigureAwait(false);
        return now switch
        {
            { State: PullRequestState.Merged } => new MergeAnswer(MergeAnswerKind.Merged, Commit: now.MergeCommit),
            { State: PullRequestState.Closed } => new MergeAnswer(MergeAnswerKind.Refused, "it is closed"),
            { Head: { } other } when other != head => new MergeAnswer(MergeAnswerKind.HeadMoved, $"its head is {other.Short}"),
            { Waits: { } waits } => new MergeAnswer(MergeAnswerKind.Waits, waits),
            _ => null,
        };
    }

    private async Task<MergeAnswer> Accept(PullRequest request, CommitId head, MergeMethod method, string message, CancellationToken cancellation)
    {
        var asked = new Dictionary<string, object> { ["sha"] = head.ToString(), ["should_remove_source_branch"] = false, ["merge_commit_message"] = message };
        if (method == MergeMethod.Squash)
            (asked["squash"], asked["squash_commit_message"]) = (true, message);
        var answer = await _client.Send(HttpMethod.Put, $"{Request(request.Number)}/merge", asked, [401, 403, 404, 405, 406, 409, 422], cancellation).ConfigureAwait(false);
        return (int)answer.Status is >= 200 and < 300
            ? await Told(answer.Json(), head, cancellation).ConfigureAwait(false) ?? new MergeAnswer(MergeAnswerKind.NotYet, "GitLab took it, and has not merged it yet")
            : await Why(answer, request, head, cancellation).ConfigureAwait(false);
    }

    // With trains, to merge at once would be to push in.
    private async Task<MergeAnswer> Board(PullRequest request, CommitId head, MergeMethod method, CancellationToken cancellation)
    {
        var asked = new Dictionary<string, object> { ["sha"] = head.ToString() };
        if (method == MergeMethod.Squash)
            asked["squash"] = true;
        var answer = await _client.Send(HttpMethod.Post, $"{_project}/merge_trains/merge_requests/{request.Number}", asked, [400, 401, 403, 404, 409], cancellation).ConfigureAwait(false);
        if ((int)answer.Status is not (>= 200 and < 300))
            return await Why(answer, request, head, cancellation).ConfigureAwait(false);
        var now = await _client.Get(Request(request.Number), cancellation).ConfigureAwait(false);
        return await Told(now, head, cancellation).ConfigureAwait(false) ?? new MergeAnswer(MergeAnswerKind.Waits, "it is in the merge train");
    }

    private async Task<MergeAnswer> Why(ServiceAnswer answer, PullRequest request, CommitId head, CancellationToken cancellation)
    {
        if ((int)answer.Status is 401 or 403 or 404)
            return new MergeAnswer(MergeAnswerKind.Forbidden, $"who asks may not merge into {request.Into} ({RefusalWords.Of(answer)})");
        var now = await _client.Get(Request(request.Number), cancellation).ConfigureAwait(false);
        if (await Told(now, head, cancellation).ConfigureAwait(false) is { } told)
            return told;
        // The merge request shows the head, and whoever merges has not seen the push yet.
        return (int)answer.Status == 409 ? new MergeAnswer(MergeAnswerKind.NotYet, RefusalWords.Of(answer)) : GitLabMergeStatus.WhyNot(now, RefusalWords.Of(answer));
    }

    private async Task<string?> FindRunning(DeployAnnouncement deploy, CancellationToken cancellation)
    {
        var running = await _client.GetAll($"{_project}/deployments?environment={Uri.EscapeDataString(deploy.Environment.ToString())}&status=running&order_by=id&sort=desc&per_page=100", null, cancellation).ConfigureAwait(false);
        // One of a job is told by the job how it went, and by nobody else.
        return running.Where(one => one.Text("status") == "running" && one.Text("environment", "name") == deploy.Environment.ToString() && one.Commit("sha") == deploy.Commit && one.Member("deployable") is not { ValueKind: JsonValueKind.Object })
            .Select(one => one.Text("id")).FirstOrDefault();
    }
}
