namespace HotfixTools.HelpBuilder.Markdown;

/// <summary>An item of a list.</summary>
/// <param name="Line">The line that it begins on.</param>
/// <param name="Marker">What stands before it: <c>-</c>, or a number with its dot.</param>
/// <param name="Text">The text of all its lines, with its markup.</param>
internal sealed record MarkdownItem(int Line, string Marker, string Text);
