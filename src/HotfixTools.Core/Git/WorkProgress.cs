namespace HotfixTools;

/// <summary>How far work is.</summary>
/// <param name="Activity">What is done.</param>
/// <param name="Percent">0 to 100; null where it is not known.</param>
public sealed record WorkProgress(string Activity, int? Percent = null);
