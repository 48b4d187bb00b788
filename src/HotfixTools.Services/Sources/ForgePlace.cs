using System.Text.RegularExpressions;

namespace HotfixTools.Services;

/// <summary>Where a repository is at a forge, and who asks there.</summary>
/// <param name="Api">The forge's API, with a slash at its end.</param>
/// <param name="Repository">The repository there: <c>owner/name</c>; at Azure DevOps <c>organization/project/name</c>.</param>
/// <param name="Credential">Who asks; null for nobody in particular.</param>
internal sealed partial record ForgePlace(Uri Api, string Repository, ServiceCredential? Credential)
{
    /// <summary>What GitHub wants to be told of how it should answer.</summary>
    public static IReadOnlyDictionary<string, string> GitHubHeaders { get; } = new Dictionary<string, string>
    {
        ["Accept"] = "application/vnd.github+json", ["X-GitHub-Api-Version"] = "2022-11-28",
    };

    /// <summary>An address below the API.</summary>
    /// <param name="what">What comes after it.</param>
    public Uri Address(string what) => new(Api, what);

    /// <summary>The repository as a part of an address.</summary>
    public string Path => string.Join('/', Repository.Split('/').Select(Uri.EscapeDataString));

    /// <summary>Finds the place by what the settings say and, for the rest, by the URL of the remote.</summary>
    /// <param name="forge">The forge.</param>
    /// <param name="review">What the settings say.</param>
    /// <param name="remote">The remote.</param>
    /// <param name="secrets">Finds the token.</param>
    /// <exception cref="ServiceException">It cannot be told.</exception>
    /// <exception cref="HotfixException"><c>SecretNotFound</c>, <c>SecretNotForHost</c>.</exception>
    public static ForgePlace Of(ForgeKind forge, ReviewSettings review, RemoteUrl remote, SecretResolver secrets)
    {
        var api = WithSlash(review.Url ?? ApiOf(forge, remote) ?? throw new ServiceException($"where {forge} is cannot be told from the remote {remote}; say it in the settings: \"url\""));
        var repository = (review.Repository ?? RepositoryOf(forge, remote))?.Trim('/');
        var parts = forge == ForgeKind.AzureDevOps ? 3 : 2;
        // Only GitLab has groups in groups.
        if (repository is null || repository.Split('/').Length < parts || (repository.Split('/').Length > parts && forge != ForgeKind.GitLab) || repository.Split('/').Any(part => part.Length == 0 || part is "." or ".."))
            throw new ServiceException($"which repository of {forge} it is cannot be told from the remote {remote}; say it in the settings: \"repository\": \"{(parts == 3 ? "organization/project/name" : "owner/name")}\"");
        var token = review.Token is { } reference ? secrets.Find(reference, api) : CustomarySecrets.Find(forge, api);
        return new ForgePlace(api, repository, token is null ? null : CredentialOf(forge, token));
    }

    private static ServiceCredential CredentialOf(ForgeKind forge, string token) => forge switch
    {
        ForgeKind.GitLab => new ServiceCredential("PRIVATE-TOKEN", string.Empty, token),
        // A personal access token is a password; what a pipeline gets is a token of three parts.
        ForgeKind.AzureDevOps when token.Count(letter => letter == '.') != 2 => ServiceCredential.Password(token),
        ForgeKind.Gitea => new ServiceCredential("Authorization", "token ", token),
        _ => ServiceCredential.Bearer(token),
    };

    private static Uri? ApiOf(ForgeKind forge, RemoteUrl remote)
    {
        if (remote.Host is not { } host)
            return null;
        var server = remote.Kind == RemoteKind.Http ? new Uri(remote.Text).GetLeftPart(UriPartial.Scheme) + new Uri(remote.Text).Authority.Split('@')[^1] : "https://" + host;
        return forge switch
        {
            ForgeKind.GitHub => new Uri(IsOf(host, "github.com") ? "https://api.github.com" : server + "/api/v3"),
            ForgeKind.GitLab => new Uri(server + "/api/v4"),
            ForgeKind.AzureDevOps => new Uri(IsOf(host, "dev.azure.com") || IsOf(host, "visualstudio.com") ? "https://dev.azure.com" : server),
            _ => new Uri(server + "/api/v1"),
        };
    }

    private static string? RepositoryOf(ForgeKind forge, RemoteUrl remote)
    {
        var path = remote.Kind switch
        {
            RemoteKind.Http => Uri.UnescapeDataString(new Uri(remote.Text).AbsolutePath),
            RemoteKind.Ssh when remote.Text.Contains("://") => Uri.UnescapeDataString(new Uri(remote.Text).AbsolutePath),
            RemoteKind.Ssh => remote.Text[(remote.Text.IndexOf(':', StringComparison.Ordinal) + 1)..],
            _ => null,
        };
        if (path is null)
            return null;
        path = path.Trim('/');
        if (path.EndsWith(".git", StringComparison.OrdinalIgnoreCase))
            path = path[..^4];
        if (forge != ForgeKind.AzureDevOps)
            return path;
        if (remote.Kind == RemoteKind.Http && remote.Host is { } host && IsOf(host, "visualstudio.com"))
            path = $"{host.Split('.')[0]}/{(path.StartsWith("DefaultCollection/", StringComparison.OrdinalIgnoreCase) ? path["DefaultCollection/".Length..] : path)}";
        path = AzurePrefix().Replace(path, string.Empty);
        // The repository that is called as its project is named once.
        return path.Split('/') is [var organization, "_git", var name] ? $"{organization}/{name}/{name}" : path.Replace("/_git/", "/", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsOf(string host, string domain) =>
        string.Equals(host, domain, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase);

    /// <summary>An address below which others stand.</summary>
    /// <param name="address">The address, with or without a slash at its end.</param>
    public static Uri WithSlash(Uri address) => address.AbsolutePath.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");

    [GeneratedRegex("^v3/")]
    private static partial Regex AzurePrefix();
}
