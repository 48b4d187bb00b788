namespace HotfixTools;

/// <summary>The deploy ledger.</summary>
/// <param name="Name">Its name.</param>
public sealed record LedgerSourceSettings(string Name) : DeploySourceSettings(Name);
