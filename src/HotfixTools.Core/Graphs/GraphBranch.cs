namespace HotfixTools;

/// <summary>A branch that is not merged.</summary>
public sealed record GraphBranch
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>How many commits of its own it has.</summary>
    public int Commits { get; init; }

    /// <summary>The change after which it left the mainline; 0 for X.</summary>
    public int LeftAt { get; init; }

    /// <summary>Whether it did not leave there, but goes on from what was merged there.</summary>
    public bool IsContinued { get; init; }

    /// <summary>Whether it grows from a commit of the hotfix.</summary>
    public bool IsOnHotfix { get; init; }
}
