namespace HotfixTools;

/// <summary>A deploy to record.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Commit">An expression that names the commit that went live.</param>
/// <param name="DeployedBy">Who deployed it; null: who records it.</param>
/// <param name="DeployedAt">When; null: now.</param>
/// <param name="Url">Where the deploy can be looked at.</param>
public sealed record RegisterDeployRequest(EnvironmentName Environment, string Commit, string? DeployedBy, DateTimeOffset? DeployedAt, string? Url);
