namespace HotfixTools.HelpBuilder.Markdown;

/// <summary>A heading.</summary>
/// <param name="Line">The line that it stands on.</param>
/// <param name="Level">One for the title of the page, two for its parts.</param>
/// <param name="Text">The text, with its markup.</param>
internal sealed record MarkdownHeading(int Line, int Level, string Text) : MarkdownBlock(Line);
