namespace HotfixTools;

/// <summary>A hotfix that is or was live, as the deploy of a commit sees it.</summary>
/// <param name="Deploy">The deploy of the hotfix.</param>
/// <param name="IsContained">Whether the commit has it: by ancestry, or by patch or tree where it was squashed.</param>
internal sealed record LiveFix(Deploy Deploy, bool IsContained);
