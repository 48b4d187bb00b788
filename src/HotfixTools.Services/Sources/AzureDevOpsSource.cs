using System.Text.Json;

namespace HotfixTools.Services;

/// <summary>
/// The deployments to an environment of Azure Pipelines. Their records name the run, and the run its commit
/// (https://learn.microsoft.com/rest/api/azure/devops/environments/environmentdeployment-records).
/// </summary>
/// <param name="source">Which deployments.</param>
/// <param name="place">Where the repository is: organization, project and repository.</param>
/// <param name="client">What asks.</param>
internal sealed class AzureDevOpsSource(ForgeSourceSettings source, ForgePlace place, ServiceClient client) : WebSource(source.Name, source.Timeout, client)
{
    private const string Version = "api-version=7.1";
    private const int RecordsLookedAt = 100;
    private const int RunsLookedAt = 10;

    // With issues is with warnings, and live.
    private static readonly HashSet<string?> Succeeded = new(StringComparer.OrdinalIgnoreCase) { "succeeded", "succeededWithIssues" };

    private protected override async Task<ServiceDeploy?> Ask(EnvironmentName environment, CancellationToken cancellation)
    {
        var called = source.Environment ?? environment.ToString();
        var known = Values(await Get($"pipelines/environments?name={Uri.EscapeDataString(called)}&{Version}", cancellation).ConfigureAwait(false));
        if (known.Where(found => string.Equals(found.Text("name"), called, StringComparison.OrdinalIgnoreCase)).Select(found => found.Text("id")).FirstOrDefault() is not { } id)
            throw new ServiceException($"the project has no environment '{DisplayText.Clean(called)}'");
        var records = Values(await Get($"pipelines/environments/{Uri.EscapeDataString(id)}/environmentdeploymentrecords?top={RecordsLookedAt}&{Version}", cancellation).ConfigureAwait(false));
        var succeeded = records.Where(record => Succeeded.Contains(record.Text("result"))).OrderByDescending(record => record.Time("finishTime")).ToList();
        foreach (var record in succeeded.Take(RunsLookedAt))
        {
            var owner = record.Text("owner", "id") ?? throw new ServiceException("a deployment does not say which run made it");
            var run = await Get($"build/builds/{Uri.EscapeDataString(owner)}?{Version}", cancellation).ConfigureAwait(false);
            // An environment may be shared by the pipelines of several repositories.
            if (run.Text("repository", "name") is { } repository && !IsOurs(repository))
                continue;
            return new ServiceDeploy(
                Commit(run.Text("sourceVersion"), $"the source version of run {run.Text("id")}"),
                record.Time("finishTime") ?? throw new ServiceException("a deployment has no time"),
                run.Text("requestedFor", "displayName"), run.Text("_links", "web", "href"));
        }

        // There may be more, and "never deployed" must not be said of what was deployed long ago.
        return records.Count < RecordsLookedAt && succeeded.Count <= RunsLookedAt
            ? null
            : throw new ServiceException($"none of the last {records.Count} deployments to '{DisplayText.Clean(called)}' is known to be a success of this repository");
    }

    private bool IsOurs(string repository) => string.Equals(repository.Split('/')[^1], place.Repository.Split('/')[^1], StringComparison.OrdinalIgnoreCase);

    private static List<JsonElement> Values(JsonElement answer) => [.. answer.GetProperty("value").EnumerateArray()];

    private async Task<JsonElement> Get(string what, CancellationToken cancellation)
    {
        var project = string.Join('/', place.Repository.Split('/').Take(2).Select(Uri.EscapeDataString));
        var answer = await Send(new ServiceRequest(HttpMethod.Get, place.Address($"{project}/_apis/{what}")) { Credential = place.Credential, FollowsRedirects = false }, cancellation).ConfigureAwait(false);
        return answer.Json();
    }
}
