namespace HotfixTools.PowerShell.Fleets;

/// <summary>How a fleet is worked on.</summary>
/// <param name="AtOnce">How many repositories at the same time.</param>
/// <param name="Each">How long one may take; infinite for no limit.</param>
/// <param name="IsOrdered">Whether the results come in the order of the input.</param>
internal sealed record FleetLimits(int AtOnce, TimeSpan Each, bool IsOrdered);
