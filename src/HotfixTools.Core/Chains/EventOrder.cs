namespace HotfixTools;

/// <summary>Whether the journal tells of each hotfix what can have happened in that order.</summary>
internal static class EventOrder
{
    /// <summary>The events that cannot have happened where they stand, oldest first, each with why not.</summary>
    /// <param name="oldestFirst">The entries of the journal.</param>
    public static IEnumerable<(SurveyedEntry Entry, string Why)> Faults(IEnumerable<SurveyedEntry> oldestFirst)
    {
        HashSet<(BranchName, string)> begun = [];
        Dictionary<(BranchName, string), JournalEventKind> ended = [];
        foreach (var entry in oldestFirst)
        {
            // Several hotfixes that nobody gave an id may have one in common.
            if (entry.Event is not { } happened || HotfixIds.IsUnclaimed(happened.HotfixId))
                continue;
            var hotfix = (happened.Branch, happened.HotfixId);
            if (ended.TryGetValue(hotfix, out var end) && !MayComeLate(happened.Kind))
                yield return (entry, $"{happened.Kind} of {happened.HotfixId} comes after {end}");
            else if (happened.Kind == JournalEventKind.Started && begun.Contains(hotfix))
                yield return (entry, $"{happened.HotfixId} is started a second time");
            begun.Add(hotfix);
            if (happened.IsEnd)
                ended.TryAdd(hotfix, happened.Kind);
        }
    }

    // What was pushed or deployed is recorded after that, and maybe by a second run: somebody else may have ended the hotfix
    // meanwhile. It begins and ends once.
    private static bool MayComeLate(JournalEventKind kind) =>
        kind is not (JournalEventKind.Started or JournalEventKind.Completed or JournalEventKind.Abandoned);
}
