namespace HotfixTools;

/// <summary>Puts the events of the journal together, hotfix by hotfix.</summary>
internal static class JournalledHotfixes
{
    private const int ReportEvery = 500;

    /// <summary>The hotfixes that the journal knows.</summary>
    /// <param name="session">The repository.</param>
    /// <param name="tip">The newest entry of the journal; null for none.</param>
    public static IReadOnlyList<JournalledHotfix> Read(HotfixSession session, CommitId? tip)
    {
        List<JournalledHotfix> all = [];
        Dictionary<(BranchName, string), JournalledHotfix> open = [];
        var read = 0;
        foreach (var happened in session.Journal.Read(tip))
        {
            session.Cancellation.ThrowIfCancellationRequested();
            if (read++ % ReportEvery == 0)
                session.Progress?.Report(new WorkProgress($"Reading {session.Settings.Journal}: {read - 1} events"));
            if (happened.Kind == JournalEventKind.Unknown || happened.IsAboutNotice)
                continue;
            var key = (happened.Branch, happened.HotfixId);
            // What nobody gave an id is called by its base: several may be called alike, one after the other.
            if (!open.TryGetValue(key, out var hotfix) || (happened.IsEnd && hotfix.End is not null && HotfixIds.IsUnclaimed(hotfix.Id)))
                all.Add(open[key] = hotfix = new JournalledHotfix(happened.HotfixId, happened.Branch));
            hotfix.AddEarlier(happened);
        }

        JoinAdopted(all);
        return [.. all.Where(hotfix => hotfix.IsHotfix)];
    }

    // Until somebody adopts it, a hotfix is told of under an id that follows from where it began.
    private static void JoinAdopted(List<JournalledHotfix> all)
    {
        foreach (var adopted in all.Where(hotfix => hotfix.IsAdopted).ToList())
        {
            var started = adopted.Started!;
            var before = all.Find(other => other.Branch == adopted.Branch && other.End is null && other.Started is null && other.Id == HotfixIds.Unclaimed(started.Base ?? started.Head!)
                && other.Events[^1].At <= started.At);
            if (before is not null && all.Remove(before))
                adopted.TakeOver(before);
        }
    }
}
