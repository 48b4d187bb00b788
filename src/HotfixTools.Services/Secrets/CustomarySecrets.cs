namespace HotfixTools.Services;

/// <summary>The environment variables in which tools and pipelines keep tokens, and the hosts that each is for.</summary>
internal static class CustomarySecrets
{
    private static readonly Dictionary<string, Func<IEnumerable<string?>>> Hosts = new(StringComparer.OrdinalIgnoreCase)
    {
        // A runner of GitHub, and of GitHub Enterprise, says where its token is for.
        ["GITHUB_TOKEN"] = () => Variable("GITHUB_API_URL") is { } api ? [HostOf(api), HostOf(Variable("GITHUB_SERVER_URL"))] : ["api.github.com", "github.com"],
        ["GH_TOKEN"] = () => ["api.github.com", "github.com"],
        ["GH_ENTERPRISE_TOKEN"] = () => [HostOf(Variable("GH_HOST"))],
        ["GITHUB_ENTERPRISE_TOKEN"] = () => [HostOf(Variable("GH_HOST"))],
        ["GITLAB_TOKEN"] = () => [HostOf(Variable("GITLAB_HOST")) ?? HostOf(Variable("CI_SERVER_URL")) ?? "gitlab.com"],
        ["SYSTEM_ACCESSTOKEN"] = () => HostOf(Variable("SYSTEM_COLLECTIONURI")) switch
        {
            null => ["dev.azure.com"],
            // The older name of the same service.
            var host when host.EndsWith(".visualstudio.com", StringComparison.OrdinalIgnoreCase) => [host, "dev.azure.com"],
            var host => [host],
        },
        ["AZURE_DEVOPS_EXT_PAT"] = () => ["dev.azure.com"],
        ["HEROKU_API_KEY"] = () => ["api.heroku.com"],
        // For the Git remote, and for no service that the settings name.
        ["HOTFIX_TOKEN"] = () => [HostOf(Variable("HOTFIX_HOST"))],
        ["HOTFIX_PASSWORD"] = () => [HostOf(Variable("HOTFIX_HOST"))],
    };

    private static readonly Dictionary<ForgeKind, string[]> Names = new()
    {
        [ForgeKind.GitHub] = ["GITHUB_TOKEN", "GH_TOKEN", "GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN"],
        [ForgeKind.GitLab] = ["GITLAB_TOKEN"],
        [ForgeKind.AzureDevOps] = ["SYSTEM_ACCESSTOKEN", "AZURE_DEVOPS_EXT_PAT"],
        [ForgeKind.Gitea] = [],
    };

    /// <summary>The hosts that a customary variable is for, none where that is not said; null for a variable that is not customary.</summary>
    /// <param name="name">The variable.</param>
    public static string[]? HostsOf(string name) => Hosts.TryGetValue(name, out var hosts) ? [.. hosts().OfType<string>()] : null;

    /// <summary>Whether a secret can stand in a header field: a line end would be a field more.</summary>
    /// <param name="value">The secret.</param>
    public static bool IsSendable(string value) => value.All(letter => letter is >= ' ' and <= '~');

    /// <summary>The token that is there for a forge at an address; null for none.</summary>
    /// <param name="forge">The forge.</param>
    /// <param name="address">Where it is to be sent.</param>
    public static string? Find(ForgeKind forge, Uri address) => Find(Names[forge], address);

    /// <summary>The key that is there for Heroku; null for none.</summary>
    /// <param name="address">Where it is to be sent.</param>
    public static string? FindHeroku(Uri address) => Find(["HEROKU_API_KEY"], address);

    /// <summary>An environment variable; null where it is not set, or empty.</summary>
    /// <param name="name">The variable.</param>
    public static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static string? Find(IEnumerable<string> names, Uri address) =>
        names.Where(name => (Variable(name + "_HOST") is { } meant ? [meant] : HostsOf(name) ?? []).Contains(address.Host, StringComparer.OrdinalIgnoreCase))
            .Select(Variable)
            .FirstOrDefault(value => value is not null && IsSendable(value));

    private static string? HostOf(string? place) =>
        place is null ? null : Uri.TryCreate(place, UriKind.Absolute, out var address) && address.Host.Length > 0 ? address.Host : place.Split('/', ':')[0];
}
