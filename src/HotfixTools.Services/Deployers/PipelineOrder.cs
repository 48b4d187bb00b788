namespace HotfixTools.Services;

/// <summary>What a system is to deploy, with everything filled in.</summary>
/// <param name="Request">What and where.</param>
/// <param name="Ref">The branch or tag whose pipeline is run.</param>
/// <param name="Environment">What the environment is called there.</param>
/// <param name="Inputs">What the pipeline is given.</param>
internal sealed record PipelineOrder(DeployRequest Request, string Ref, string Environment, IReadOnlyDictionary<string, string> Inputs);
