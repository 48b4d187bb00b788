using System.Globalization;
using System.Text.Json;

namespace HotfixTools.Services;

/// <summary>Deploys by a pipeline of GitLab (https://docs.gitlab.com/api/pipelines/).</summary>
/// <param name="settings">What it is given, as variables.</param>
/// <param name="place">Where the project is.</param>
/// <param name="client">What asks.</param>
/// <param name="output">Told how far it is.</param>
/// <param name="pace">How often it is asked; null for what is usual.</param>
internal sealed class GitLabPipelineDeployer(DeployPipelineSettings settings, ForgePlace place, ServiceClient client, IProgress<string> output, PipelinePace? pace = null)
    : PipelineDeployer(settings, place, output, pace)
{
    private static readonly Dictionary<string, string> Headers = new() { ["Accept"] = "application/json" };

    private readonly ForgeClient _forge = new($"GitLab ({place.Repository})", place, Headers, client);

    /// <inheritdoc/>
    public override string Description => $"by a pipeline of {Place.Repository} (GitLab)";

    internal override string System => "GitLab";

    internal override string Pipeline => "the pipeline";

    private string Project => $"projects/{Uri.EscapeDataString(Place.Repository)}";

    internal override string NameOf(string id) => $"pipeline {id}";

    internal override Task<PipelineOutset> Prepare(PipelineOrder order, CancellationToken cancellation) => _forge.Ask(async () =>
    {
        var answer = await _forge.Send(HttpMethod.Get, $"{Project}/repository/commits/{Uri.EscapeDataString(order.Ref)}", null, [404], cancellation).ConfigureAwait(false);
        if ((int)answer.Status == 404 && answer.Text.Contains("Project", StringComparison.Ordinal))
            throw new ServiceException($"{answer.Origin} knows no project {Place.Repository}, or does not show it to who asks (status 404)") { Status = 404 };
        return new PipelineOutset((int)answer.Status == 200 ? answer.Json().Commit("id") : null, PipelineOutset.ClockOf(answer));
    });

    internal override Task<PipelineStart> Start(PipelineOrder order, CancellationToken cancellation) => _forge.Ask(async () =>
    {
        var variables = order.Inputs.Select(input => new { key = input.Key, value = input.Value }).ToArray();
        var answer = await _forge.Send(HttpMethod.Post, $"{Project}/pipeline", new { @ref = order.Ref, variables }, [], cancellation).ConfigureAwait(false);
        return new PipelineStart(RunOf(answer.Json()));
    });

    internal override Task<IReadOnlyList<PipelineCandidate>> List(PipelineOrder order, DateTimeOffset since, CancellationToken cancellation) => _forge.Ask(async () =>
    {
        var from = since.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var sha = Settings.NamesCommit ? string.Empty : $"&sha={order.Request.Commit}";
        var pipelines = await _forge.GetAll($"{Project}/pipelines?ref={Uri.EscapeDataString(order.Ref)}{sha}&updated_after={Uri.EscapeDataString(from)}&source=api&order_by=id&sort=desc&per_page=100", null, cancellation).ConfigureAwait(false);
        List<PipelineCandidate> candidates = [];
        // One that began before may have been changed since.
        foreach (var pipeline in pipelines.Where(pipeline => pipeline.Time("created_at") is not { } created || created >= since))
            candidates.Add(new PipelineCandidate(RunOf(pipeline), await IsOurs(order, pipeline, cancellation).ConfigureAwait(false)));
        return (IReadOnlyList<PipelineCandidate>)candidates;
    });

    internal override Task<PipelineState> Look(PipelineOrder order, string id, CancellationToken cancellation) => _forge.Ask(async () =>
    {
        var pipeline = await _forge.Get($"{Project}/pipelines/{Uri.EscapeDataString(id)}", cancellation).ConfigureAwait(false);
        var (phase, words) = pipeline.GetProperty("status").GetString() switch
        {
            "success" => (PipelinePhase.Succeeded, "succeeded"),
            ("failed" or "canceled" or "skipped") and var status => (PipelinePhase.Failed, $"ended with '{status}'"),
            "running" => (PipelinePhase.UnderWay, "runs"),
            "created" or "preparing" or "pending" => (PipelinePhase.UnderWay, "is queued"),
            "waiting_for_resource" => (PipelinePhase.UnderWay, "waits for another pipeline to end"),
            "manual" => (PipelinePhase.UnderWay, "waits for somebody to start a job of it"),
            "scheduled" => (PipelinePhase.UnderWay, "waits for the time of a job of it"),
            "canceling" => (PipelinePhase.UnderWay, "is being stopped"),
            var status => (PipelinePhase.UnderWay, $"is '{status}'"),
        };
        return new PipelineState(phase, words, pipeline.Commit("sha"), pipeline.Text("web_url"));
    });

    internal override Task Cancel(string id, CancellationToken cancellation) =>
        _forge.Ask(() => _forge.Send(HttpMethod.Post, $"{Project}/pipelines/{Uri.EscapeDataString(id)}/cancel", null, [], cancellation));

    private async Task<bool?> IsOurs(PipelineOrder order, JsonElement pipeline, CancellationToken cancellation)
    {
        if (!HasMarker)
            return null;
        // Not everybody is shown them.
        var answer = await _forge.Send(HttpMethod.Get, $"{Project}/pipelines/{pipeline.GetProperty("id").GetRawText()}/variables", null, [403, 404], cancellation).ConfigureAwait(false);
        return (int)answer.Status == 200 ? Shows(order, answer.Json().EnumerateArray().Select(variable => variable.Text("value"))) : null;
    }

    private static DeployRun RunOf(JsonElement pipeline) => new(pipeline.GetProperty("id").GetRawText(), pipeline.Text("web_url"));
}
