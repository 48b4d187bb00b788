namespace HotfixTools;

/// <summary>An answer depends on commits that were left out. Nobody's mistake: more is fetched, and it is asked again.</summary>
internal sealed class HistoryCutOffException() : Exception("The answer depends on history that was left out.");
