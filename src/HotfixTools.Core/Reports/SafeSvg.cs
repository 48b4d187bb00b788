using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace HotfixTools;

/// <summary>
/// A picture of which only what draws is left: known elements and attributes of SVG. Scripts, event handlers, foreign
/// content and references to anywhere else do not come through.
/// </summary>
internal sealed partial class SafeSvg
{
    private const string Svg = "http://www.w3.org/2000/svg";
    private const string XLink = "http://www.w3.org/1999/xlink";
    private const int Longest = 2_000_000;

    private static readonly HashSet<string> Elements = new(StringComparer.Ordinal)
    {
        "svg", "g", "path", "line", "polyline", "polygon", "circle", "ellipse", "rect", "text", "tspan", "title", "desc", "defs",
        "marker", "linearGradient", "radialGradient", "stop", "clipPath", "pattern", "symbol", "use",
    };

    private static readonly HashSet<string> Attributes = new(StringComparer.Ordinal)
    {
        "class", "id", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy", "d", "points", "width", "height", "viewBox",
        "preserveAspectRatio", "transform", "opacity", "display", "visibility", "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width",
        "stroke-opacity", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "vector-effect",
        "paint-order", "font-family", "font-size", "font-style", "font-weight", "text-anchor", "dominant-baseline", "alignment-baseline",
        "baseline-shift", "text-decoration", "textLength", "lengthAdjust", "letter-spacing", "word-spacing", "direction", "unicode-bidi",
        "marker-start", "marker-mid", "marker-end", "markerWidth", "markerHeight", "markerUnits", "refX", "refY", "orient", "offset",
        "stop-color", "stop-opacity", "gradientUnits", "gradientTransform", "patternUnits", "patternTransform", "clip-path", "clip-rule",
        "role", "lang", "aria-label", "aria-labelledby", "aria-describedby", "aria-hidden", "href",
    };

    private SafeSvg(string markup, IReadOnlyList<string> styles) => (Markup, Styles) = (markup, styles);

    /// <summary>The picture, as markup for the inside of an HTML page.</summary>
    public string Markup { get; }

    /// <summary>The texts of its style sheets. Such a sheet concerns the whole page, so they stand there, once.</summary>
    public IReadOnlyList<string> Styles { get; }

    /// <summary>Reads a picture.</summary>
    /// <param name="text">SVG, by whomever.</param>
    /// <param name="prefix">Goes before its ids, so that pictures on one page have none in common.</param>
    /// <param name="name">What it is called, for those who do not see it, where it has no name of its own.</param>
    /// <returns>What is left of it; null: it is no SVG.</returns>
    public static SafeSvg? Read(string? text, string prefix, string name)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > Longest)
            return null;
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true };
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), settings);
            return reader.MoveToContent() == XmlNodeType.Element && reader is { LocalName: "svg", NamespaceURI: Svg } ? Copy(reader, prefix, name) : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static SafeSvg Copy(XmlReader reader, string prefix, string name)
    {
        var markup = new StringBuilder();
        List<string> styles = [];
        var isRoot = true;
        while (!reader.EOF)
        {
            if (reader.NodeType == XmlNodeType.Element && reader.NamespaceURI == Svg && reader.LocalName == "style")
            {
                var isEmpty = reader.IsEmptyElement;
                // What follows is where the reader stands afterwards.
                var style = isEmpty ? string.Empty : StyleText(reader);
                if (IsHarmless(style))
                    styles.Add(style);
                continue;
            }

            if (reader.NodeType == XmlNodeType.Element && (reader.NamespaceURI != Svg || !Elements.Contains(reader.LocalName)))
            {
                reader.Skip();
                continue;
            }

            if (reader.NodeType == XmlNodeType.Element)
            {
                CopyElement(reader, markup, prefix, isRoot ? name : null);
                isRoot = false;
            }
            else if (reader.NodeType == XmlNodeType.EndElement)
            {
                markup.Append("</").Append(reader.LocalName).Append('>');
            }
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
            {
                Encode(markup, Shown(reader.Value));
            }

            reader.Read();
        }

        return new SafeSvg(markup.ToString(), styles);
    }

    private static void CopyElement(XmlReader reader, StringBuilder markup, string prefix, string? name)
    {
        markup.Append('<').Append(reader.LocalName);
        var (isEmpty, element) = (reader.IsEmptyElement, reader.LocalName);
        var isNamed = name is null;
        while (reader.MoveToNextAttribute())
        {
            if (ValueOf(reader, prefix) is not { } value || (name is not null && reader.LocalName is "role" or "aria-hidden"))
                continue;
            isNamed |= reader.LocalName is "aria-label" or "aria-labelledby";
            markup.Append(' ').Append(reader.LocalName).Append("=\"");
            Encode(markup, value);
            markup.Append('"');
        }

        if (name is not null)
            markup.Append(" role=\"img\"");
        if (!isNamed)
        {
            markup.Append(" aria-label=\"");
            Encode(markup, DisplayText.Clean(name));
            markup.Append('"');
        }

        markup.Append(isEmpty ? $"></{element}>" : ">");
    }

    private static string? ValueOf(XmlReader reader, string prefix)
    {
        var (name, value) = (reader.LocalName, reader.Value);
        if (reader.NamespaceURI.Length > 0 && !(reader.NamespaceURI == XLink && name == "href"))
            return null;
        if (!Attributes.Contains(name))
            return null;
        if (name == "href")
            return value.StartsWith('#') ? $"#{prefix}{value[1..]}" : null;
        if (name == "id")
            return prefix + value;
        if (name is "aria-labelledby" or "aria-describedby")
            return string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => prefix + id));
        if (name == "aria-label")
            return DisplayText.Clean(value);
        return value.Contains("url", StringComparison.OrdinalIgnoreCase)
            ? Fragment().Match(value) is { Success: true } match ? $"url(#{prefix}{match.Groups[1].Value})" : null
            : value;
    }

    private static string StyleText(XmlReader reader)
    {
        var text = new StringBuilder();
        var depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
                text.Append(reader.Value);
        }

        reader.Read();
        return text.ToString().Replace("\r\n", "\n").Replace('\r', '\n').Trim();
    }

    // A space at an end parts what is drawn in pieces.
    private static string Shown(string text) =>
        text.Trim() is { Length: > 0 } words
            ? $"{new string(' ', text.Length - text.TrimStart().Length)}{DisplayText.Clean(words)}{new string(' ', text.Length - text.TrimEnd().Length)}"
            : new string(' ', text.Length);

    // What fetches, and what could end the element or hide such a word.
    private static bool IsHarmless(string style) => style.Length > 0 && !Active().IsMatch(style);

    private static void Encode(StringBuilder markup, string text)
    {
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '&' => markup.Append("&amp;"),
                '<' => markup.Append("&lt;"),
                '>' => markup.Append("&gt;"),
                '"' => markup.Append("&quot;"),
                _ => markup.Append(letter),
            };
        }
    }

    [GeneratedRegex(@"^url\(\s*#([\w.-]+)\s*\)$")]
    private static partial Regex Fragment();

    [GeneratedRegex(@"[<\\]|@import|url\s*\(|image\s*\(|image-set|expression|behavior|-moz-binding|[\0-\x08\x0B\x0C\x0E-\x1F]", RegexOptions.IgnoreCase)]
    private static partial Regex Active();
}
