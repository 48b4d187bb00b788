namespace HotfixTools;

/// <summary>What one source says is live, as a hotfix sees it.</summary>
/// <param name="Deploy">The deploy.</param>
/// <param name="IsKept">Whether publishing the hotfix keeps it: the head has it in its history, or it is the base.</param>
/// <param name="Changes">Where it is not kept, what publishing would roll back, or ship again, newest first.</param>
/// <param name="IsBelowBase">Whether the environment was taken back behind the base: publishing would ship again what was taken back.</param>
internal sealed record LiveAnswer(Deploy Deploy, bool IsKept, IReadOnlyList<UndeployedChange> Changes, bool IsBelowBase = false);
