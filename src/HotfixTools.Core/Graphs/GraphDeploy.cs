namespace HotfixTools;

/// <summary>What is live in an environment.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Commit">The commit: 40 hexadecimal digits.</param>
/// <param name="IsOlder">Whether it is in the history of X.</param>
public sealed record GraphDeploy(string Environment, string Commit, bool IsOlder);
