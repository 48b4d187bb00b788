using System.Xml.Linq;
using static HotfixTools.HelpBuilder.Writing.MamlNamespace;

namespace HotfixTools.HelpBuilder.Writing;

/// <summary>Text in a help file.</summary>
internal static class MamlText
{
    /// <summary>An element that describes the one around it.</summary>
    public static XElement Description(IEnumerable<string> paragraphs) => new(Maml + "description", Paragraphs(paragraphs));

    /// <summary>Paragraphs; Get-Help puts an empty line between them.</summary>
    public static IEnumerable<XElement> Paragraphs(IEnumerable<string> paragraphs) =>
        paragraphs.Select(paragraph => new XElement(Maml + "para", paragraph));
}
