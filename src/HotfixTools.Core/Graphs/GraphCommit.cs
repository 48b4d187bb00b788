namespace HotfixTools;

/// <summary>One commit of a picture.</summary>
public sealed record GraphCommit
{
    /// <summary>The commit: 40 hexadecimal digits.</summary>
    public string Commit { get; init; } = string.Empty;

    /// <summary>What it is: the title of the pull request, or the subject.</summary>
    public string Subject { get; init; } = string.Empty;

    /// <summary>When it was committed, in UTC.</summary>
    public DateTimeOffset Date { get; init; }

    /// <summary>The environments where it is live.</summary>
    public IReadOnlyList<string> Environments { get; init; } = [];
}
