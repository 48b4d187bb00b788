namespace HotfixTools;

/// <summary>One fact that a check found.</summary>
public sealed class HotfixFinding
{
    /// <summary>What it is; stable, for programs.</summary>
    public FindingId Id { get; init; }

    /// <summary>How bad it is.</summary>
    public FindingSeverity Severity { get; init; }

    /// <summary>What was found.</summary>
    public string Message { get; init; } = string.Empty;

    /// <summary>What to do about it.</summary>
    public string WayOut { get; init; } = string.Empty;

    /// <summary>The environment that it concerns; null where it is not about one.</summary>
    public string? Environment { get; init; }

    /// <summary>The commits that it names: 40 hexadecimal digits each.</summary>
    public IReadOnlyList<string> Commits { get; init => field = Listing<string>.Of(value); } = Listing<string>.Empty;

    /// <summary>The repository.</summary>
    public string Repository { get; init; } = string.Empty;

    /// <summary>The id and the message, for people.</summary>
    public override string ToString() => $"{Id}: {Message}";
}
