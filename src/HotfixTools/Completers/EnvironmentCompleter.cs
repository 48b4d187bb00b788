namespace HotfixTools.PowerShell.Completers;

/// <summary>Completes the customary names of environments.</summary>
public sealed class EnvironmentCompleter() : WordCompleter(["production", "sandbox", "staging"]);
