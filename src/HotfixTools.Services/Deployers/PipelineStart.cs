namespace HotfixTools.Services;

/// <summary>What a system says to the wish that it deploys.</summary>
/// <param name="Run">What it started; null where it does not say which run that is.</param>
/// <param name="Refusal">Why it started nothing; null: it did.</param>
internal sealed record PipelineStart(DeployRun? Run, string? Refusal = null);
