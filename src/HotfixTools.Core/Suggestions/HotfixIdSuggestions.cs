namespace HotfixTools;

/// <summary>The ids of the hotfixes that the journal tells of, the last first.</summary>
public static class HotfixIdSuggestions
{
    private const int MostEvents = 2000;
    private const int MostHotfixes = 50;

    /// <summary>The ids.</summary>
    /// <param name="clone">The clone; null for none.</param>
    /// <param name="query">What was typed.</param>
    public static IEnumerable<Suggestion> Find(KnownClone? clone, SuggestionQuery query)
    {
        if (clone is null)
            return [];
        var events = query.InTime(clone.Events()).Take(MostEvents).Where(happened => !happened.IsAboutNotice);
        return events.GroupBy(happened => happened.HotfixId).Where(hotfix => query.Fits(hotfix.Key)).Take(MostHotfixes)
            .Select(hotfix => Suggestion.Of(hotfix.Key, Describe([.. hotfix])));
    }

    private static string Describe(List<JournalEvent> newestFirst)
    {
        var (first, last) = (newestFirst[^1], newestFirst[0]);
        var reason = newestFirst.FindLast(happened => happened.Kind == JournalEventKind.Started)?.Reason;
        var name = string.IsNullOrEmpty(reason) ? last.Branch.ToString() : reason;
        return $"{name} ({ShortText.Person(first.By.ToString())}, {Suggestion.Local(first.At)}): {last.Kind}";
    }
}
