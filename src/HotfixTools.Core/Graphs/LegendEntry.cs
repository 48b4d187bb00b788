namespace HotfixTools;

/// <summary>One line below a picture.</summary>
internal sealed record LegendEntry
{
    /// <summary>What it explains, as it stands in the picture; empty for a remark.</summary>
    public string Mark { get; init; } = string.Empty;

    /// <summary>The commit; null for none.</summary>
    public GraphCommit? Commit { get; init; }

    /// <summary>What stands before the name, such as the number of the pull request.</summary>
    public string Before { get; init; } = string.Empty;

    /// <summary>A name from elsewhere: of a branch.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>A text from elsewhere: a subject. It gives way where there is no room.</summary>
    public string Subject { get; init; } = string.Empty;

    /// <summary>What stands after it.</summary>
    public string After { get; init; } = string.Empty;

    /// <summary>What stands between the name and the subject.</summary>
    public string Between => Name.Length > 0 && Subject.Length > 0 ? ": " : string.Empty;
}
