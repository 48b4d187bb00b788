namespace HotfixTools.PowerShell.Commands;

/// <summary>How a graph is drawn.</summary>
public enum GraphFormat
{
    /// <summary>Box-drawing lines, for terminals.</summary>
    Unicode,

    /// <summary>Plain ASCII, for logs.</summary>
    Ascii,

    /// <summary>Mermaid, which forges and wikis draw.</summary>
    Mermaid,

    /// <summary>SVG, for browsers.</summary>
    Svg,
}
