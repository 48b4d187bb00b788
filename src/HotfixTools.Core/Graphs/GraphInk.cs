namespace HotfixTools;

/// <summary>What a cell of a picture belongs to.</summary>
internal enum GraphInk
{
    /// <summary>A line.</summary>
    Line,

    /// <summary>X.</summary>
    X,

    /// <summary>The hotfix.</summary>
    Hotfix,

    /// <summary>A change of the mainline.</summary>
    Change,

    /// <summary>A commit of a branch.</summary>
    Branch,
}
