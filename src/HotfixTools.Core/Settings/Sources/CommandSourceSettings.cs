namespace HotfixTools;

/// <summary>A program that prints the commit.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Command">The program; its time limit is that of the source.</param>
public sealed record CommandSourceSettings(string Name, DeployCommandSettings Command) : DeploySourceSettings(Name);
