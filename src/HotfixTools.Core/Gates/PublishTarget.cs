namespace HotfixTools;

/// <summary>An environment that a hotfix is to be published to.</summary>
/// <param name="Currency">What is live there.</param>
/// <param name="Missing">The environments that come before and have not got the head, and what they have.</param>
internal sealed record PublishTarget(CurrencyFacts Currency, IReadOnlyList<(EnvironmentName Environment, CommitId? Live)> Missing);
