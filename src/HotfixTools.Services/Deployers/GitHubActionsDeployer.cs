using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HotfixTools.Services;

/// <summary>
/// Deploys by a workflow of GitHub Actions (https://docs.github.com/rest/actions/workflows#create-a-workflow-dispatch-event).
/// Newer servers say which run a dispatch made; on older ones it is found by what its name shows.
/// </summary>
/// <param name="settings">Which workflow, and what it is given.</param>
/// <param name="place">Where the repository is.</param>
/// <param name="client">What asks.</param>
/// <param name="output">Told how far it is.</param>
/// <param name="pace">How often it is asked; null for what is usual.</param>
internal sealed partial class GitHubActionsDeployer(DeployPipelineSettings settings, ForgePlace place, ServiceClient client, IProgress<string> output, PipelinePace? pace = null)
    : PipelineDeployer(settings, place, output, pace)
{
    private const string RunDetails = "return_run_details";

    private readonly ForgeClient _forge = new($"GitHub ({place.Repository})", place, ForgePlace.GitHubHeaders, client);
    private readonly string _workflow = settings.Pipeline ?? throw new InvalidOperationException("No workflow is named.");

    /// <inheritdoc/>
    public override string Description => $"by the workflow {_workflow} of {Place.Repository}";

    internal override string System => "GitHub";

    internal override string Pipeline => $"the workflow {_workflow}";

    internal override string MarkerAdvice => "give the workflow an input with {id}, and show it: run-name: Deploy ${{ inputs.id }}";

    private string Repository => $"repos/{Place.Path}";

    internal override string NameOf(string id) => $"run {id} of {_workflow}";

    internal override Task<PipelineOutset> Prepare(PipelineOrder order, CancellationToken cancellation) => _forge.Ask(async () =>
    {
        // 422 is said of a name that is no ref; 404 of a repository that is not shown.
        var answer = await _forge.Send(HttpMethod.Get, $"{Repository}/commits/{Uri.EscapeDataString(order.Ref)}", null, [422], cancellation).ConfigureAwait(false);
        return new PipelineOutset((int)answer.Status == 200 ? answer.Json().Commit("sha") : null, PipelineOutset.ClockOf(answer));
    });

    internal override Task<PipelineStart> Start(PipelineOrder order, CancellationToken cancellation) => _forge.Ask(async () =>
    {
        ServiceAnswer answer;
        try
        {
            answer = await Dispatch(order, asksForRun: true, cancellation).ConfigureAwait(false);
        }
        catch (ServiceException error) when (error.Status is 400 or 422 && error.Message.Contains(RunDetails, StringComparison.Ordinal))
        {
            // A server that does not know this refuses all of it, so that nothing was started yet.
            answer = await Dispatch(order, asksForRun: false, cancellation).ConfigureAwait(false);
        }

        if (answer.Body.Length == 0)
            return new PipelineStart(null);
        var json = answer.Json();
        return new PipelineStart(json.Text("workflow_run_id") is { } id ? new DeployRun(id, json.Text("html_url")) : null);
    });

    internal override Task<IReadOnlyList<PipelineCandidate>> List(PipelineOrder order, DateTimeOffset since, CancellationToken cancellation) => _forge.Ask(async () =>
    {
        var from = since.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var runs = await _forge.GetAll($"{Repository}/actions/workflows/{Uri.EscapeDataString(_workflow)}/runs?event=workflow_dispatch&created={Uri.EscapeDataString(">=" + from)}&per_page=100", "workflow_runs", cancellation).ConfigureAwait(false);
        return (IReadOnlyList<PipelineCandidate>)[.. runs
            .OrderByDescending(run => run.Time("created_at"))
            .Select(run => new PipelineCandidate(new DeployRun(run.GetProperty("id").GetRawText(), run.Text("html_url")), IsOurs(order, run)))];
    });

    internal override Task<PipelineState> Look(PipelineOrder order, string id, CancellationToken cancellation) => _forge.Ask(async () =>
    {
        var run = await _forge.Get($"{Repository}/actions/runs/{Uri.EscapeDataString(id)}", cancellation).ConfigureAwait(false);
        var (phase, words) = (run.GetProperty("status").GetString(), run.Text("conclusion")) switch
        {
            ("completed", "success") => (PipelinePhase.Succeeded, "succeeded"),
            ("completed", var conclusion) => (PipelinePhase.Failed, $"ended with '{conclusion}'"),
            ("in_progress", _) => (PipelinePhase.UnderWay, "runs"),
            ("queued", _) => (PipelinePhase.UnderWay, "is queued"),
            ("waiting", _) => (PipelinePhase.UnderWay, "waits for somebody to approve it"),
            ("pending", _) => (PipelinePhase.UnderWay, "waits for another run to end"),
            (var status, _) => (PipelinePhase.UnderWay, $"is '{status}'"),
        };
        // Whoever runs it again while it is waited for, is waited for too.
        var attempt = run.Number("run_attempt") is { } number and > 1 ? $" (attempt {number})" : string.Empty;
        return new PipelineState(phase, words + attempt, run.Commit("head_sha"), run.Text("html_url")) { IsMarked = Shows(order, [run.Text("name"), run.Text("display_title")]) };
    });

    internal override Task Cancel(string id, CancellationToken cancellation) =>
        _forge.Ask(() => _forge.Send(HttpMethod.Post, $"{Repository}/actions/runs/{Uri.EscapeDataString(id)}/cancel", null, [409], cancellation));

    private Task<ServiceAnswer> Dispatch(PipelineOrder order, bool asksForRun, CancellationToken cancellation)
    {
        var body = new Dictionary<string, object> { ["ref"] = order.Ref, ["inputs"] = order.Inputs };
        if (asksForRun)
            body[RunDetails] = true;
        return _forge.Send(HttpMethod.Post, $"{Repository}/actions/workflows/{Uri.EscapeDataString(_workflow)}/dispatches", body, [], cancellation);
    }

    private bool? IsOurs(PipelineOrder order, JsonElement run)
    {
        var (name, title) = (run.Text("name"), run.Text("display_title"));
        if (Shows(order, [name, title]) == true)
            return true;
        // A title with another id is that of another deploy; one without any may be of this one.
        if (HasMarker && title is not null && Marker().IsMatch(title))
            return false;
        return (Settings.NamesCommit ? run.Text("head_branch") == order.Ref : run.Commit("head_sha") == order.Request.Commit) ? null : false;
    }

    // As ids of deploys are made.
    [GeneratedRegex(@"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")]
    private static partial Regex Marker();
}
