namespace HotfixTools.PowerShell.Completers;

/// <summary>Completes the sources of deploys.</summary>
public sealed class SourceCompleter() : WordCompleter([Ledger.SourceName, TagSource.TypeName]);
