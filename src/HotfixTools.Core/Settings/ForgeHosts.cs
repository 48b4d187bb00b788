namespace HotfixTools;

/// <summary>Tells forges by their hosts.</summary>
public static class ForgeHosts
{
    /// <summary>The forge that a remote is at; null where its host does not tell.</summary>
    /// <param name="remote">The remote.</param>
    public static ForgeKind? Find(RemoteUrl remote) => remote.Host?.ToLowerInvariant() switch
    {
        null => null,
        "github.com" or "ssh.github.com" => ForgeKind.GitHub,
        "dev.azure.com" or "ssh.dev.azure.com" or "vs-ssh.visualstudio.com" => ForgeKind.AzureDevOps,
        var host when host.EndsWith(".visualstudio.com", StringComparison.Ordinal) => ForgeKind.AzureDevOps,
        "codeberg.org" => ForgeKind.Gitea,
        // Servers of one's own are mostly called by what they run.
        var host => host.Split('.')[0] switch
        {
            "gitlab" => ForgeKind.GitLab,
            "github" or "ghe" => ForgeKind.GitHub,
            "gitea" or "forgejo" => ForgeKind.Gitea,
            _ => null,
        },
    };
}
