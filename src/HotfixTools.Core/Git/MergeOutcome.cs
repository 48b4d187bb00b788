namespace HotfixTools;

/// <summary>What a merge or pick comes to.</summary>
/// <param name="Tree">The merged tree; null with conflicts.</param>
/// <param name="Conflicts">The files in conflict, or those that are the reason to leave it to git.</param>
/// <param name="ChangesNothing">Whether the merged tree is that of the commit merged into.</param>
public sealed record MergeOutcome(TreeId? Tree, IReadOnlyList<string> Conflicts, bool ChangesNothing)
{
    /// <summary>Why it cannot be made here, and is left to git in a checkout, as the middle of a sentence; null where it was made.</summary>
    public string? LeftToGit { get; init; }

    /// <summary>Whether there is a tree: no conflict, and nothing that is left to git.</summary>
    public bool IsClean => Tree is not null;
}
