namespace HotfixTools;

/// <summary>The hotfix of a picture.</summary>
public sealed record GraphHotfix
{
    /// <summary>Its branch.</summary>
    public string Branch { get; init; } = string.Empty;

    /// <summary>Whether it grows from X; where it does not, nobody knows its base.</summary>
    public bool GrowsFromX { get; init; } = true;

    /// <summary>The fix commits, oldest first; the last one is the head, H.</summary>
    public IReadOnlyList<GraphCommit> Commits { get; init; } = [];

    /// <summary>Whether the mainline has it.</summary>
    public bool IsMerged { get; init; }

    /// <summary>The number of the change that merged it; null where it is not merged, or nobody knows by which.</summary>
    public int? MergedBy { get; init; }

    /// <summary>Whether something else is live since: shipping it would roll that back.</summary>
    public bool IsSuperseded { get; init; }

    /// <summary>Whether commits of the mainline came into it.</summary>
    public bool IsContaminated { get; init; }
}
