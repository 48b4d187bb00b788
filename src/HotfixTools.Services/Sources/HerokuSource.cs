using System.Text.Json;

namespace HotfixTools.Services;

/// <summary>The current release of a Heroku app (https://devcenter.heroku.com/articles/platform-api-reference#release).</summary>
/// <param name="source">Which app.</param>
/// <param name="api">Heroku's API.</param>
/// <param name="credential">Who asks.</param>
/// <param name="client">What asks.</param>
internal sealed class HerokuSource(HerokuSourceSettings source, Uri api, ServiceCredential? credential, ServiceClient client) : WebSource(source.Name, source.Timeout, client)
{
    private protected override async Task<ServiceDeploy?> Ask(EnvironmentName environment, CancellationToken cancellation)
    {
        var app = Uri.EscapeDataString(DeploySourceSettings.FillIn(source.App, environment));
        var answer = await Get($"apps/{app}/releases", "version ..; order=desc,max=10", cancellation).ConfigureAwait(false);
        var releases = answer.EnumerateArray().ToList();
        if (releases.Count == 0)
            return null;
        var current = releases.Where(release => release.TryGetProperty("current", out var is_) && is_.ValueKind == JsonValueKind.True).ToList();
        if (current.Count == 0)
            throw new ServiceException($"none of the last {releases.Count} releases of {app} is current");
        if (current[0].Text("slug", "id") is not { } slug)
            throw new ServiceException($"release v{current[0].Text("version")} of {app} names no slug, as a release of a container does, and so no commit");
        var made = await Get($"apps/{app}/slugs/{Uri.EscapeDataString(slug)}", null, cancellation).ConfigureAwait(false);
        return new ServiceDeploy(
            Commit(made.Text("commit"), $"the commit of release v{current[0].Text("version")}"),
            current[0].Time("created_at") ?? throw new ServiceException("a release has no time"), current[0].Text("user", "email"));
    }

    private async Task<JsonElement> Get(string what, string? range, CancellationToken cancellation)
    {
        var headers = new Dictionary<string, string> { ["Accept"] = "application/vnd.heroku+json; version=3" };
        if (range is not null)
            headers["Range"] = range;
        return (await Send(new ServiceRequest(HttpMethod.Get, new Uri(api, what)) { Headers = headers, Credential = credential }, cancellation).ConfigureAwait(false)).Json();
    }
}
