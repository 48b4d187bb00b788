namespace HotfixTools.Services;

/// <summary>The deployments of a GitLab project (https://docs.gitlab.com/api/deployments/).</summary>
/// <param name="source">Which deployments.</param>
/// <param name="place">Where the project is.</param>
/// <param name="client">What asks.</param>
internal sealed class GitLabSource(ForgeSourceSettings source, ForgePlace place, ServiceClient client) : WebSource(source.Name, source.Timeout, client)
{
    private protected override async Task<ServiceDeploy?> Ask(EnvironmentName environment, CancellationToken cancellation)
    {
        var called = source.Environment ?? environment.ToString();
        var address = place.Address($"projects/{Uri.EscapeDataString(place.Repository)}/deployments?environment={Uri.EscapeDataString(called)}&status=success&order_by=finished_at&sort=desc&per_page=1");
        var answer = await Send(new ServiceRequest(HttpMethod.Get, address) { Credential = place.Credential }, cancellation).ConfigureAwait(false);
        foreach (var deployment in answer.Json().EnumerateArray())
        {
            // A server that passes over what it was asked for must not have the last attempt taken for the last success.
            if (deployment.Text("status") is var status && status != "success")
                throw new ServiceException($"it was asked for deployments that succeeded, and answered with one that is '{DisplayText.Clean(status)}'");
            RequireSame(called, deployment.Text("environment", "name"));
            return new ServiceDeploy(
                Commit(deployment.Text("sha"), $"the sha of deployment {deployment.Text("iid")}"),
                deployment.Time("finished_at") ?? deployment.Time("deployable", "finished_at") ?? deployment.Time("updated_at") ?? deployment.Time("created_at") ?? throw new ServiceException("a deployment has no time"),
                deployment.Text("user", "username"), deployment.Text("deployable", "web_url"));
        }

        return null;
    }
}
