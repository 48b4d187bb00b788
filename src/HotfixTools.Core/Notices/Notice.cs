namespace HotfixTools;

/// <summary>What people are told of an event.</summary>
/// <param name="Id">Which event it is; the same each time it is told.</param>
/// <param name="Event">The event.</param>
/// <param name="Title">What happened, in one line.</param>
/// <param name="Facts">Who, what and why, each with its name.</param>
/// <param name="Consequence">Which commands are affected; null for none.</param>
/// <param name="Repository">The remote, without its password.</param>
public sealed record Notice(
    string Id, JournalEvent Event, string Title, IReadOnlyList<(string Name, string Value)> Facts, string? Consequence, string Repository);
