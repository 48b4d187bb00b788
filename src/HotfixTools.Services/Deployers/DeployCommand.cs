namespace HotfixTools.Services;

/// <summary>A program that deploys.</summary>
/// <param name="Program">Its full path, as <see cref="ProgramFinder"/> found it.</param>
/// <param name="Arguments">Its arguments, with placeholders.</param>
/// <param name="WorkingDirectory">Where it runs, with placeholders; null: the repository.</param>
/// <param name="Timeout">How long it may take.</param>
public sealed record DeployCommand(string Program, IReadOnlyList<string> Arguments, string? WorkingDirectory, TimeSpan Timeout);
