namespace HotfixTools;

/// <summary>The systems of forges that deploy.</summary>
public enum PipelineKind
{
    /// <summary>A workflow of GitHub Actions, started by <c>workflow_dispatch</c>.</summary>
    GitHubActions,

    /// <summary>A deployment of GitHub: whoever listens for it deploys, and says how it went by its statuses.</summary>
    GitHubDeployment,

    /// <summary>A pipeline of Azure Pipelines.</summary>
    AzurePipelines,

    /// <summary>A pipeline of GitLab.</summary>
    GitLabPipeline,
}
