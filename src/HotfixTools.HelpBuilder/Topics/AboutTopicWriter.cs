using System.Text;
using HotfixTools.HelpBuilder.Markdown;

namespace HotfixTools.HelpBuilder.Topics;

/// <summary>Writes a topic as the text that <c>Get-Help</c> shows: nothing but lines that fit a terminal of 80 columns.</summary>
internal sealed class AboutTopicWriter
{
    private const int Indentation = 4;

    private readonly List<string> _lines = [];
    private readonly AboutTopic _topic;
    private readonly TopicLinks _links;
    private readonly InlineReader _inline;
    private readonly HelpErrors _errors;

    private AboutTopicWriter(AboutTopic topic, TopicLinks links, HelpErrors errors)
    {
        _topic = topic;
        _links = links;
        _inline = new InlineReader(links);
        _errors = errors;
    }

    /// <summary>The file: UTF-8 without a mark, and the same for the same page whoever builds.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="links">What its links read as.</param>
    /// <param name="errors">Told what cannot be made plain text.</param>
    public static byte[] Write(AboutTopic topic, TopicLinks links, HelpErrors errors)
    {
        var writer = new AboutTopicWriter(topic, links, errors);
        writer.WriteAll();
        return new UTF8Encoding(false).GetBytes(string.Join('\n', writer._lines) + "\n");
    }

    // Get-Help takes the fifth line for the synopsis, so what the topic is about is one line.
    private void WriteAll()
    {
        Section("TOPIC", () => _lines.Add(Pad(Indentation) + _topic.Name));
        Section("SHORT DESCRIPTION", () => Guard(WriteSummary));
        Section("LONG DESCRIPTION", () => WriteBlocks(_topic.Body));
        Section("SEE ALSO", () =>
        {
            WriteBlocks(_topic.SeeAlso);
            Empty();
            Wrapped(_links.OnTheWeb, Indentation, Indentation, _topic.Summary.Line);
        });
        Section("KEYWORDS", () => Guard(() => Wrapped(string.Join(", ", _topic.Keywords), Indentation, Indentation, 1)));
    }

    private void WriteSummary()
    {
        Wrapped(_inline.Read(_topic.Summary.Text, _topic.Summary.Line), Indentation, Indentation, _topic.Summary.Line);
        if (_lines.Count != 5)
            throw new MarkdownException(_topic.Summary.Line, $"The paragraph below the title must fit one line of {PlainLines.Width - Indentation} letters: it is what Get-Help lists.");
    }

    private void Section(string name, Action write)
    {
        if (_lines.Count > 0)
            Empty();
        _lines.Add(name);
        write();
    }

    private void WriteBlocks(IReadOnlyList<MarkdownBlock> blocks)
    {
        for (var index = 0; index < blocks.Count; index++)
        {
            if (index > 0)
                Empty();
            Guard(() => Write(blocks[index]));
        }
    }

    // One build shows all that is wrong.
    private void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (MarkdownException problem)
        {
            _errors.Add(_topic.Page, problem.Line, HelpErrorCode.PageNotPlain, problem.Message);
        }
    }

    private void Write(MarkdownBlock block)
    {
        switch (block)
        {
            case MarkdownHeading heading:
                WriteHeading(heading);
                break;
            case MarkdownParagraph paragraph:
                Wrapped(_inline.Read(paragraph.Text, paragraph.Line), Indentation, Indentation, paragraph.Line);
                break;
            case MarkdownList list:
                foreach (var item in list.Items)
                    Wrapped($"{item.Marker} {_inline.Read(item.Text, item.Line)}", Indentation, Indentation + item.Marker.Length + 1, item.Line);
                break;
            case MarkdownCode code:
                WriteCode(code);
                break;
            case MarkdownTable table:
                WriteTable(table);
                break;
            default:
                throw new InvalidOperationException($"{block.GetType().Name} has no form.");
        }
    }

    private void WriteHeading(MarkdownHeading heading)
    {
        // Parts stand out to the left of their text, and parts of parts do not.
        var indentation = heading.Level == 2 ? Indentation / 2 : Indentation;
        var before = _lines.Count;
        Wrapped(_inline.Read(heading.Text, heading.Line), indentation, indentation, heading.Line);
        var longest = _lines.Skip(before).Max(line => line.Length) - indentation;
        _lines.Add(Pad(indentation) + new string(heading.Level == 2 ? '=' : '-', longest));
    }

    private void WriteCode(MarkdownCode code)
    {
        const int CodeIndentation = 2 * Indentation;
        foreach (var (text, index) in code.Code.Select((text, index) => (text, index)))
        {
            var line = PlainLines.Clean(text, code.Line + index);
            if (line.Length > PlainLines.Width - CodeIndentation)
                throw new MarkdownException(code.Line + index, $"The line of code has {line.Length} letters, and {PlainLines.Width - CodeIndentation} fit: code is not broken by itself.");
            _lines.Add(line.Length == 0 ? "" : Pad(CodeIndentation) + line);
        }
    }

    private void WriteTable(MarkdownTable table)
    {
        var header = table.Header.Select(cell => _inline.Read(cell, table.Line)).ToArray();
        var rows = table.Rows.Select(row => new MarkdownRow(row.Line, [.. row.Cells.Select(cell => PlainLines.Clean(_inline.Read(cell, row.Line), row.Line))])).ToArray();
        if (PlainTable.Columns(header, rows, PlainLines.Width - Indentation) is { } columns)
            _lines.AddRange(columns.Select(line => Pad(Indentation) + line));
        else
            WriteDefinitions(header, rows);
    }

    // What is too wide for columns: each row is a term, and below it what the other columns say of it.
    private void WriteDefinitions(string[] header, MarkdownRow[] rows)
    {
        const int Definition = 2 * Indentation;
        var label = header.Skip(1).Max(name => name.Length) + 2;
        // Long names in a column of their own would leave no room for what is said.
        if (label > Definition + Definition)
            label = 0;
        for (var index = 0; index < rows.Length; index++)
        {
            if (index > 0)
                Empty();
            var (line, cells) = (rows[index].Line, rows[index].Cells);
            Wrapped(cells[0], Indentation, Indentation, line);
            for (var column = 1; column < cells.Count; column++)
            {
                if (cells[column].Length == 0)
                    continue;
                if (header.Length == 2)
                    Wrapped(cells[column], Definition, Definition, line);
                else
                    Wrapped((Capital(header[column]) + ":").PadRight(label == 0 ? header[column].Length + 2 : label).Replace(' ', PlainLines.NoBreak) + cells[column], Definition, Definition + (label == 0 ? Indentation : label), line);
            }
        }
    }

    private void Wrapped(string text, int first, int others, int line) =>
        _lines.AddRange(PlainLines.Wrap(PlainLines.Clean(text, line), first, others));

    private void Empty() => _lines.Add("");

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static string Pad(int length) => new(' ', length);
}
