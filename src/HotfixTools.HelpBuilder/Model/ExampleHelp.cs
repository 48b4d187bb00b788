namespace HotfixTools.HelpBuilder.Model;

/// <summary>One example.</summary>
/// <param name="Title">What it shows, or nothing.</param>
/// <param name="Code">The lines to type.</param>
/// <param name="Remarks">What they do, in paragraphs.</param>
internal sealed record ExampleHelp(string? Title, string Code, IReadOnlyList<string> Remarks);
