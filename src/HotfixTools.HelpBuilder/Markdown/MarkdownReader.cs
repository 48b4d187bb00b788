using System.Text.RegularExpressions;

namespace HotfixTools.HelpBuilder.Markdown;

/// <summary>
/// Reads the Markdown that the pages of the project are written in: headings, paragraphs, lists, tables and code. All else is
/// refused, because what was silently dropped or left as markup would be missing or unreadable in the help.
/// </summary>
internal sealed partial class MarkdownReader
{
    private readonly string[] _lines;
    private int _next;

    private MarkdownReader(string[] lines) => _lines = lines;

    private int LineNumber => _next + 1;

    private bool AtEnd => _next >= _lines.Length;

    private string Current => _lines[_next];

    /// <summary>Reads a page.</summary>
    /// <param name="file">Where it is.</param>
    /// <param name="text">What it says.</param>
    /// <exception cref="MarkdownException">It has what cannot be made plain text.</exception>
    public static MarkdownPage Read(string file, string text)
    {
        var reader = new MarkdownReader(text.ReplaceLineEndings("\n").Split('\n'));
        var comment = TopComment().Match(reader._lines[0]);
        if (comment.Success)
            reader._next++;

        return new MarkdownPage(file, comment.Success ? comment.Groups[1].Value : null, [.. reader.Blocks()]);
    }

    /// <summary>What the comment on the first line of a page says, without looking at the rest; null where there is none.</summary>
    /// <param name="file">The page.</param>
    public static string? CommentOf(string file) =>
        File.ReadLines(file).FirstOrDefault() is { } first && TopComment().Match(first) is { Success: true } comment ? comment.Groups[1].Value : null;

    private IEnumerable<MarkdownBlock> Blocks()
    {
        while (!AtEnd)
        {
            if (string.IsNullOrWhiteSpace(Current))
                _next++;
            else
                yield return Block();
        }
    }

    private MarkdownBlock Block()
    {
        if (Heading().Match(Current) is { Success: true } heading)
        {
            // A heading in the middle of a list or a table ends it, as on the web.
            var found = new MarkdownHeading(LineNumber, heading.Groups[1].Length, heading.Groups[2].Value.Trim());
            _next++;
            return found;
        }

        if (Current.StartsWith("```", StringComparison.Ordinal))
            return Fenced();
        if (IsIndented(Current))
            return Indented();
        if (Current.StartsWith('|'))
            return Table();
        if (Item().IsMatch(Current))
            return List();

        RefuseUnknown();
        var line = LineNumber;
        return new MarkdownParagraph(line, string.Join('\n', TextLines()));
    }

    private void RefuseUnknown()
    {
        foreach (var (pattern, what) in Unknown)
            if (pattern.IsMatch(Current))
                throw new MarkdownException(LineNumber, what);
    }

    // Text goes on until something else begins.
    private IEnumerable<string> TextLines()
    {
        do
        {
            RefuseUnknown();
            if (Current.EndsWith("  ", StringComparison.Ordinal) || Current.EndsWith('\\'))
                throw new MarkdownException(LineNumber, "A line break inside a paragraph cannot be shown: begin a new paragraph, or a list.");
            yield return Current.Trim();
            _next++;
        }
        while (!AtEnd && !string.IsNullOrWhiteSpace(Current) && !BeginsOther(Current));
    }

    private static bool BeginsOther(string line) =>
        Heading().IsMatch(line) || line.StartsWith("```", StringComparison.Ordinal) || line.StartsWith('|') || Item().IsMatch(line);

    private MarkdownCode Fenced()
    {
        var opening = LineNumber;
        var code = new List<string>();
        for (_next++; !AtEnd && Current.TrimEnd() != "```"; _next++)
            code.Add(Current.TrimEnd());

        if (AtEnd)
            throw new MarkdownException(opening, "The code that begins here does not end: close it by ``` on a line of its own.");
        _next++;
        return new MarkdownCode(opening + 1, code);
    }

    private MarkdownCode Indented()
    {
        var line = LineNumber;
        var code = new List<string>();
        for (; !AtEnd && (IsIndented(Current) || string.IsNullOrWhiteSpace(Current)); _next++)
            code.Add(string.IsNullOrWhiteSpace(Current) ? "" : Current[4..].TrimEnd());

        while (code[^1].Length == 0)
            code.RemoveAt(code.Count - 1);
        return new MarkdownCode(line, code);
    }

    private MarkdownList List()
    {
        var line = LineNumber;
        var items = new List<MarkdownItem>();
        while (!AtEnd && Item().Match(Current) is { Success: true } item)
        {
            var first = LineNumber;
            _lines[_next] = item.Groups[2].Value;
            items.Add(new MarkdownItem(first, item.Groups[1].Value, string.Join('\n', TextLines())));
            if (!AtEnd && Deeper().IsMatch(Current))
                throw new MarkdownException(LineNumber, "A list inside a list cannot be shown: make one list, or paragraphs of the outer one.");
        }

        return new MarkdownList(line, items);
    }

    private MarkdownTable Table()
    {
        var line = LineNumber;
        var header = Cells();
        if (header.Count < 2)
            throw new MarkdownException(line, "A table of one column is a list: write it as one.");
        if (AtEnd || !Separator().IsMatch(Current))
            throw new MarkdownException(line, "The line below the names of a table's columns must be |---|---|.");
        _next++;

        var rows = new List<MarkdownRow>();
        while (!AtEnd && Current.StartsWith('|'))
        {
            var row = new MarkdownRow(LineNumber, Cells());
            if (row.Cells.Count != header.Count)
                throw new MarkdownException(row.Line, $"The row has {row.Cells.Count} cells, and the table {header.Count} columns. A bar inside a cell is written \\|.");
            if (row.Cells[0].Length == 0)
                throw new MarkdownException(row.Line, "The first cell of a row says what the row is about, and is empty.");
            rows.Add(row);
        }

        return rows.Count > 0 ? new MarkdownTable(line, header, rows) : throw new MarkdownException(line, "The table has no rows.");
    }

    private IReadOnlyList<string> Cells()
    {
        var row = Current.TrimEnd();
        if (row.Length < 2 || !row.EndsWith('|'))
            throw new MarkdownException(LineNumber, "A row of a table must end with a bar.");
        _next++;
        return [.. Bar().Split(row[1..^1]).Select(cell => cell.Replace("\\|", "|", StringComparison.Ordinal).Trim())];
    }

    private static bool IsIndented(string line) => line.StartsWith("    ", StringComparison.Ordinal) && !string.IsNullOrWhiteSpace(line);

    private static readonly (Regex Pattern, string What)[] Unknown =
    [
        (new Regex(@"^\s*<"), "HTML cannot be shown: write it in Markdown, or < as \\<."),
        (new Regex(@"^\s*>"), "A quotation cannot be shown: write a paragraph."),
        (new Regex(@"^\s*(?:-{3,}|\*{3,}|_{3,}|={3,})\s*$"), "A line across the page, or a heading that is underlined, cannot be shown: write headings with #."),
        (new Regex(@"^\s*[*+] "), "Items of a list begin with '- '."),
        (new Regex(@"^\s*~~~"), "Code stands between lines of ```."),
        (new Regex(@"^\s*\[[^\]]+\]:"), "A link that is defined elsewhere cannot be shown: write the address where it is used."),
        (new Regex(@"^#"), "A heading has one to four # and a space."),
        (new Regex("^\t"), "A tab cannot be shown: write spaces."),
        (new Regex(@"^ +(?:- |\d+\. )"), "A list inside a list cannot be shown: make one list, or paragraphs of the outer one."),
    ];

    [GeneratedRegex(@"^<!--\s*(.*?)\s*-->\s*$")]
    private static partial Regex TopComment();

    [GeneratedRegex(@"^(#{1,4}) +(.+?)(?: +#+)?$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(-|\d+\.) +(.*)$")]
    private static partial Regex Item();

    [GeneratedRegex(@"^\s+(?:-|\d+\.) ")]
    private static partial Regex Deeper();

    [GeneratedRegex(@"^\|(?:\s*:?-+:?\s*\|)+\s*$")]
    private static partial Regex Separator();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();
}
