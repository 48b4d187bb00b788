namespace HotfixTools.HelpBuilder.Markdown;

/// <summary>A table. All its rows have as many cells as the first.</summary>
/// <param name="Line">The line that it begins on.</param>
/// <param name="Header">The names of its columns, with their markup.</param>
/// <param name="Rows">The rows below.</param>
internal sealed record MarkdownTable(int Line, IReadOnlyList<string> Header, IReadOnlyList<MarkdownRow> Rows) : MarkdownBlock(Line);
