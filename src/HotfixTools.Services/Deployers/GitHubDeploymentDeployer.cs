using System.Text.Json;

namespace HotfixTools.Services;

/// <summary>
/// Deploys by a deployment of GitHub: whoever listens for it deploys, and says how it went by its statuses
/// (https://docs.github.com/rest/deployments/deployments).
/// </summary>
/// <param name="settings">What the environment is called there.</param>
/// <param name="place">Where the repository is.</param>
/// <param name="client">What asks.</param>
/// <param name="output">Told how far it is.</param>
/// <param name="pace">How often it is asked; null for what is usual.</param>
internal sealed class GitHubDeploymentDeployer(DeployPipelineSettings settings, ForgePlace place, ServiceClient client, IProgress<string> output, PipelinePace? pace = null)
    : PipelineDeployer(settings, place, output, pace)
{
    private const string Marker = "hotfix_deploy";
    private const int LongestDescription = 140;

    private readonly ForgeClient _forge = new($"GitHub ({place.Repository})", place, ForgePlace.GitHubHeaders, client);

    /// <inheritdoc/>
    public override string Description => $"by a deployment of GitHub ({Place.Repository})";

    internal override string System => "GitHub";

    internal override string Pipeline => "the deployment";

    // It is of a commit, wherever branches are.
    internal override bool PinsCommit => true;

    internal override bool HasMarker => true;

    private string Deployments => $"repos/{Place.Path}/deployments";

    private string? Page
    {
        get
        {
            var server = Place.Api.GetLeftPart(UriPartial.Authority);
            return Place.Api.Host == "api.github.com" ? $"https://github.com/{Place.Path}/deployments" : Place.Api.AbsolutePath == "/api/v3/" ? $"{server}/{Place.Path}/deployments" : null;
        }
    }

    internal override string NameOf(string id) => $"deployment {id}";

    internal override Task<PipelineOutset> Prepare(PipelineOrder order, CancellationToken cancellation) => Task.FromResult(new PipelineOutset(order.Request.Commit, DateTimeOffset.UtcNow));

    internal override Task<PipelineStart> Start(PipelineOrder order, CancellationToken cancellation) => _forge.Ask(async () =>
    {
        var description = $"Hotfix of {order.Request.Branch}";
        var answer = await _forge.Send(
            HttpMethod.Post, Deployments,
            new Dictionary<string, object>
            {
                ["ref"] = order.Request.Commit.ToString(),
                ["environment"] = order.Environment,
                ["description"] = description[..Math.Min(description.Length, LongestDescription)],
                // Else the mainline would be merged into the hotfix, and something else deployed.
                ["auto_merge"] = false,
                // What has to be well is decided before a deploy begins, and passed by force only here.
                ["required_contexts"] = Array.Empty<string>(),
                ["payload"] = new Dictionary<string, string> { [Marker] = order.Request.Id },
            },
            [], cancellation).ConfigureAwait(false);
        return (int)answer.Status == 202
            ? new PipelineStart(null, "GitHub merged something instead of deploying, which it was told not to do")
            : new PipelineStart(RunOf(answer.Json()));
    });

    internal override Task<IReadOnlyList<PipelineCandidate>> List(PipelineOrder order, DateTimeOffset since, CancellationToken cancellation) => _forge.Ask(async () =>
    {
        var known = await _forge.GetAll($"{Deployments}?sha={order.Request.Commit}&environment={Uri.EscapeDataString(order.Environment)}&per_page=100", null, cancellation).ConfigureAwait(false);
        return (IReadOnlyList<PipelineCandidate>)[.. known
            .OrderByDescending(deployment => deployment.Time("created_at"))
            .Select(deployment => new PipelineCandidate(RunOf(deployment), order.Request.Id.Length > 0 && MarkerOf(deployment) == order.Request.Id))];
    });

    internal override Task<PipelineState> Look(PipelineOrder order, string id, CancellationToken cancellation) => _forge.Ask(async () =>
    {
        var at = $"{Deployments}/{Uri.EscapeDataString(id)}";
        var commit = (await _forge.Get(at, cancellation).ConfigureAwait(false)).Commit("sha");
        var statuses = (await _forge.GetAll($"{at}/statuses?per_page=100", null, cancellation).ConfigureAwait(false))
            .OrderByDescending(status => status.Time("created_at")).ThenByDescending(status => status.GetProperty("id").GetInt64()).ToList();
        var newest = statuses.Count > 0 ? statuses[0] : default;
        var (phase, words) = newest.Text("state") switch
        {
            null => (PipelinePhase.UnderWay, "waits for somebody to begin it"),
            "success" => (PipelinePhase.Succeeded, "succeeded"),
            // A later deployment makes it so; it was live.
            "inactive" when statuses.Any(status => status.Text("state") == "success") => (PipelinePhase.Succeeded, "succeeded"),
            "failure" or "error" or "inactive" => (PipelinePhase.Failed, $"ended with '{newest.Text("state")}'{(newest.Text("description") is { Length: > 0 } why ? $" ({why})" : string.Empty)}"),
            "in_progress" => (PipelinePhase.UnderWay, "runs"),
            "queued" => (PipelinePhase.UnderWay, "is queued"),
            "pending" => (PipelinePhase.UnderWay, "is pending"),
            "waiting" => (PipelinePhase.UnderWay, "waits for somebody to approve it"),
            var state => (PipelinePhase.UnderWay, $"is '{state}'"),
        };
        var log = statuses.Select(status => status.Text("log_url") is { Length: > 0 } url ? url : status.Text("target_url")).FirstOrDefault(url => url is { Length: > 0 });
        return new PipelineState(phase, words, commit, log);
    });

    internal override Task Cancel(string id, CancellationToken cancellation) => _forge.Ask(() => _forge.Send(
        HttpMethod.Post, $"{Deployments}/{Uri.EscapeDataString(id)}/statuses",
        new Dictionary<string, object> { ["state"] = "error", ["description"] = "Stopped by whoever began it" }, [], cancellation));

    private DeployRun RunOf(JsonElement deployment) => new(deployment.GetProperty("id").GetRawText(), Page);

    // It comes back as an object, or as the text of one.
    private static string? MarkerOf(JsonElement deployment)
    {
        if (deployment.Text("payload") is not { } text)
            return deployment.Text("payload", Marker);
        try
        {
            using var payload = JsonDocument.Parse(text);
            return payload.RootElement.Text(Marker);
        }
        catch (JsonException)
        {
            // Somebody else's may be any text.
            return null;
        }
    }
}
