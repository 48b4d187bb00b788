namespace HotfixTools.HelpBuilder.Markdown;

/// <summary>A paragraph.</summary>
/// <param name="Line">The line that it begins on.</param>
/// <param name="Text">The text of all its lines, with its markup.</param>
internal sealed record MarkdownParagraph(int Line, string Text) : MarkdownBlock(Line);
