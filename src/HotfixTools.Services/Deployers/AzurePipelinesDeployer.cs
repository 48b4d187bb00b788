using System.Globalization;
using System.Text.Json;

namespace HotfixTools.Services;

/// <summary>
/// Deploys by a pipeline of Azure Pipelines, which is told the commit
/// (https://learn.microsoft.com/rest/api/azure/devops/pipelines/runs/run-pipeline).
/// </summary>
/// <param name="settings">Which pipeline, and what it is given.</param>
/// <param name="place">Where the repository is: organization, project and repository.</param>
/// <param name="client">What asks.</param>
/// <param name="output">Told how far it is.</param>
/// <param name="pace">How often it is asked; null for what is usual.</param>
internal sealed class AzurePipelinesDeployer(DeployPipelineSettings settings, ForgePlace place, ServiceClient client, IProgress<string> output, PipelinePace? pace = null)
    : PipelineDeployer(settings, place, output, pace)
{
    private const string Version = "api-version=7.1";
    private const int RunsLookedAt = 100;

    private static readonly Dictionary<string, string> Headers = new() { ["Accept"] = "application/json" };

    // Whoever is not known is sent on to a page to log in, which is no answer.
    private readonly ForgeClient _forge = new($"Azure DevOps ({place.Repository})", place, Headers, client) { FollowsRedirects = false };
    private readonly string _pipeline = settings.Pipeline ?? throw new InvalidOperationException("No pipeline is named.");

    /// <inheritdoc/>
    public override string Description => $"by pipeline {_pipeline} of {Project} (Azure Pipelines)";

    internal override string System => "Azure DevOps";

    internal override string Pipeline => $"pipeline {_pipeline}";

    internal override bool PinsCommit => true;

    internal override string MarkerAdvice => "give the pipeline a parameter with {id}";

    private string Project => string.Join('/', Place.Repository.Split('/').Take(2));

    private string Api => string.Join('/', Place.Repository.Split('/').Take(2).Select(Uri.EscapeDataString)) + "/_apis";

    internal override string NameOf(string id) => $"run {id} of pipeline {_pipeline}";

    internal override Task<PipelineOutset> Prepare(PipelineOrder order, CancellationToken cancellation) => _forge.Ask(async () =>
    {
        // That there is such a pipeline, and what time it is there; a branch that is not there is said by the start.
        var answer = await _forge.Send(HttpMethod.Get, $"{Api}/pipelines/{_pipeline}?{Version}", null, [], cancellation).ConfigureAwait(false);
        answer.Json();
        return new PipelineOutset(null, PipelineOutset.ClockOf(answer));
    });

    internal override Task<PipelineStart> Start(PipelineOrder order, CancellationToken cancellation) => _forge.Ask(async () =>
    {
        var self = new Dictionary<string, string> { ["refName"] = FullName(order.Ref) };
        if (!Settings.NamesCommit)
            self["version"] = order.Request.Commit.ToString();
        var answer = await _forge.Send(
            HttpMethod.Post, $"{Api}/pipelines/{_pipeline}/runs?{Version}",
            new { resources = new { repositories = new { self } }, templateParameters = order.Inputs }, [], cancellation).ConfigureAwait(false);
        return new PipelineStart(RunOf(answer.Json()));
    });

    internal override Task<IReadOnlyList<PipelineCandidate>> List(PipelineOrder order, DateTimeOffset since, CancellationToken cancellation) => _forge.Ask(async () =>
    {
        var from = since.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var builds = await _forge.Get($"{Api}/build/builds?definitions={_pipeline}&minTime={from}&queryOrder=queueTimeDescending&$top={RunsLookedAt}&{Version}", cancellation).ConfigureAwait(false);
        List<PipelineCandidate> candidates = [];
        foreach (var build in builds.GetProperty("value").EnumerateArray())
        {
            // A push may have started others of the same commit.
            if (build.Text("reason") is null or "manual")
                candidates.Add(new PipelineCandidate(RunOf(build), await IsOurs(order, build, cancellation).ConfigureAwait(false)));
        }

        return (IReadOnlyList<PipelineCandidate>)candidates;
    });

    internal override Task<PipelineState> Look(PipelineOrder order, string id, CancellationToken cancellation) => _forge.Ask(async () =>
    {
        var run = await _forge.Get($"{Api}/pipelines/{_pipeline}/runs/{Uri.EscapeDataString(id)}?{Version}", cancellation).ConfigureAwait(false);
        var (phase, words) = (run.GetProperty("state").GetString(), run.Text("result")) switch
        {
            ("completed", "succeeded") => (PipelinePhase.Succeeded, "succeeded"),
            ("completed", var result) => (PipelinePhase.Failed, $"ended with '{result}'"),
            ("canceling", _) => (PipelinePhase.UnderWay, "is being stopped"),
            _ => (PipelinePhase.UnderWay, await WaitsForApproval(id, cancellation).ConfigureAwait(false) ? "waits for somebody to approve it" : "runs"),
        };
        return new PipelineState(phase, words, run.Commit("resources", "repositories", "self", "version"), run.Text("_links", "web", "href"));
    });

    internal override Task Cancel(string id, CancellationToken cancellation) => _forge.Ask(() => _forge.Send(
        HttpMethod.Patch, $"{Api}/build/builds/{Uri.EscapeDataString(id)}?{Version}", new { status = "cancelling" }, [], cancellation));

    private async Task<bool?> IsOurs(PipelineOrder order, JsonElement build, CancellationToken cancellation)
    {
        var mayBe = Settings.NamesCommit ? build.Text("sourceBranch") == FullName(order.Ref) : build.Commit("sourceVersion") == order.Request.Commit;
        if (!HasMarker || !mayBe)
            return mayBe ? null : false;
        var parameters = build.Member("templateParameters")
            ?? (await _forge.Get($"{Api}/pipelines/{_pipeline}/runs/{build.GetProperty("id").GetRawText()}?{Version}", cancellation).ConfigureAwait(false)).Member("templateParameters");
        return parameters is { ValueKind: JsonValueKind.Object } given ? Shows(order, given.EnumerateObject().Select(parameter => given.Text(parameter.Name))) : null;
    }

    // Only the timeline tells; what it cannot tell is no reason to stop waiting.
    private async Task<bool> WaitsForApproval(string id, CancellationToken cancellation)
    {
        try
        {
            var timeline = await _forge.Get($"{Api}/build/builds/{Uri.EscapeDataString(id)}/timeline?{Version}", cancellation).ConfigureAwait(false);
            return timeline.Items("records").Any(record => record.Text("type") == "Checkpoint.Approval" && record.Text("state") == "inProgress");
        }
        catch (ServiceException)
        {
            return false;
        }
    }

    private static DeployRun RunOf(JsonElement run) => new(run.GetProperty("id").GetRawText(), run.Text("_links", "web", "href"));

    private static string FullName(string reference) => reference.StartsWith("refs/", StringComparison.Ordinal) ? reference : "refs/heads/" + reference;
}
