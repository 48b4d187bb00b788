namespace HotfixTools.HelpBuilder.Markdown;

/// <summary>Code, whose lines stay as they are.</summary>
/// <param name="Line">The first line of the code itself.</param>
/// <param name="Code">The lines.</param>
internal sealed record MarkdownCode(int Line, IReadOnlyList<string> Code) : MarkdownBlock(Line);
