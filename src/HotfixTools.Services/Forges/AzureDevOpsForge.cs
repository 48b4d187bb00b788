using System.Text.Json;

namespace HotfixTools.Services;

/// <summary>
/// The pull requests of a repository of Azure DevOps
/// (https://learn.microsoft.com/rest/api/azure/devops/git/pull-requests). It has no merge queue, and merges some time after
/// it was asked to.
/// </summary>
/// <param name="place">Where the repository is: organization, project and repository.</param>
/// <param name="client">What asks.</param>
internal sealed class AzureDevOpsForge(ForgePlace place, ServiceClient client) : IForge
{
    private const string Version = "api-version=7.1";

    // This one never came out of its preview, and is refused where it is not said to be one.
    private const string EvaluationsVersion = "api-version=7.1-preview.1";
    private const string Heads = "refs/heads/";
    private const string UnderWay = "the merge is under way";
    private const int PageSize = 100;
    private const int MostPages = 50;
    private const int LongestDescription = 4000;
    private const int ShownWords = 300;

    // It sends who is not let in to a page to log in; that is no answer, and is not gone to.
    private readonly ForgeClient _client = new($"Azure DevOps ({place.Repository})", place, new Dictionary<string, string> { ["Accept"] = "application/json" }, client) { FollowsRedirects = false };
    private readonly string _project = string.Join('/', place.Path.Split('/').Take(2));
    private readonly string _name = place.Path.Split('/')[^1];

    /// <inheritdoc/>
    public ForgeKind Kind => ForgeKind.AzureDevOps;

    /// <inheritdoc/>
    public string Name => _client.Name;

    /// <inheritdoc/>
    public string CommandToOpen(BranchName from, BranchName into, string title) =>
        $"az repos pr create --source-branch {TypedCommands.Quoted(from.ToString())} --target-branch {TypedCommands.Quoted(into.ToString())} --title {TypedCommands.Text(DisplayText.Clean(title))}";

    /// <inheritdoc/>
    public Task<PullRequest?> FindOpen(BranchName from, BranchName into, CancellationToken cancellation) => _client.Ask(() => Find(from, into, cancellation));

    /// <inheritdoc/>
    public Task<PullRequest> Read(int number, CancellationToken cancellation) =>
        _client.Ask(async () => await Known(await GetPullRequest(number, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false));

    /// <inheritdoc/>
    public Task<PullRequest> Open(BranchName from, BranchName into, string title, string body, CancellationToken cancellation) => _client.Ask(async () =>
    {
        var wanted = new { sourceRefName = Heads + from, targetRefName = Heads + into, title, description = Cut(body, LongestDescription) };
        var answer = await _client.Send(HttpMethod.Post, Git("pullrequests"), wanted, [409], cancellation).ConfigureAwait(false);
        if ((int)answer.Status != 409)
            return await Known(answer.Json(), cancellation).ConfigureAwait(false);
        return await Find(from, into, cancellation).ConfigureAwait(false)
            ?? throw new ServiceException($"{answer.Origin} does not open it: {(Words(answer) is { Length: > 0 } words ? words : "there is one already, and it is not shown")}") { Status = 409 };
    });

    /// <inheritdoc/>
    public Task<PullRequest> Update(int number, string title, string body, CancellationToken cancellation) => _client.Ask(async () =>
    {
        var answer = await _client.Send(HttpMethod.Patch, Git($"pullrequests/{number}"), new { title, description = Cut(body, LongestDescription) }, [], cancellation).ConfigureAwait(false);
        return await Known(answer.Json(), cancellation).ConfigureAwait(false);
    });

    /// <inheritdoc/>
    public Task<ReviewEvidence> ReadEvidence(PullRequest request, CommitId head, CancellationToken cancellation) => _client.Ask(async () =>
    {
        var found = await GetPullRequest(request.Number, cancellation).ConfigureAwait(false);
        var iterations = await GetIterations(request.Number, cancellation).ConfigureAwait(false);
        var threads = Values(await _client.Get(Git($"pullrequests/{request.Number}/threads"), cancellation).ConfigureAwait(false));
        var votes = new AzureDevOpsVotes(found, iterations, threads);

        var artifact = Uri.EscapeDataString($"vstfs:///CodeReview/CodeReviewId/{ProjectOf(found)}/{request.Number}");
        var evaluations = await GetPages(skip => $"{_project}/_apis/policy/evaluations?artifactId={artifact}&$top={PageSize}&$skip={skip}&{EvaluationsVersion}", cancellation).ConfigureAwait(false);
        var policies = new AzureDevOpsPolicies(evaluations, head, $"{place.Address(_project)}/_build/results?buildId=");

        var iteration = IterationOf(iterations, head)?.Number("id");
        var ofRequest = Values(await _client.Get(Git($"pullrequests/{request.Number}/statuses"), cancellation).ConfigureAwait(false))
            .Where(status => status.Number("iterationId") is not { } of || of == 0 || of == iteration);
        var ofCommit = await GetPages(skip => Git($"commits/{head}/statuses", $"latestOnly=true&top={PageSize}&skip={skip}"), cancellation).ConfigureAwait(false);
        var statuses = NewestOfEach(ofRequest).Concat(NewestOfEach(ofCommit)).ToList();
        // A policy may be content with a status of an earlier head: that says nothing of this one.
        var missing = policies.Statuses.Where(name => statuses.TrueForAll(status => status.Name != name)).Select(name => new Check(name, CheckState.Pending));

        return new ReviewEvidence(votes.Reviews(policies.CountsAuthor), WorstOfEach([.. policies.Checks, .. statuses, .. missing]))
        {
            RequiredApprovals = policies.RequiredApprovals,
            RequiredChecks = policies.RequiredChecks,
            IsApprovedByForge = policies.IsApproved ?? (votes.HasAllRequired ? null : false),
        };
    });

    /// <inheritdoc/>
    public Task<BranchProtection> ReadProtection(BranchName branch, CancellationToken cancellation) => _client.Ask(async () =>
    {
        var repository = await _client.Get(Git(string.Empty), cancellation).ConfigureAwait(false);
        var where = $"repositoryId={Uri.EscapeDataString(repository.Text("id") ?? throw new FormatException("A repository has no id."))}&refName={Uri.EscapeDataString(Heads + branch)}";
        var configurations = await FindPages($"{_project}/_apis/git/policy/configurations?{where}&{Version}", cancellation).ConfigureAwait(false);
        var policy = configurations.Where(found => AzureDevOpsPolicies.Protects(found, repository, Heads + branch)).Select(found => found.Text("type", "displayName") ?? "a policy").FirstOrDefault();
        return policy is null ? new BranchProtection(false) : new BranchProtection(true, $"the branch policy '{DisplayText.Clean(policy)}'");
    });

    /// <inheritdoc/>
    public Task<MergeAnswer> Merge(PullRequest request, CommitId head, MergeMethod method, string title, string message, CancellationToken cancellation) => _client.Ask(async () =>
    {
        if (request.IsDraft)
            return new MergeAnswer(MergeAnswerKind.Refused, "it is a draft");
        // It takes zeros for no wish at all, and would merge whatever is there.
        if (head.IsZero)
            return new MergeAnswer(MergeAnswerKind.HeadMoved);
        var wish = new
        {
            status = "completed",
            lastMergeSourceCommit = new { commitId = head.ToString() },
            completionOptions = new
            {
                mergeStrategy = method switch { MergeMethod.Squash => "squash", MergeMethod.Rebase => "rebase", _ => "noFastForward" },
                deleteSourceBranch = false,
                mergeCommitMessage = message.Length == 0 ? title : $"{title}\n\n{message}",
            },
        };
        var answer = await _client.Send(HttpMethod.Patch, Git($"pullrequests/{request.Number}"), wish, [400, 401, 403, 409], cancellation).ConfigureAwait(false);
        return (int)answer.Status switch
        {
            401 => new MergeAnswer(MergeAnswerKind.Forbidden, Words(answer)),
            403 => new MergeAnswer(IsByPolicy(answer) ? MergeAnswerKind.Refused : MergeAnswerKind.Forbidden, Words(answer)),
            400 or 409 => await WhyNot(request, head, answer, cancellation).ConfigureAwait(false),
            _ => Outcome(answer.Json()),
        };
    });

    /// <inheritdoc/>
    public Task SetPublished(PullRequest request, CommitId head, bool isPublished, string description, CancellationToken cancellation) => _client.Ask(async () =>
    {
        var iterations = await GetIterations(request.Number, cancellation).ConfigureAwait(false);
        // A policy that forgets a status at the next push takes only one that says which push it is of.
        if (iterations.Count > 0 && IterationOf(iterations, head) is null)
            throw new ServiceException($"the pull request {request.Number} does not know {head.Short} yet");
        var parts = OwnStatus.Published.Split('/');
        var status = new Dictionary<string, object>
        {
            ["state"] = isPublished ? "succeeded" : "pending", ["description"] = description, ["context"] = new { genre = parts[0], name = parts[1] },
        };
        if (IterationOf(iterations, head)?.Number("id") is { } iteration)
            status["iterationId"] = iteration;
        return await _client.Send(HttpMethod.Post, Git($"pullrequests/{request.Number}/statuses"), status, [], cancellation).ConfigureAwait(false);
    });

    /// <inheritdoc/>
    public Task<string> NoteDeploy(DeployAnnouncement deploy, AnnouncedState state, string? known, CancellationToken cancellation) => _client.Ask(async () =>
    {
        var status = new Dictionary<string, object>
        {
            ["state"] = state switch { AnnouncedState.Succeeded => "succeeded", AnnouncedState.Failed => "failed", _ => "pending" },
            ["description"] = state switch
            {
                AnnouncedState.Succeeded => $"Live in {deploy.Environment}",
                AnnouncedState.Failed => $"The deploy to {deploy.Environment} failed",
                _ => $"Being deployed to {deploy.Environment}",
            },
            ["context"] = new { genre = OwnStatus.DeployPrefix.TrimEnd('/'), name = deploy.Environment.ToString() },
        };
        if (deploy.Url is { Length: > 0 } url)
            status["targetUrl"] = url;
        await _client.Send(HttpMethod.Post, Git($"commits/{deploy.Commit}/statuses"), status, [], cancellation).ConfigureAwait(false);
        return OwnStatus.DeployPrefix + deploy.Environment;
    });

    /// <summary>What a status is called.</summary>
    /// <param name="genre">What kind it is of; null or empty for none.</param>
    /// <param name="name">Its name among those.</param>
    internal static string StatusName(string? genre, string name) => string.IsNullOrEmpty(genre) ? name : $"{genre}/{name}";

    private static List<JsonElement> Values(JsonElement answer) => [.. answer.GetProperty("value").EnumerateArray()];

    private static int NumberOf(JsonElement found) => found.Number("pullRequestId") ?? throw new FormatException("A pull request has no number.");

    private static BranchName Branch(JsonElement found, string member) =>
        found.Text(member) is { } name && name.StartsWith(Heads, StringComparison.Ordinal) ? BranchName.Parse(name[Heads.Length..]) : throw new FormatException($"A pull request has no {member}.");

    private static bool IsOfFork(JsonElement found) => found.Member("forkSource") is { ValueKind: JsonValueKind.Object };

    private static string ProjectOf(JsonElement found) => found.Text("repository", "project", "id") ?? throw new FormatException("A pull request has no project.");

    private static JsonElement? IterationOf(List<JsonElement> iterations, CommitId head) =>
        iterations.Where(iteration => iteration.Commit("sourceRefCommit", "commitId") == head).OrderBy(iteration => iteration.Number("id")).Select(iteration => (JsonElement?)iteration).LastOrDefault();

    // The newest of a name counts, by its number; those of a commit may have none, and are the newest already.
    private static IEnumerable<Check> NewestOfEach(IEnumerable<JsonElement> statuses) =>
        statuses.OrderBy(status => status.Number("id")).GroupBy(status => StatusName(status.Text("context", "genre"), status.Text("context", "name") ?? throw new FormatException("A status has no name.")), StringComparer.Ordinal)
            .Select(group => new Check(group.Key, StateOf(group.Last().Text("state")), group.Last().Text("targetUrl") is { Length: > 0 } url ? url : null));

    private static CheckState StateOf(string? state) => state switch
    {
        "succeeded" or "notApplicable" => CheckState.Passed,
        "failed" or "error" or "partiallySucceeded" => CheckState.Failed,
        _ => CheckState.Pending,
    };

    // What a policy, the pull request and the commit say under one name must all be well.
    private static List<Check> WorstOfEach(IEnumerable<Check> checks) =>
        [.. checks.GroupBy(check => check.Name, StringComparer.Ordinal).Select(group =>
        {
            var worst = group.OrderByDescending(check => check.State switch { CheckState.Failed => 2, CheckState.Pending => 1, _ => 0 }).First();
            return worst with { Url = worst.Url ?? group.Select(check => check.Url).FirstOrDefault(url => url is not null) };
        })];

    private static MergeAnswer Outcome(JsonElement found) => (found.Text("status"), found.Text("mergeStatus")) switch
    {
        ("completed", _) => new MergeAnswer(MergeAnswerKind.Merged, Commit: found.Commit("lastMergeCommit", "commitId")),
        ("abandoned", _) => new MergeAnswer(MergeAnswerKind.Refused, "it was abandoned"),
        (_, "conflicts") => new MergeAnswer(MergeAnswerKind.Conflict, Clean(found.Text("mergeFailureMessage"))),
        (_, "rejectedByPolicy") => new MergeAnswer(MergeAnswerKind.Refused, Clean(found.Text("mergeFailureMessage")) is { Length: > 0 } words ? words : "a branch policy rejected it"),
        (_, "failure") => new MergeAnswer(MergeAnswerKind.Refused, Clean(found.Text("mergeFailureMessage")) is { Length: > 0 } words ? words : "its merge failed"),
        _ => new MergeAnswer(MergeAnswerKind.Waits, UnderWay),
    };

    private static bool IsByPolicy(ServiceAnswer answer) =>
        JsonOf(answer)?.Text("typeKey") is { } type && type.Contains("RejectedByPolicy", StringComparison.Ordinal) || Words(answer).Contains("TF402455", StringComparison.Ordinal);

    private static JsonElement? JsonOf(ServiceAnswer answer)
    {
        try
        {
            return answer.Json();
        }
        catch (ServiceException)
        {
            return null;
        }
    }

    private static string Words(ServiceAnswer answer) => Clean(JsonOf(answer)?.Text("message"));

    private static string Clean(string? words) => Cut(RemoteUrl.Redact(words).Trim().TrimEnd('.'), ShownWords);

    private static string Cut(string text, int longest) =>
        text.Length <= longest ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[longest - 2]) ? longest - 2 : longest - 1), "…");

    private string Git(string what, string query = "") =>
        $"{_project}/_apis/git/repositories/{_name}{(what.Length == 0 ? string.Empty : "/")}{what}?{query}{(query.Length == 0 ? string.Empty : "&")}{Version}";

    private Task<JsonElement> GetPullRequest(int number, CancellationToken cancellation) => _client.Get(Git($"pullrequests/{number}"), cancellation);

    private async Task<List<JsonElement>> GetIterations(int number, CancellationToken cancellation) =>
        Values(await _client.Get(Git($"pullrequests/{number}/iterations"), cancellation).ConfigureAwait(false));

    private async Task<PullRequest?> Find(BranchName from, BranchName into, CancellationToken cancellation)
    {
        var criteria = $"searchCriteria.sourceRefName={Uri.EscapeDataString(Heads + from)}&searchCriteria.targetRefName={Uri.EscapeDataString(Heads + into)}&searchCriteria.status=active";
        foreach (var found in await GetPages(skip => Git("pullrequests", $"{criteria}&$top={PageSize}&$skip={skip}"), cancellation).ConfigureAwait(false))
        {
            if (IsOfFork(found) || found.Text("sourceRefName") != Heads + from || found.Text("targetRefName") != Heads + into)
                continue;
            // A list has only the beginning of each description.
            var request = await Known(await GetPullRequest(NumberOf(found), cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
            if (request.State == PullRequestState.Open)
                return request;
        }

        return null;
    }

    private async Task<PullRequest> Known(JsonElement found, CancellationToken cancellation)
    {
        var number = NumberOf(found);
        var state = found.Text("status") switch
        {
            "active" or "notSet" => PullRequestState.Open,
            "completed" => PullRequestState.Merged,
            "abandoned" => PullRequestState.Closed,
            var other => throw new FormatException($"A pull request is {other}."),
        };
        var from = Branch(found, "sourceRefName");
        var merged = found.Commit("lastMergeSourceCommit", "commitId");
        // It says which head it last tried to merge, and that lags behind a push.
        var head = state == PullRequestState.Open && !IsOfFork(found) ? await TipOf(from, cancellation).ConfigureAwait(false) ?? merged : merged;
        return new PullRequest(number, state, from, Branch(found, "targetRefName"), head)
        {
            Title = found.Text("title") ?? string.Empty,
            Body = found.Text("description") ?? string.Empty,
            Url = UrlOf(found, number),
            Author = AzureDevOpsVotes.Person(found.Member("createdBy")),
            IsDraft = found.Flag("isDraft") == true,
            IsMergeable = head != merged ? null : IsMergeable(found),
            Waits = state == PullRequestState.Open ? WaitsFor(found) : null,
            MergeCommit = state == PullRequestState.Merged ? found.Commit("lastMergeCommit", "commitId") : null,
        };
    }

    // Only conflicts are known to be some. What a policy rejected, or what failed, says why when it is asked to merge.
    private static bool? IsMergeable(JsonElement found) => found.Text("mergeStatus") switch
    {
        "conflicts" => false,
        "succeeded" or "rejectedByPolicy" or "failure" => true,
        _ => null,
    };

    // A merge is in the queue as well when it is only tried out, after a push; what it is to become is said when it was asked for.
    private static string? WaitsFor(JsonElement found) =>
        found.Member("autoCompleteSetBy") is { ValueKind: JsonValueKind.Object } ? "auto-complete is on"
        : found.Text("mergeStatus") == "queued" && (found.Time("completionQueueTime")?.Year > 1 || found.Text("completionOptions", "mergeStrategy") is not null) ? UnderWay
        : null;

    private string UrlOf(JsonElement found, int number) =>
        found.Text("_links", "web", "href") is { Length: > 0 } link ? link
        : $"{(found.Text("repository", "webUrl") is { Length: > 0 } web ? web : $"{place.Address(_project)}/_git/{_name}")}/pullrequest/{number}";

    private async Task<CommitId?> TipOf(BranchName branch, CancellationToken cancellation)
    {
        var refs = await FindPages(Git("refs", $"filter={Uri.EscapeDataString("heads/" + branch)}"), cancellation).ConfigureAwait(false);
        return refs.Where(found => found.Text("name") == Heads + branch).Select(found => found.Commit("objectId")).FirstOrDefault();
    }

    private async Task<MergeAnswer> WhyNot(PullRequest request, CommitId head, ServiceAnswer answer, CancellationToken cancellation)
    {
        var now = await Known(await GetPullRequest(request.Number, cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
        if (now.Head != head)
            return new MergeAnswer(MergeAnswerKind.HeadMoved, Words(answer));
        if (now.State == PullRequestState.Merged)
            return new MergeAnswer(MergeAnswerKind.Merged, Commit: now.MergeCommit);
        // The head is the one that is expected, and the pull request has not seen it yet.
        return new MergeAnswer((int)answer.Status == 409 && now.State == PullRequestState.Open ? MergeAnswerKind.NotYet : MergeAnswerKind.Refused, Words(answer));
    }

    // Page by page, as many at a time as are asked for.
    private async Task<List<JsonElement>> GetPages(Func<int, string> page, CancellationToken cancellation)
    {
        List<JsonElement> all = [];
        for (var number = 0; number < MostPages; number++)
        {
            var values = Values(await _client.Get(page(number * PageSize), cancellation).ConfigureAwait(false));
            all.AddRange(values);
            if (values.Count < PageSize)
                return all;
        }

        throw TooMany();
    }

    // Page by page, as many at a time as it likes: each answer says where the next begins.
    private async Task<List<JsonElement>> FindPages(string what, CancellationToken cancellation)
    {
        List<JsonElement> all = [];
        var next = what;
        for (var number = 0; number < MostPages; number++)
        {
            var answer = await _client.Send(HttpMethod.Get, next, null, [], cancellation).ConfigureAwait(false);
            all.AddRange(Values(answer.Json()));
            if (answer.Field("x-ms-continuationtoken") is not { Length: > 0 } token)
                return all;
            next = $"{what}&continuationToken={Uri.EscapeDataString(token)}";
        }

        throw TooMany();
    }

    private ServiceException TooMany() => new($"{place.Api.Host} has more than {MostPages} pages of one list");
}
