namespace HotfixTools;

/// <summary>What a merge or pick comes to.</summary>
public sealed record MergeOutcome
{
    private readonly Lazy<TreeId?> _tree;

    /// <summary>A merge that was made, or could not be.</summary>
    /// <param name="tree">The merged tree; null with conflicts.</param>
    /// <param name="conflicts">The files in conflict, or those that are the reason to leave it to git.</param>
    /// <param name="changesNothing">Whether the merged tree is that of the commit merged into.</param>
    public MergeOutcome(TreeId? tree, IReadOnlyList<string> conflicts, bool changesNothing)
    {
        _tree = new(tree);
        (IsClean, Conflicts, ChangesNothing) = (tree is not null, conflicts, changesNothing);
    }

    /// <summary>A merge without conflicts that is made when its tree is asked for.</summary>
    /// <param name="tree">Makes it.</param>
    /// <param name="changesNothing">Whether the merged tree is that of the commit merged into.</param>
    public MergeOutcome(Func<TreeId> tree, bool changesNothing)
    {
        _tree = new(() => tree());
        (IsClean, Conflicts, ChangesNothing) = (true, [], changesNothing);
    }

    /// <summary>The merged tree; null with conflicts.</summary>
    public TreeId? Tree => _tree.Value;

    /// <summary>The files in conflict, or those that are the reason to leave it to git.</summary>
    public IReadOnlyList<string> Conflicts { get; init; }

    /// <summary>Whether the merged tree is that of the commit merged into.</summary>
    public bool ChangesNothing { get; init; }

    /// <summary>Why it cannot be made here, and is left to git in a checkout, as the middle of a sentence; null where it was made.</summary>
    public string? LeftToGit { get; init; }

    /// <summary>Whether there is a tree: no conflict, and nothing that is left to git.</summary>
    public bool IsClean { get; }
}
