using System.Reflection;
using System.Xml.Linq;
using HotfixTools.HelpBuilder.Documentation;
using HotfixTools.HelpBuilder.Model;

namespace HotfixTools.HelpBuilder.Metadata;

/// <summary>Reads one parameter from its property.</summary>
internal sealed class ParameterReader(DocumentationComments comments, CommentText text, HelpErrors errors)
{
    private const string DefaultPrefix = "Default:";

    /// <summary>Whether the parameter is meant to be seen: one that PowerShell does not complete is not explained either.</summary>
    public static bool IsShown(PropertyInfo property) =>
        !property.Attributes(PowerShellAttribute.Parameter).All(attribute => attribute.Get("DontShow", false));

    /// <summary>Reads a parameter, and notes what is missing.</summary>
    public ParameterHelp Read(PropertyInfo property)
    {
        var comment = comments.Of(property);
        var summary = text.Paragraphs(comment.Element("summary"));
        if (summary.Count == 0)
            errors.Add(property, HelpErrorCode.ParameterUndocumented, $"The parameter -{property.Name} of {property.DeclaringType!.Name} has no <summary>: say what it means.");

        var type = TypeNaming.Describe(property.PropertyType);
        var values = AcceptedValues(property);
        if (TypeNaming.EnumType(property.PropertyType) is { } enumeration)
            foreach (var (name, _) in values.Where(value => value.Meaning.Length == 0))
                errors.Add(property, HelpErrorCode.ValueUndocumented, $"{enumeration.Name}.{name}, which -{property.Name} takes, has no <summary>: say what it means.");
        return new ParameterHelp
        {
            Name = property.Name,
            Type = type,
            Description = [.. summary, .. text.Paragraphs(comment.Element("remarks")), .. Explain(values), .. AcceptedLimits.Of(property)],
            Bindings = Bindings(property),
            Aliases = [.. property.Attributes(PowerShellAttribute.Alias).SelectMany(alias => alias.Arguments()).OfType<string>()],
            AcceptedValues = [.. values.Select(value => value.Name)],
            DefaultValue = DefaultValue(comment) ?? (type.IsSwitch ? "False" : "None"),
            Wildcards = property.Attribute(PowerShellAttribute.SupportsWildcards) is not null,
        };
    }

    private static Dictionary<string, ParameterBinding> Bindings(PropertyInfo property)
    {
        var bindings = new Dictionary<string, ParameterBinding>();
        foreach (var attribute in property.Attributes(PowerShellAttribute.Parameter))
        {
            var position = attribute.Get("Position", int.MinValue);
            bindings[attribute.Get("ParameterSetName", ParameterSetName.All)] = new ParameterBinding(
                attribute.Get("Mandatory", false),
                position == int.MinValue ? null : position,
                attribute.Get("ValueFromPipeline", false),
                attribute.Get("ValueFromPipelineByPropertyName", false));
        }

        return bindings;
    }

    // Get-Help lists the values of a parameter in the syntax only, and there without a word about them.
    private IEnumerable<string> Explain(IReadOnlyList<(string Name, string Meaning)> values)
    {
        if (values.Any(value => value.Meaning.Length > 0))
            yield return "Accepted values:\n" + string.Join('\n', values.Select(value => value.Meaning.Length > 0 ? $"- {text.Style.Code(value.Name)}: {value.Meaning}" : $"- {text.Style.Code(value.Name)}"));
        else if (values.Count > 0)
            yield return $"Accepted values: {string.Join(", ", values.Select(value => text.Style.Code(value.Name)))}.";
    }

    private IReadOnlyList<(string Name, string Meaning)> AcceptedValues(PropertyInfo property)
    {
        if (property.Attribute(PowerShellAttribute.ValidateSet) is { } set)
            return [.. set.Arguments().OfType<string>().Select(name => (name, ""))];
        if (TypeNaming.EnumType(property.PropertyType) is not { } type)
            return [];

        return [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field =>
            (field.Name, text.Line(comments.OfEnumValue(type, field.Name).Element("summary"))))];
    }

    private string? DefaultValue(XElement comment)
    {
        var value = text.Line(comment.Element("value"));
        return value.StartsWith(DefaultPrefix, StringComparison.OrdinalIgnoreCase)
            ? value[DefaultPrefix.Length..].Trim().TrimEnd('.')
            : null;
    }
}
