namespace HotfixTools;

/// <summary>What does a deploy somewhere else: a run of a pipeline, a deployment.</summary>
/// <param name="Id">What the other system calls it.</param>
/// <param name="Url">Where people look at it; null for nowhere.</param>
public sealed record DeployRun(string Id, string? Url);
