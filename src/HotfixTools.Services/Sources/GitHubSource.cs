namespace HotfixTools.Services;

/// <summary>
/// The deployments of a GitHub repository. The list cannot be asked for what succeeded: the newest that ever had the state
/// <c>success</c> is taken, for a later one makes it <c>inactive</c>
/// (https://docs.github.com/rest/deployments/deployments).
/// </summary>
/// <param name="source">Which deployments.</param>
/// <param name="place">Where the repository is.</param>
/// <param name="client">What asks.</param>
internal sealed class GitHubSource(ForgeSourceSettings source, ForgePlace place, ServiceClient client) : WebSource(source.Name, source.Timeout, client)
{
    private const int PageSize = 30;
    private const int Pages = 4;

    private protected override async Task<ServiceDeploy?> Ask(EnvironmentName environment, CancellationToken cancellation)
    {
        var called = source.Environment ?? environment.ToString();
        for (var page = 1; page <= Pages; page++)
        {
            var deployments = (await Get($"deployments?environment={Uri.EscapeDataString(called)}&per_page={PageSize}&page={page}", cancellation).ConfigureAwait(false)).EnumerateArray().ToList();
            foreach (var deployment in deployments.OrderByDescending(found => found.Time("created_at")))
            {
                RequireSame(called, deployment.Text("environment"));
                var statuses = (await Get($"deployments/{deployment.Text("id")}/statuses?per_page=100", cancellation).ConfigureAwait(false)).EnumerateArray();
                var success = statuses.Where(status => status.Text("state") == "success").OrderByDescending(status => status.Time("created_at")).ToList();
                if (success.Count > 0)
                {
                    return new ServiceDeploy(
                        Commit(deployment.Text("sha"), $"the sha of deployment {deployment.Text("id")}"),
                        success[^1].Time("created_at") ?? deployment.Time("created_at") ?? throw new ServiceException("a deployment has no time"),
                        deployment.Text("creator", "login"), success[0].Text("log_url") is { Length: > 0 } log ? log : success[0].Text("target_url"));
                }
            }

            if (deployments.Count < PageSize)
                return null;
        }

        throw new ServiceException($"none of the last {Pages * PageSize} deployments succeeded");
    }

    private async Task<System.Text.Json.JsonElement> Get(string what, CancellationToken cancellation) =>
        (await Send(new ServiceRequest(HttpMethod.Get, place.Address($"repos/{place.Path}/{what}")) { Headers = ForgePlace.GitHubHeaders, Credential = place.Credential }, cancellation).ConfigureAwait(false)).Json();
}
