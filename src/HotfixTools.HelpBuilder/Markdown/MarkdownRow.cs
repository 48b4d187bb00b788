namespace HotfixTools.HelpBuilder.Markdown;

/// <summary>A row of a table.</summary>
/// <param name="Line">The line that it stands on.</param>
/// <param name="Cells">Its cells, with their markup.</param>
internal sealed record MarkdownRow(int Line, IReadOnlyList<string> Cells);
