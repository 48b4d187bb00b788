namespace HotfixTools;

/// <summary>Compares a chain with what a clone has seen of it before.</summary>
/// <param name="session">The repository.</param>
/// <param name="chain">The chain.</param>
/// <param name="entries">What is there now, newest first.</param>
internal sealed class ChainHistory(HotfixSession session, Chain chain, IReadOnlyList<SurveyedEntry> entries)
{
    private readonly Dictionary<CommitId, int> _places = entries.Select((entry, place) => (entry.Commit, place)).ToDictionary(pair => pair.Commit, pair => pair.place);

    /// <summary>What is gone; null for nothing.</summary>
    /// <param name="verified">The newest entry as of the last time that the chain held; null where it never did here.</param>
    /// <param name="seen">The newest entry as of the last fetch of any command; null for none.</param>
    public LostEntries? FindLost(CommitId? verified, CommitId? seen)
    {
        if (verified is { } known && !_places.ContainsKey(known))
            return Trace(known);
        if (seen is not { } last || _places.ContainsKey(last))
            return null;
        // What was seen beside a chain that holds again now, or was damaged itself, is gone for good.
        var lost = Trace(last);
        return lost.IsSound && (verified is not { } before || (lost.Common is { } place && place <= _places[before])) ? lost : null;
    }

    private LostEntries Trace(CommitId tip)
    {
        CommitId first = tip;
        DateTimeOffset? firstAt = null;
        var count = 0;
        for (CommitId? next = tip; next is { } commit; count++)
        {
            session.Cancellation.ThrowIfCancellationRequested();
            if (_places.TryGetValue(commit, out var common))
                return new LostEntries(tip, first, firstAt, count, common, IsSound: true);
            var reading = chain.Inspect(commit);
            // A clone forgets in time what nothing names any more.
            if (reading.Entry is not { } entry)
                return new LostEntries(tip, first, firstAt, count > 0 ? count : null, null, IsSound: reading.Info is null);
            (first, firstAt, next) = (commit, entry.At, entry.Previous);
        }

        return new LostEntries(tip, first, firstAt, count, null, IsSound: true);
    }
}
