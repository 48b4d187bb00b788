namespace HotfixTools;

/// <summary>Somebody who was not told of an event yet.</summary>
/// <param name="Event">The id of the event.</param>
/// <param name="Target">Who.</param>
internal sealed record OwedNotice(string Event, string Target);
