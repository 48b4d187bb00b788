namespace HotfixTools;

/// <summary>One commit of a chain that was looked through.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="At">When it was written; null where nobody knows.</param>
/// <param name="Fault">Why it does not hold; null where it does.</param>
/// <param name="IsOfOtherVersion">Whether a later version wrote it, whose words are not known here.</param>
/// <param name="Event">The event that it tells of; null for none.</param>
internal sealed record SurveyedEntry(CommitId Commit, DateTimeOffset? At, string? Fault, bool IsOfOtherVersion = false, JournalEvent? Event = null);
