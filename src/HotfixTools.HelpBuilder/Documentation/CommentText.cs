using System.Xml.Linq;
using HotfixTools.HelpBuilder.Metadata;

namespace HotfixTools.HelpBuilder.Documentation;

/// <summary>Turns the content of documentation elements into paragraphs, in one style.</summary>
internal sealed class CommentText(CommandNames names, ITextStyle style)
{
    /// <summary>How its paragraphs are written.</summary>
    public ITextStyle Style => style;

    /// <summary>The paragraphs of an element; none when it is missing or empty.</summary>
    public IReadOnlyList<string> Paragraphs(XElement? element) => Paragraphs(element?.Nodes() ?? []);

    /// <summary>The paragraphs of some of the content of an element.</summary>
    public IReadOnlyList<string> Paragraphs(IEnumerable<XNode> nodes)
    {
        var paragraphs = new ParagraphBuilder();
        Read(nodes, paragraphs);
        return paragraphs.Build();
    }

    /// <summary>The whole of an element as one paragraph.</summary>
    public string Line(XElement? element) => string.Join(' ', Paragraphs(element));

    /// <summary>What a <c>see</c> or <c>seealso</c> element reads as.</summary>
    public string Reference(XElement element)
    {
        var words = Line(new XElement("text", element.Nodes()));
        if (element.Attribute("cref")?.Value is { } cref)
            return words.Length > 0 ? words : Named(cref);
        if (element.Attribute("langword")?.Value is { } keyword)
            return style.Code(keyword is "true" or "false" or "null" ? "$" + keyword : keyword);
        if (element.Attribute("href")?.Value is { } address)
            return style.Link(words, address);

        return words;
    }

    private string Named(string cref) =>
        names.IsCmdlet(cref) ? style.Cmdlet(names.Resolve(cref)) : style.Code(names.Resolve(cref));

    private void Read(IEnumerable<XNode> nodes, ParagraphBuilder paragraphs)
    {
        foreach (var node in nodes)
        {
            if (node is XText text)
                paragraphs.Append(style.Words(text.Value));
            else if (node is XElement element)
                Read(element, paragraphs);
        }
    }

    private void Read(XElement element, ParagraphBuilder paragraphs)
    {
        switch (element.Name.LocalName)
        {
            case "para" or "p":
                paragraphs.EndParagraph();
                Read(element.Nodes(), paragraphs);
                paragraphs.EndParagraph();
                break;
            case "br":
                paragraphs.EndLine();
                break;
            case "c":
                paragraphs.Append(style.Code(element.Value));
                break;
            case "code":
                paragraphs.AddVerbatim(style.Block(CodeBlock.Unindent(element.Value)));
                break;
            case "list":
                paragraphs.AddVerbatim(string.Join('\n', Items(element)));
                break;
            case "see" or "seealso":
                paragraphs.Append(Reference(element));
                break;
            case "paramref" or "typeparamref":
                paragraphs.Append(style.Code(element.Attribute("name")?.Value ?? ""));
                break;
            default:
                Read(element.Nodes(), paragraphs);
                break;
        }
    }

    private IEnumerable<string> Items(XElement list)
    {
        var numbered = list.Attribute("type")?.Value == "number";
        var number = 0;
        foreach (var item in list.Elements("item"))
            yield return (numbered ? $"{++number}. " : "- ") + Item(item);
    }

    private string Item(XElement item)
    {
        if (item.Element("term") is not { } term)
            return Line(item);

        var description = Line(item.Element("description"));
        return description.Length > 0 ? $"{Line(term)}: {description}" : Line(term);
    }
}
