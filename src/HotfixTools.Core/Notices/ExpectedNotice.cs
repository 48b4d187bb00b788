namespace HotfixTools;

/// <summary>An event that this clone is about to append to the journal, and then to tell of.</summary>
/// <param name="Event">What happens.</param>
/// <param name="HotfixId">To which hotfix.</param>
/// <param name="Key">Which event it is, for those that can happen to a hotfix more than once; null for those that happen once.</param>
internal sealed record ExpectedNotice(string Event, string HotfixId, string? Key)
{
    /// <summary>Whether an event of the journal is this one.</summary>
    /// <param name="happened">An event, as the journal has it.</param>
    public bool IsOf(JournalEvent happened) =>
        happened.HotfixId == HotfixId && (Key is null ? happened.Kind.ToString() == Event : happened.Key == Key);
}
