namespace HotfixTools.Services;

/// <summary>A run that may be the one of a deploy.</summary>
/// <param name="Run">The run.</param>
/// <param name="IsOurs">Whether it is; null where that cannot be told.</param>
internal sealed record PipelineCandidate(DeployRun Run, bool? IsOurs);
