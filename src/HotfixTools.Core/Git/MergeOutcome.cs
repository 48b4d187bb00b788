namespace HotfixTools;

/// <summary>What a merge or pick comes to.</summary>
/// <param name="Tree">The merged tree; null with conflicts.</param>
/// <param name="Conflicts">The files in conflict.</param>
/// <param name="ChangesNothing">Whether the merged tree is that of the commit merged into.</param>
public sealed record MergeOutcome(TreeId? Tree, IReadOnlyList<string> Conflicts, bool ChangesNothing)
{
    /// <summary>Whether there is no conflict.</summary>
    public bool IsClean => Tree is not null;
}
