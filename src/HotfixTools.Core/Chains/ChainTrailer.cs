namespace HotfixTools;

/// <summary>One line at the end of an entry's message, for people who read <c>git log</c>.</summary>
/// <param name="Key">What it tells of.</param>
/// <param name="Value">What it tells; null or empty: the line is left out.</param>
public sealed record ChainTrailer(string Key, string? Value);
