namespace HotfixTools;

/// <summary>
/// Whether refs are written all or none (<c>git push --atomic</c>), and what is written where the server cannot do that
/// (<c>atomic</c> of gitprotocol-capabilities(5)).
/// </summary>
public enum Atomicity
{
    /// <summary>Each by itself.</summary>
    None,

    /// <summary>All or none; where the server cannot, the first alone.</summary>
    ElseFirst,

    /// <summary>All or none; where the server cannot, none.</summary>
    Required,
}
