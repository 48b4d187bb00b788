using System.Xml.Linq;
using HotfixTools.HelpBuilder.Model;
using static HotfixTools.HelpBuilder.Writing.MamlNamespace;

namespace HotfixTools.HelpBuilder.Writing;

/// <summary>Writes one cmdlet.</summary>
internal static class MamlCommand
{
    /// <summary>The <c>command</c> element, its parts in the order of the schema.</summary>
    public static XElement Write(CmdletHelp cmdlet) => new(Command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", Maml),
        new XAttribute(XNamespace.Xmlns + "command", Command),
        new XAttribute(XNamespace.Xmlns + "dev", Dev),
        Details(cmdlet),
        MamlText.Description(cmdlet.Description),
        MamlSyntax.Write(cmdlet),
        Parameters(cmdlet),
        new XElement(Command + "inputTypes", cmdlet.Inputs.Select(input => TypeEntry("inputType", input))),
        new XElement(Command + "returnValues", cmdlet.Outputs.Select(output => TypeEntry("returnValue", output))),
        cmdlet.Notes.Count == 0 ? null : new XElement(Maml + "alertSet", new XElement(Maml + "alert", MamlText.Paragraphs(cmdlet.Notes))),
        new XElement(Command + "examples", cmdlet.Examples.Select(Example)),
        // Get-Help -Online opens the first link, so the page on the web goes there.
        new XElement(Command + "relatedLinks", cmdlet.Links.Prepend(new LinkHelp("Online Version:", cmdlet.PageAddress)).Select(Link)));

    private static XElement Details(CmdletHelp cmdlet) => new(Command + "details",
        new XElement(Command + "name", cmdlet.Name),
        new XElement(Command + "verb", cmdlet.Verb),
        new XElement(Command + "noun", cmdlet.Noun),
        MamlText.Description([cmdlet.Synopsis]));

    private static XElement Parameters(CmdletHelp cmdlet) => new(Command + "parameters",
        cmdlet.ParametersByName.Select(parameter => MamlParameter.Write(parameter, cmdlet.Binding(parameter))));

    private static XElement TypeEntry(string element, TypeHelp type) => new(Command + element,
        new XElement(Dev + "type", new XElement(Maml + "name", type.Name)),
        MamlText.Description(type.Description));

    private static XElement Example(ExampleHelp example, int index)
    {
        var title = example.Title is null ? $"Example {index + 1}" : $"Example {index + 1}: {example.Title}";
        return new XElement(Command + "example",
            new XElement(Maml + "title", $"-------- {title} --------"),
            new XElement(Dev + "code", example.Code),
            // The empty one keeps the next title apart from these remarks.
            new XElement(Dev + "remarks", MamlText.Paragraphs([.. example.Remarks, ""])));
    }

    private static XElement Link(LinkHelp link) => new(Maml + "navigationLink",
        new XElement(Maml + "linkText", link.Text),
        new XElement(Maml + "uri", link.Uri));
}
