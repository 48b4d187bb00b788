using System.Reflection;
using System.Xml.Linq;

namespace HotfixTools.HelpBuilder.Documentation;

/// <summary>The documentation comments of a folder of assemblies.</summary>
internal sealed class DocumentationComments
{
    private static readonly XElement Nothing = new("member");

    private readonly Dictionary<string, XElement> _members = [];

    private DocumentationComments()
    {
    }

    /// <summary>Loads the documentation file beside each assembly of a folder.</summary>
    public static DocumentationComments Load(string folder)
    {
        var comments = new DocumentationComments();
        foreach (var assembly in Directory.EnumerateFiles(folder, "*.dll"))
        {
            var file = Path.ChangeExtension(assembly, ".xml");
            if (File.Exists(file))
                comments.Add(XDocument.Load(file, LoadOptions.PreserveWhitespace));
        }

        return comments;
    }

    /// <summary>The comment of a type; what it inherits comes from its base type, then its interfaces.</summary>
    public XElement Of(Type type) => Resolve(
        DocumentationId.Of(type),
        () => Ancestors(type).Select(Of).FirstOrDefault(comment => comment.HasElements));

    /// <summary>The comment of a property; what it inherits comes from the property that it overrides or implements.</summary>
    public XElement Of(PropertyInfo property) => Resolve(
        DocumentationId.Of(property),
        () => Ancestors(property.DeclaringType!)
            .Select(type => type.GetProperty(property.Name, BindingFlags.Public | BindingFlags.Instance))
            .OfType<PropertyInfo>()
            .Select(Of)
            .FirstOrDefault(comment => comment.HasElements));

    /// <summary>The comment of one value of an enumeration.</summary>
    public XElement OfEnumValue(Type type, string name) => Resolve(DocumentationId.OfEnumValue(type, name), () => null);

    private static IEnumerable<Type> Ancestors(Type type) =>
        (type.BaseType is { } parent ? new[] { parent } : []).Concat(type.GetInterfaces());

    private void Add(XDocument file)
    {
        foreach (var member in file.Descendants("member"))
            if (member.Attribute("name")?.Value is { } id)
                _members.TryAdd(id, member);
    }

    private XElement Resolve(string id, Func<XElement?> inherited)
    {
        var own = _members.GetValueOrDefault(id, Nothing);
        if (own.Element("inheritdoc") is not { } inheritance)
            return own;

        var source = inheritance.Attribute("cref")?.Value is { } cref
            ? _members.GetValueOrDefault(cref)
            : inherited();

        // As compilers read it: what a member says itself goes before what it inherits.
        var result = new XElement("member", own.Elements().Where(element => element.Name != "inheritdoc"));
        result.Add(source?.Elements().Where(element => own.Element(element.Name) is null));
        return result;
    }
}
