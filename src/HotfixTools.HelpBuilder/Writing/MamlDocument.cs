using System.Text;
using System.Xml;
using System.Xml.Linq;
using HotfixTools.HelpBuilder.Model;
using static HotfixTools.HelpBuilder.Writing.MamlNamespace;

namespace HotfixTools.HelpBuilder.Writing;

/// <summary>The help file as a whole.</summary>
internal static class MamlDocument
{
    /// <summary>Writes the help of the cmdlets, byte by byte the same for the same help.</summary>
    public static byte[] Write(IEnumerable<CmdletHelp> cmdlets)
    {
        var document = new XDocument(
            new XElement(Help + "helpItems",
                new XAttribute("schema", "maml"),
                cmdlets.Select(MamlCommand.Write)));

        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n", NewLineHandling = NewLineHandling.None };
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, settings))
            document.Save(writer);

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }
}
