namespace HotfixTools;

/// <summary>The forges that are known.</summary>
public enum ForgeKind
{
    /// <summary>GitHub, and GitHub Enterprise Server.</summary>
    GitHub,

    /// <summary>GitLab.</summary>
    GitLab,

    /// <summary>Azure DevOps.</summary>
    AzureDevOps,

    /// <summary>Gitea and Forgejo.</summary>
    Gitea,
}
