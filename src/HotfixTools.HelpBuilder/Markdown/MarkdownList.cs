namespace HotfixTools.HelpBuilder.Markdown;

/// <summary>A list.</summary>
/// <param name="Line">The line that it begins on.</param>
/// <param name="Items">Its items.</param>
internal sealed record MarkdownList(int Line, IReadOnlyList<MarkdownItem> Items) : MarkdownBlock(Line);
