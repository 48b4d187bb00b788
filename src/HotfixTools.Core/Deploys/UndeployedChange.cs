namespace HotfixTools;

/// <summary>One change of the mainline that is not live in an environment.</summary>
public sealed class UndeployedChange
{
    /// <summary>The environment where it is not live.</summary>
    public string Environment { get; init; } = string.Empty;

    /// <summary>The commit that brought the change to the mainline: 40 hexadecimal digits.</summary>
    public string Commit { get; init; } = string.Empty;

    /// <summary>How it came to the mainline.</summary>
    public ChangeKind Kind { get; init; }

    /// <summary>The number of the pull request, where the commit says it.</summary>
    public int? PullRequest { get; init; }

    /// <summary>The branch that was merged, where the commit says it.</summary>
    public string? Branch { get; init; }

    /// <summary>What the change is: the title of the pull request, or the subject of the commit.</summary>
    public string Subject { get; init; } = string.Empty;

    /// <summary>Who wrote it: for a merge, the author of the merged branch's last commit.</summary>
    public string Author { get; init; } = string.Empty;

    /// <summary>When it came to the mainline, in UTC.</summary>
    public DateTimeOffset Date { get; init; }

    /// <summary>How many commits it brought, itself included.</summary>
    public int Commits { get; init; }

    /// <summary>The commit that is live.</summary>
    public string LiveCommit { get; init; } = string.Empty;

    /// <summary>The repository: the root of the working tree, or the folder of a bare clone.</summary>
    public string Repository { get; init; } = string.Empty;

    /// <summary>The commit and what the change is, for people.</summary>
    public override string ToString() => $"{ShortText.Commit(Commit)} {Subject}";
}
