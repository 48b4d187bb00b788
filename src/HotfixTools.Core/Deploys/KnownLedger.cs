namespace HotfixTools;

/// <summary>An environment that has a ledger, as of one look.</summary>
/// <param name="Environment">The environment.</param>
/// <param name="Tip">The newest entry of its ledger.</param>
public sealed record KnownLedger(EnvironmentName Environment, CommitId Tip);
