namespace HotfixTools;

/// <summary>A commit of a hotfix.</summary>
public sealed class HotfixCommit
{
    /// <summary>The commit: 40 hexadecimal digits.</summary>
    public string Commit { get; init; } = string.Empty;

    /// <summary>The first line of its message.</summary>
    public string Subject { get; init; } = string.Empty;

    /// <summary>Who wrote it.</summary>
    public string Author { get; init; } = string.Empty;

    /// <summary>When it was committed, in UTC.</summary>
    public DateTimeOffset Date { get; init; }

    /// <summary>The short id and the subject, for people.</summary>
    public override string ToString() => $"{(CommitId.TryParse(Commit, out var id) ? id.Short : Commit)} {Subject}";
}
