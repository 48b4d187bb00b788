namespace HotfixTools.Services;

/// <summary>
/// GitHub, and GitHub Enterprise Server (https://docs.github.com/rest). Takes the answers of its version 2026-03-10 too,
/// which tell less than those of 2022-11-28.
/// </summary>
internal sealed class GitHubForge : IForge
{
    private readonly GitHubApi _api;
    private readonly GitHubQueue _queue;

    /// <summary>Nothing is asked yet.</summary>
    /// <param name="place">Where the repository is, and who asks.</param>
    /// <param name="client">What sends.</param>
    public GitHubForge(ForgePlace place, ServiceClient client)
    {
        _api = new GitHubApi(place, client);
        _queue = new GitHubQueue(_api);
    }

    /// <inheritdoc/>
    public ForgeKind Kind => ForgeKind.GitHub;

    /// <inheritdoc/>
    public string Name => _api.Name;

    /// <inheritdoc/>
    public string CommandToOpen(BranchName from, BranchName into, string title) =>
        $"gh pr create --base {TypedCommands.Quoted(into.ToString())} --head {TypedCommands.Quoted(from.ToString())} --title {TypedCommands.Text(DisplayText.Clean(title))}";

    /// <inheritdoc/>
    public Task<PullRequest?> FindOpen(BranchName from, BranchName into, CancellationToken cancellation) =>
        _api.Ask(() => Find(from, into, $"&head={Uri.EscapeDataString($"{_api.Owner}:{from}")}", cancellation));

    /// <inheritdoc/>
    public Task<PullRequest> Read(int number, CancellationToken cancellation) => _api.Ask(() => ReadNow(number, cancellation));

    /// <inheritdoc/>
    public Task<PullRequest> Open(BranchName from, BranchName into, string title, string body, CancellationToken cancellation) => _api.Ask(async () =>
    {
        var answer = await _api.Send(HttpMethod.Post, "pulls", new { title, head = from.ToString(), @base = into.ToString(), body }, [422], cancellation).ConfigureAwait(false);
        if ((int)answer.Status != 422)
            return GitHubPullRequest.Of(answer.Json());
        var words = GitHubWords.Of(answer);
        // Looked for without the owner: of a repository that has another owner now, the old name finds nothing.
        if (words.Contains("already exists", StringComparison.OrdinalIgnoreCase) && await Find(from, into, string.Empty, cancellation).ConfigureAwait(false) is { } present)
            return present;
        throw new ServiceException($"{answer.Origin} does not open a pull request: {words}") { Status = 422 };
    });

    /// <inheritdoc/>
    public Task<PullRequest> Update(int number, string title, string body, CancellationToken cancellation) => _api.Ask(async () =>
        await _queue.AddPlace(GitHubPullRequest.Of((await _api.Send(HttpMethod.Patch, $"pulls/{number}", new { title, body }, [], cancellation).ConfigureAwait(false)).Json()), cancellation).ConfigureAwait(false));

    /// <inheritdoc/>
    public Task<ReviewEvidence> ReadEvidence(PullRequest request, CommitId head, CancellationToken cancellation) =>
        _api.Ask(() => new GitHubEvidence(_api, _queue).Read(request, head, cancellation));

    /// <inheritdoc/>
    public Task<BranchProtection> ReadProtection(BranchName branch, CancellationToken cancellation) => _api.Ask(async () =>
    {
        var rules = await GitHubRules.Read(_api, branch, cancellation).ConfigureAwait(false);
        _queue.Note(branch, rules.HasQueue);
        if (rules.AgainstPushes.Any())
            return new BranchProtection(true, $"a ruleset ({string.Join(", ", rules.AgainstPushes)})");
        return (await GitHubProtection.Read(_api, branch, cancellation).ConfigureAwait(false)).IsProtected
            ? new BranchProtection(true, "a branch protection")
            : new BranchProtection(false);
    });

    /// <inheritdoc/>
    public Task<MergeAnswer> Merge(PullRequest request, CommitId head, MergeMethod method, string title, string message, CancellationToken cancellation) =>
        _api.Ask(() => new GitHubMerge(_api, _queue).Ask(request, head, method, title, message, cancellation));

    /// <inheritdoc/>
    public Task SetPublished(PullRequest request, CommitId head, bool isPublished, string description, CancellationToken cancellation) => _api.Ask(() =>
        _api.Send(HttpMethod.Post, $"statuses/{head}", new { state = isPublished ? "success" : "pending", context = OwnStatus.Published, description = GitHubDeployNotes.Fit(description) }, [], cancellation));

    /// <inheritdoc/>
    public Task<string> NoteDeploy(DeployAnnouncement deploy, AnnouncedState state, string? known, CancellationToken cancellation) =>
        _api.Ask(() => new GitHubDeployNotes(_api).Write(deploy, state, known, cancellation));

    private async Task<PullRequest?> Find(BranchName from, BranchName into, string filter, CancellationToken cancellation)
    {
        // A filter that is badly formed is passed over by the server without a word.
        var list = await _api.GetAll($"pulls?state=open{filter}&base={Uri.EscapeDataString(into.ToString())}&per_page=100", null, cancellation).ConfigureAwait(false);
        if (list.Where(one => GitHubPullRequest.IsOf(one, from, into)).Select(GitHubPullRequest.Of).FirstOrDefault() is not { } listed)
            return null;
        var found = await ReadNow(listed.Number, cancellation).ConfigureAwait(false);
        return found.State == PullRequestState.Open ? found : null;
    }

    private async Task<PullRequest> ReadNow(int number, CancellationToken cancellation) =>
        await _queue.AddPlace(GitHubPullRequest.Of(await _api.Get($"pulls/{number}", cancellation).ConfigureAwait(false)), cancellation).ConfigureAwait(false);
}
