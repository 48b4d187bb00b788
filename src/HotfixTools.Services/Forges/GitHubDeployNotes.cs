using System.Globalization;
using System.Text.Json;

namespace HotfixTools.Services;

/// <summary>Notes deploys as deployments of GitHub, and how far they are as the statuses of those.</summary>
/// <param name="api">The repository.</param>
internal sealed class GitHubDeployNotes(GitHubApi api)
{
    // Says which deploy a deployment is of: a second try of a note must find the first.
    private const string Key = "hotfix_deploy";

    /// <summary>Notes a deploy.</summary>
    /// <param name="deploy">The deploy.</param>
    /// <param name="state">How far it is.</param>
    /// <param name="known">The deployment; null where it is not known.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<string> Write(DeployAnnouncement deploy, AnnouncedState state, string? known, CancellationToken cancellation)
    {
        if (known is not null && long.TryParse(known, NumberStyles.None, CultureInfo.InvariantCulture, out _) && await Say(known, deploy, state, [404], cancellation).ConfigureAwait(false))
            return known;
        // It was removed since, or was never known.
        var id = await Find(deploy, cancellation).ConfigureAwait(false) ?? await Make(deploy, cancellation).ConfigureAwait(false);
        await Say(id, deploy, state, [], cancellation).ConfigureAwait(false);
        return id;
    }

    private async Task<string?> Find(DeployAnnouncement deploy, CancellationToken cancellation)
    {
        var present = await api.GetAll($"deployments?sha={deploy.Commit}&environment={Uri.EscapeDataString(deploy.Environment.ToString())}&per_page=100", null, cancellation).ConfigureAwait(false);
        return present.Where(one => IdOf(one) == deploy.Id).Select(one => one.Text("id")).FirstOrDefault();
    }

    private async Task<string> Make(DeployAnnouncement deploy, CancellationToken cancellation)
    {
        var body = new
        {
            @ref = deploy.Commit.ToString(),
            environment = deploy.Environment.ToString(),
            // What is noted is what was decided: nothing is merged for it, and no check has a say.
            auto_merge = false,
            required_contexts = Array.Empty<string>(),
            payload = new Dictionary<string, string> { [Key] = deploy.Id },
            production_environment = deploy.IsLast,
            transient_environment = false,
            description = Fit($"Deploy of {deploy.Branch}"),
        };
        var answer = await api.Send(HttpMethod.Post, "deployments", body, [409, 422], cancellation).ConfigureAwait(false);
        return (int)answer.Status == 201 && answer.Json().Text("id") is { } id
            ? id
            : throw new ServiceException($"{answer.Origin} made no deployment (status {(int)answer.Status}): {GitHubWords.Of(answer)}");
    }

    private async Task<bool> Say(string id, DeployAnnouncement deploy, AnnouncedState state, IReadOnlyCollection<int> accepted, CancellationToken cancellation)
    {
        var body = new Dictionary<string, object>
        {
            ["state"] = state switch { AnnouncedState.Succeeded => "success", AnnouncedState.Failed => "failure", _ => "in_progress" },
            ["environment"] = deploy.Environment.ToString(),
            ["auto_inactive"] = true,
        };
        if (deploy.Url is { Length: > 0 } url)
            body["log_url"] = url;
        return (int)(await api.Send(HttpMethod.Post, $"deployments/{id}/statuses", body, accepted, cancellation).ConfigureAwait(false)).Status == 201;
    }

    /// <summary>A text of at most 140 letters, which is all that GitHub takes of a description.</summary>
    /// <param name="text">The text.</param>
    public static string Fit(string text) => text.Length <= 140 ? text : DisplayText.Cut(text, 139);

    // What was sent as an object comes back as one; some programs send, and get, a text that has one in it.
    private static string? IdOf(JsonElement deployment)
    {
        if (deployment.Text("payload") is not { } text)
            return deployment.Text("payload", Key);
        try
        {
            using var payload = JsonDocument.Parse(text);
            return payload.RootElement.Text(Key);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
