namespace HotfixTools;

/// <summary>Whether the journal, or the ledger of an environment, is as it was written.</summary>
public sealed record ChainVerdict
{
    /// <summary>The ref at the remote, such as <c>refs/hotfix/journal</c>.</summary>
    public string Ref { get; init; } = string.Empty;

    /// <summary>How many entries were looked at.</summary>
    public int Entries { get; init; }

    /// <summary>Whether every entry is what it should be, and none that this clone has seen is gone.</summary>
    public bool Holds { get; init; }

    /// <summary>Whether it could not be looked at; then it does not count as one that holds.</summary>
    public bool CannotVerify { get; init; }

    /// <summary>The oldest entry that does not hold: 40 hexadecimal digits; where entries are gone and none took their place, the oldest of those; null for none.</summary>
    public string? FirstBroken { get; init; }

    /// <summary>When that was written, in UTC; null where nobody knows.</summary>
    public DateTimeOffset? FirstBrokenAt { get; init; }

    /// <summary>What is to be said of it, in a sentence.</summary>
    public string Message { get; init; } = string.Empty;

    /// <summary>What was found, the worst first.</summary>
    public IReadOnlyList<HotfixFinding> Findings { get; init => field = Listing<HotfixFinding>.Of(value); } = Listing<HotfixFinding>.Empty;

    /// <summary>The repository.</summary>
    public string Repository { get; init; } = string.Empty;

    /// <summary>What a pipeline's process should end with: 0 it holds, 1 it does not, 2 could not be found out.</summary>
    public int ExitStatus => (Holds, CannotVerify) switch
    {
        (true, _) => 0,
        (_, true) => 2,
        _ => 1,
    };

    /// <summary>The ref and what is to be said of it, for people.</summary>
    public override string ToString() => $"{Ref}: {Message}";
}
