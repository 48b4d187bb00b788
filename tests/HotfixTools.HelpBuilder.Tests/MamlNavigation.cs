using System.Xml.Linq;

namespace HotfixTools.HelpBuilder.Tests;

/// <summary>Walks a help file by local names.</summary>
internal static class MamlNavigation
{
    public static XElement At(this XElement element, params string[] path) =>
        path.Aggregate(element, (current, name) => current.All(name).First());

    public static IEnumerable<XElement> All(this XElement element, string name) =>
        element.Elements().Where(child => child.Name.LocalName == name);

    public static string[] Paragraphs(this XElement element) => [.. element.All("para").Select(para => para.Value)];
}
