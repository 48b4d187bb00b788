namespace HotfixTools;

/// <summary>A deploy that another system does, as people of a forge are told of it.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Environment">The environment.</param>
/// <param name="Branch">The branch that the commit is on.</param>
/// <param name="Id">Which deploy: the same text each time.</param>
/// <param name="Url">Where it can be looked at; null for nowhere.</param>
/// <param name="IsLast">Whether it is the environment that counts as live.</param>
public sealed record DeployAnnouncement(CommitId Commit, EnvironmentName Environment, BranchName Branch, string Id, string? Url, bool IsLast);
