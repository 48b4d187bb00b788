namespace HotfixTools;

/// <summary>The statuses that this module itself sets at forges. They say nothing about whether a commit is well.</summary>
public static class OwnStatus
{
    /// <summary>Whether the head of a hotfix is live: the merge button that waits.</summary>
    public const string Published = "hotfix/published";

    /// <summary>The beginning of those that note a deploy where the forge has no deployments.</summary>
    public const string DeployPrefix = "deploy/";

    /// <summary>Whether a check is one of these.</summary>
    /// <param name="name">The name of a check.</param>
    public static bool Is(string name) => name == Published || name.StartsWith(DeployPrefix, StringComparison.Ordinal);
}
