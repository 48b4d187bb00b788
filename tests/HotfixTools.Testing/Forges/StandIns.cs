namespace HotfixTools.Testing.Forges;

/// <summary>The forges that have a stand-in.</summary>
public static class StandIns
{
    /// <summary>What they are called in settings.</summary>
    public static IReadOnlyList<string> Forges { get; } = ["github", "gitlab", "azure", "gitea"];

    /// <summary>Starts one.</summary>
    /// <param name="kind">What it is called in settings.</param>
    /// <param name="repository">The bare repository.</param>
    public static ForgeStandIn Start(string kind, string repository) => kind switch
    {
        "github" => new GitHubStandIn(repository),
        "gitlab" => new GitLabStandIn(repository),
        "azure" => new AzureDevOpsStandIn(repository),
        "gitea" => new GiteaStandIn(repository),
        "github-actions" => new GitHubActionsStandIn(repository),
        "azure-pipelines" => new AzurePipelinesStandIn(repository),
        "gitlab-pipeline" => new GitLabPipelinesStandIn(repository),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "has no stand-in"),
    };
}
