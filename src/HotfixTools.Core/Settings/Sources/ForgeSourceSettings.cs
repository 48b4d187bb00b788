namespace HotfixTools;

/// <summary>The deployments that a forge knows of.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Forge">The forge.</param>
/// <param name="Environment">What the environment is called there; null: the same.</param>
/// <param name="Review">Where the repository is there.</param>
public sealed record ForgeSourceSettings(string Name, ForgeKind Forge, string? Environment, ReviewSettings Review) : DeploySourceSettings(Name);
