using HotfixTools.HelpBuilder.Markdown;

namespace HotfixTools.HelpBuilder.Topics;

/// <summary>A table in columns.</summary>
internal static class PlainTable
{
    private const string Gap = "  ";

    /// <summary>Its lines; null where it is wider than there is room, or has nothing but long texts.</summary>
    /// <param name="header">The names of the columns.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="room">How wide it may be.</param>
    public static IReadOnlyList<string>? Columns(IReadOnlyList<string> header, IReadOnlyList<MarkdownRow> rows, int room)
    {
        var widths = header.Select((name, column) => rows.Select(row => row.Cells[column].Length).Append(name.Length).Max()).ToArray();
        if (widths.Sum() + (Gap.Length * (widths.Length - 1)) > room)
            return null;

        return
        [
            Line(header, widths),
            Line(widths.Select((width, column) => new string('-', header[column].Length > 0 ? width : 0)), widths),
            .. rows.Select(row => Line(row.Cells, widths)),
        ];
    }

    private static string Line(IEnumerable<string> cells, int[] widths) =>
        string.Join(Gap, cells.Select((cell, column) => cell.PadRight(widths[column]))).Replace(PlainLines.NoBreak, ' ').TrimEnd();
}
