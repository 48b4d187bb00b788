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
            if (!open.TryGetValue(key, out var hotfix) || (happened.IsEnd && HotfixIds.IsUnclaimed(hotfix.Id) && hotfix.End is not null))
                all.Add(open[key] = hotfix = new JournalledHotfix(happened.HotfixId, happened.Branch));
            hotfix.AddEarlier(happened);
        }

        var joined = JoinAdopted(all, open, session.Cancellation);
        return [.. all.Where(hotfix => hotfix.IsHotfix && !joined.Contains(hotfix))];
    }

    // Until somebody adopts it, a hotfix is told of under an id that follows from where it began. Of those that nobody gave an
    // id, none but the newest that is called so can be without an end.
    private static HashSet<JournalledHotfix> JoinAdopted(List<JournalledHotfix> all, Dictionary<(BranchName, string), JournalledHotfix> open, CancellationToken cancellation)
    {
        HashSet<JournalledHotfix> joined = [];
        foreach (var adopted in all.Where(hotfix => hotfix.IsAdopted))
        {
            cancellation.ThrowIfCancellationRequested();
            var started = adopted.Started!;
            if (open.TryGetValue((adopted.Branch, HotfixIds.Unclaimed(started.Base ?? started.Head!)), out var before)
                && before.End is null && before.Started is null && before.Events[^1].At <= started.At && joined.Add(before))
            {
                adopted.TakeOver(before);
            }
        }

        return joined;
    }
}
