namespace HotfixTools;

/// <summary>
/// Reads the hotfixes of the past and the one in progress: from the journal, and from the merges of the mainline those that
/// the journal does not know.
/// </summary>
/// <param name="session">The repository.</param>
public sealed class HotfixHistory(HotfixSession session)
{
    /// <summary>The refs that <see cref="Read"/> needs.</summary>
    /// <param name="session">The repository.</param>
    public static string[] Patterns(HotfixSession session) =>
        [.. HotfixReader.Patterns(session.Settings), .. new LastDeploy(session).Patterns([session.Settings.LastEnvironment], [])];

    /// <summary>The hotfixes, the one that was started last first; read as they are asked for.</summary>
    /// <param name="view">A look at the remote that covers <see cref="Patterns"/>.</param>
    /// <param name="since">Leaves out those that were started before; of one of which that is not known, its end counts. Null: no limit.</param>
    /// <param name="until">Leaves out those that were started after; as above.</param>
    public IEnumerable<HotfixRecord> Read(RemoteView view, DateTimeOffset? since = null, DateTimeOffset? until = null) =>
        Within(ReadSince(view, since), since, until);

    /// <summary>Those of some hotfixes that were started in a span of time.</summary>
    /// <param name="records">The hotfixes.</param>
    /// <param name="since">Leaves out those that were started before; of one of which that is not known, its end counts. Null: no limit.</param>
    /// <param name="until">Leaves out those that were started after; as above.</param>
    public static IEnumerable<HotfixRecord> Within(IEnumerable<HotfixRecord> records, DateTimeOffset? since, DateTimeOffset? until) =>
        records.Where(record => (since is not { } first || TimeOf(record) >= first) && (until is not { } last || TimeOf(record) <= last));

    // One that is open and has no commit yet is the newest there is.
    private static DateTimeOffset TimeOf(HotfixRecord record) => record.StartedAt ?? record.EndedAt ?? DateTimeOffset.MaxValue;

    private IEnumerable<HotfixRecord> ReadSince(RemoteView view, DateTimeOffset? since)
    {
        var hotfixes = JournalledHotfixes.Read(session, view.JournalTip);
        var writer = new RecordWriter(session, view, hotfixes);
        var known = new KnownMerges(session, hotfixes);
        var merges = new MainlineMerges(session, view.MainlineTip);
        List<HotfixRecord> found = [];
        if (writer.OfUnknownBranch() is { } unknown)
        {
            found.AddRange(merges.ReadTo(TimeOf(unknown)).Where(merge => !known.Claim(merge)).Select(writer.Of));
            // Merged, with its branch still there.
            if (!found.Exists(record => record.Head == unknown.Head))
                found.Add(unknown);
        }

        var journalled = hotfixes.Select(hotfix => (Hotfix: hotfix, At: writer.StartOf(hotfix) ?? hotfix.Events[0].At)).OrderByDescending(start => start.At);
        foreach (var (hotfix, at) in journalled.TakeWhile(start => since is not { } first || start.At >= first))
        {
            // A merge is never older than what it merged: all that was started since is met on the way.
            found.AddRange(merges.ReadTo(at).Where(merge => !known.Claim(merge)).Select(writer.Of));
            foreach (var record in Take(found, at))
                yield return record;
            yield return writer.Of(hotfix);
        }

        foreach (var record in Take(found, DateTimeOffset.MinValue))
            yield return record;
        foreach (var merge in merges.ReadTo(since).Where(merge => !known.Claim(merge)))
            yield return writer.Of(merge);
    }

    private static List<HotfixRecord> Take(List<HotfixRecord> found, DateTimeOffset since)
    {
        List<HotfixRecord> taken = [.. found.Where(record => TimeOf(record) >= since).OrderByDescending(TimeOf)];
        found.RemoveAll(taken.Contains);
        return taken;
    }
}
