namespace HotfixTools;

/// <summary>What a look at a hotfix shows, before it is judged.</summary>
internal sealed class HotfixFacts
{
    public required HotfixSession Session { get; init; }

    public required RemoteView View { get; init; }

    /// <summary>How it began; null where the journal does not tell.</summary>
    public required JournalEvent? Started { get; init; }

    public required CommitId? Base { get; init; }

    public required CommitId Head { get; init; }

    public required IReadOnlyList<CommitInfo> Commits { get; init; }

    /// <summary>The commit of the mainline that has it; null where it is not merged.</summary>
    public required CommitId? Merge { get; init; }

    /// <summary>What is live in the last environment.</summary>
    public required Deploy? LiveNow { get; init; }

    public required bool IsPublished { get; init; }

    public required bool IsSuperseded { get; init; }

    public required IReadOnlyList<CommitInfo> Contaminating { get; init; }

    public required bool IsStale { get; init; }

    public required DateTimeOffset? LastActivityAt { get; init; }

    /// <summary>What merging it back would come to; null where there is nothing to merge.</summary>
    public required MergeOutcome? Forecast { get; init; }
}
