namespace HotfixTools;

/// <summary>Entries of a chain that a clone has seen, and that are not in it any more.</summary>
/// <param name="Tip">The newest of them.</param>
/// <param name="First">The oldest of them.</param>
/// <param name="FirstAt">When that was written; null where nobody knows.</param>
/// <param name="Count">How many there are; null where this clone has lost them too.</param>
/// <param name="Common">The place, among the present entries, of the newest that both have; null for none.</param>
/// <param name="IsSound">Whether each of them is an entry, as far as it is here.</param>
internal sealed record LostEntries(CommitId Tip, CommitId First, DateTimeOffset? FirstAt, int? Count, int? Common, bool IsSound);
