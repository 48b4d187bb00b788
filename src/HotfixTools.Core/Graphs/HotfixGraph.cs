namespace HotfixTools;

/// <summary>The picture of a repository: what is live, what is merged since, and the hotfix. What comes from commits is safe to show.</summary>
public sealed record HotfixGraph
{
    /// <summary>What stands for "before X" where a number of a change is meant.</summary>
    public const int BeforeX = -1;

    /// <summary>The repository: the root of the working tree, the folder of a bare clone, or the URL that was asked.</summary>
    public string Repository { get; init; } = string.Empty;

    /// <summary>The branch that everything merges into.</summary>
    public string Mainline { get; init; } = string.Empty;

    /// <summary>What a hotfix starts from: the base of the one in progress, else what is live in the last environment.</summary>
    public GraphCommit X { get; init; } = new();

    /// <summary>Whether X is a commit of the mainline itself, and not one that was merged into it, or is not in it at all.</summary>
    public bool IsXOnMainline { get; init; } = true;

    /// <summary>The number of the change that brought X to the mainline, where X is not on it; null for none.</summary>
    public int? XMergedBy { get; init; }

    /// <summary>What came to the mainline since X, oldest first, numbered from 1.</summary>
    public IReadOnlyList<GraphChange> Changes { get; init; } = [];

    /// <summary>The hotfix in progress; null for none.</summary>
    public GraphHotfix? Hotfix { get; init; }

    /// <summary>Branches that left the mainline since X, or the hotfix, and are not merged: those last worked on.</summary>
    public IReadOnlyList<GraphBranch> OpenBranches { get; init; } = [];

    /// <summary>How many more such branches there are.</summary>
    public int MoreOpenBranches { get; init; }

    /// <summary>What is live in environments, and is none of the commits of the picture.</summary>
    public IReadOnlyList<GraphDeploy> Elsewhere { get; init; } = [];
}
