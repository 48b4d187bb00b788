namespace HotfixTools;

/// <summary>
/// Looks a whole chain through, past what is damaged: where an entry does not say which one came before, its first parent
/// is taken for that.
/// </summary>
/// <param name="session">The repository.</param>
/// <param name="chain">The chain.</param>
/// <param name="judge">What is wrong with what an entry says, and the event that it tells of.</param>
internal sealed class ChainSurvey(HotfixSession session, Chain chain, Func<ChainReading, (string? Fault, JournalEvent? Event)> judge)
{
    // Somebody may have put commits of his own on a chain. More than these in a row are the history of the code.
    private const int MostStrangers = 100;
    private const int ReportEvery = 100;

    private readonly HashSet<CommitId> _present = [];

    /// <summary>The entries, newest first, with those that do not hold.</summary>
    /// <param name="tip">The newest; null for none.</param>
    public IReadOnlyList<SurveyedEntry> Run(CommitId? tip)
    {
        List<SurveyedEntry> entries = [];
        // So many are part of the chain; behind them are only strangers so far.
        var known = 0;
        var isNextNamed = true;
        for (var next = tip; next is { } commit;)
        {
            session.Cancellation.ThrowIfCancellationRequested();
            if (entries.Count % ReportEvery == 0)
                session.Progress?.Report(new WorkProgress($"Verifying {chain.Ref}: {entries.Count} entries"));
            var reading = chain.Inspect(commit);
            entries.Add(Judge(reading));
            if (reading.IsStranger)
            {
                if (entries.Count - known > MostStrangers)
                    break;
            }
            else
            {
                known = entries.Count;
                isNextNamed = reading.Entry is not null;
            }

            next = Before(reading);
        }

        // What a sound entry names as the one before must be an entry. What is behind that, or behind one that is damaged,
        // is the history of the code.
        return entries[..Math.Min(entries.Count, known + (isNextNamed ? 1 : 0))];
    }

    private SurveyedEntry Judge(ChainReading reading)
    {
        // What does not hold may say any time; when it was committed is at least what git shows.
        SurveyedEntry Broken(string fault) => new(reading.Commit, reading.Info?.CommittedAt, fault);
        if (reading.Entry is not { } entry)
            return Broken(reading.Fault!);
        if (entry.Previous is null && reading.Info!.Parents.Count > 0 && IsEntry(reading.Info.Parents[0]))
            return Broken("it says that it is the first, and is not");
        foreach (var parent in reading.Info!.Parents.Where(parent => !IsPresent(parent)))
            return Broken($"{parent.Short}, which it names, is missing");
        if (entry.Version is not { } version)
            return Broken("it does not say in which version it was written");
        if (version != Chain.Version)
            return new SurveyedEntry(reading.Commit, entry.At, null, IsOfOtherVersion: true);
        var (fault, happened) = judge(reading);
        return fault is null ? new SurveyedEntry(reading.Commit, entry.At, null, Event: happened) : Broken(fault);
    }

    private CommitId? Before(ChainReading reading)
    {
        if (reading.Entry?.Previous is { } previous)
            return previous;
        if (reading.Info is not { Parents.Count: > 0 } info)
            return null;
        return reading.Entry is null || IsEntry(info.Parents[0]) ? info.Parents[0] : null;
    }

    // Code may have a file of that name; only an entry says which one it is, and in which version.
    private bool IsEntry(CommitId commit) => chain.Inspect(commit).Entry is { Id: not null, Version: not null };

    private bool IsPresent(CommitId commit)
    {
        if (_present.Contains(commit))
            return true;
        if (chain.Find(commit) is null)
            return false;
        _present.Add(commit);
        return true;
    }
}
