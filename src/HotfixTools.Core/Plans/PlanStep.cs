namespace HotfixTools;

/// <summary>One step of a plan. A process can die before and after it, so it can tell whether it is already done.</summary>
/// <param name="Target">What it changes.</param>
/// <param name="Action">What it does, as an order: "Create refs/heads/hotfix at …".</param>
/// <param name="IsDone">Whether there is nothing left to do.</param>
/// <param name="Run">Does it.</param>
public sealed record PlanStep(string Target, string Action, Func<bool> IsDone, Action Run);
