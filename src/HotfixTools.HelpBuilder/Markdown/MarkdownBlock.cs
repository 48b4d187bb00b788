namespace HotfixTools.HelpBuilder.Markdown;

/// <summary>A part of a page, from one empty line to the next.</summary>
/// <param name="Line">The line that it begins on.</param>
internal abstract record MarkdownBlock(int Line);
