namespace HotfixTools;

/// <summary>What the journal says of one hotfix.</summary>
/// <param name="id">Its id.</param>
/// <param name="branch">Its branch.</param>
internal sealed class JournalledHotfix(string id, BranchName branch)
{
    // As a chain is read.
    private readonly List<JournalEvent> _newestFirst = [];
    private List<JournalEvent>? _oldestFirst;

    /// <summary>Its id.</summary>
    public string Id => id;

    /// <summary>Its branch.</summary>
    public BranchName Branch => branch;

    /// <summary>Its events, oldest first.</summary>
    public IReadOnlyList<JournalEvent> Events => _oldestFirst ??= [.. Enumerable.Reverse(_newestFirst)];

    /// <summary>How it began; null where nobody claimed it.</summary>
    public JournalEvent? Started => Events.FirstOrDefault(happened => happened.Kind == JournalEventKind.Started);

    /// <summary>How it ended; null where the journal does not say that it did.</summary>
    public JournalEvent? End => Events.FirstOrDefault(happened => happened.IsEnd);

    /// <summary>What it starts from, as far as the journal tells.</summary>
    public CommitId? Base => Journal.BaseOf(Events) ?? End?.Base;

    /// <summary>Its head as of the end, or of the last event that tells.</summary>
    public CommitId? Head => End?.Head ?? Events.LastOrDefault(happened => happened.Head is not null)?.Head;

    /// <summary>Whether it was there before the journal knew of it.</summary>
    public bool IsAdopted => Started is { Head: { } head } started && head != started.Base;

    /// <summary>Whether it tells of a hotfix at all, and not only of a deploy that was let through without one.</summary>
    public bool IsHotfix => Events.Any(happened => happened.Kind != JournalEventKind.GatePassed);

    /// <summary>What is known of its merge, where the journal does not tell; null for nothing.</summary>
    public MergedBranch? Merge { get; set; }

    /// <summary>The commits that it had as its own at some time, as far as its events name them.</summary>
    public IEnumerable<CommitId> Heads =>
        Events.Where(happened => happened.Kind != JournalEventKind.GatePassed).Select(happened => happened.Head).OfType<CommitId>().Concat(Journal.FormerIds(Events))
            .Where(head => !Events.Any(happened => happened.Base == head));

    /// <summary>Puts an earlier event before all others.</summary>
    /// <param name="happened">The event.</param>
    public void AddEarlier(JournalEvent happened) => AddEarlier([happened]);

    /// <summary>Takes over what was told of it under another id, before somebody adopted it.</summary>
    /// <param name="other">What was told.</param>
    public void TakeOver(JournalledHotfix other) => AddEarlier(other._newestFirst);

    private void AddEarlier(IEnumerable<JournalEvent> newestFirst)
    {
        _newestFirst.AddRange(newestFirst);
        _oldestFirst = null;
    }
}
