namespace HotfixTools;

/// <summary>Tells which hotfix of the journal a merge of the mainline belongs to.</summary>
internal sealed class KnownMerges
{
    private readonly HotfixSession _session;
    private readonly IReadOnlyList<JournalledHotfix> _hotfixes;
    private readonly Dictionary<CommitId, JournalledHotfix> _byMerge = [];
    private readonly Dictionary<CommitId, JournalledHotfix> _byHead = [];

    /// <summary>The merges that hotfixes of the journal came to.</summary>
    /// <param name="session">The repository.</param>
    /// <param name="hotfixes">The hotfixes that the journal knows.</param>
    public KnownMerges(HotfixSession session, IReadOnlyList<JournalledHotfix> hotfixes)
    {
        (_session, _hotfixes) = (session, hotfixes);
        foreach (var hotfix in hotfixes)
        {
            if (hotfix.End?.MergeCommit is { } merge)
                _byMerge.TryAdd(merge, hotfix);
            // What was given up may come back in a hotfix that nobody told the journal of.
            foreach (var head in hotfix.End?.Kind == JournalEventKind.Abandoned ? [] : hotfix.Heads)
                _byHead.TryAdd(head, hotfix);
        }
    }

    /// <summary>Whether a merge is that of a hotfix of the journal, which learns of it where the journal does not say it.</summary>
    /// <param name="merge">The merge.</param>
    public bool Claim(MergedBranch merge)
    {
        if (Find(merge) is not { } hotfix)
            return false;
        if (hotfix.End?.MergeCommit is null)
            hotfix.Merge ??= merge;
        return true;
    }

    private JournalledHotfix? Find(MergedBranch merge)
    {
        if (_byMerge.TryGetValue(merge.Merge.Id, out var told) || merge.Brought.Any(commit => _byHead.TryGetValue(commit.Id, out told)))
            return told;
        var lines = merge.Merge.Message.Split('\n');
        return _hotfixes.FirstOrDefault(hotfix => lines.Contains($"{HotfixTrailers.Id}: {hotfix.Id}"))
            ?? _hotfixes.Where(hotfix => IsOpenThen(hotfix, merge)).MaxBy(hotfix => hotfix.Started!.At);
    }

    // A forge knows nothing of our ids. That it grew from the same base, and is younger, tells.
    private bool IsOpenThen(JournalledHotfix hotfix, MergedBranch merge) =>
        hotfix.End is null && hotfix.Started is { } started && hotfix.Branch.ToString() == merge.Branch && started.At <= merge.Merge.CommittedAt
        && hotfix.Base is { } origin && _session.Repository.Find(origin) is not null && _session.Repository.IsAncestor(origin, merge.Head)
        && _session.Repository.MergeBase(merge.Merge.Parents[0], merge.Head) is { } fork && _session.Repository.IsAncestor(fork, origin);
}
