namespace HotfixTools;

/// <summary>What is to be deployed, and where.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Commit">The commit; exactly this one.</param>
/// <param name="Branch">The hotfix branch.</param>
/// <param name="Repository">The repository: the root of the working tree, or the folder of a bare clone.</param>
public sealed record DeployRequest(EnvironmentName Environment, CommitId Commit, BranchName Branch, string Repository);
