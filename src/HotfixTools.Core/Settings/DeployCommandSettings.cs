namespace HotfixTools;

/// <summary>A program as settings have it: with placeholders, and paths that are relative to the repository.</summary>
/// <param name="Program">A path, or the name of a program on the PATH.</param>
/// <param name="Arguments">Its arguments, each as it is.</param>
/// <param name="WorkingDirectory">Where it runs; null: the repository.</param>
/// <param name="Timeout">How long it may take.</param>
public sealed record DeployCommandSettings(string Program, IReadOnlyList<string> Arguments, string? WorkingDirectory, TimeSpan Timeout) : DeploySettings(Timeout);
