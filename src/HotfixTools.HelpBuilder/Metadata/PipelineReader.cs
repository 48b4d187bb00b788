using System.Reflection;
using System.Xml.Linq;
using HotfixTools.HelpBuilder.Documentation;
using HotfixTools.HelpBuilder.Model;

namespace HotfixTools.HelpBuilder.Metadata;

/// <summary>Tells what a cmdlet takes from the pipeline and what it emits.</summary>
internal sealed class PipelineReader(DocumentationComments comments, CommentText text, HelpErrors errors)
{
    /// <summary>One entry for each type that can be piped, with the parameters that it is bound to.</summary>
    public IReadOnlyList<TypeHelp> Inputs(Type cmdlet, XElement comment, IReadOnlyList<(PropertyInfo Property, ParameterHelp Help)> parameters)
    {
        var inputs = new OrderedDictionary<string, Input>();
        foreach (var (property, help) in parameters)
        {
            var binding = ParameterBinding.Merge([.. help.Bindings.Values]);
            if (binding is { ByValue: false, ByPropertyName: false })
                continue;

            var type = TypeNaming.PipedType(property.PropertyType);
            var name = TypeNaming.FullName(type);
            if (!inputs.TryGetValue(name, out var input))
                inputs.Add(name, input = new Input(type, [], []));
            if (binding.ByValue)
                input.ByValue.Add(text.Style.Code("-" + help.Name));
            if (binding.ByPropertyName)
                input.ByPropertyName.Add($"{string.Join(" or ", help.Aliases.Prepend(help.Name).Select(text.Style.Code))} for {text.Style.Code("-" + help.Name)}");
        }

        var written = Written(cmdlet, comment, "input", inputs.Values.Select(input => input.Type));
        return inputs.Count == 0
            ? [new TypeHelp("None", ["Nothing can be piped to this cmdlet."])]
            : [.. inputs.Select(input => new TypeHelp(input.Key, Describe(cmdlet, input.Value, written)))];
    }

    /// <summary>One entry for each type that the cmdlet declares.</summary>
    public IReadOnlyList<TypeHelp> Outputs(Type cmdlet, XElement comment)
    {
        var declared = cmdlet.Attributes(PowerShellAttribute.OutputType).SelectMany(attribute => attribute.Arguments()).ToList();
        var types = declared.OfType<Type>().DistinctBy(TypeNaming.FullName).ToList();
        var written = Written(cmdlet, comment, "output", types);
        var outputs = types.Select(type => new TypeHelp(TypeNaming.FullName(type), Describe(type, written)))
            // Types that PowerShell makes up are declared by name.
            .Concat(declared.OfType<string>().Select(name => new TypeHelp(name, [])))
            .ToList();
        foreach (var output in outputs.Where(output => output.Description.Count == 0))
            errors.Add(cmdlet, HelpErrorCode.TypeUndescribed, $"Nothing says what {CommandNames.NameOf(cmdlet)} emits as {output.Name}: add an <output cref>.");

        return outputs.Count > 0 ? outputs : [new TypeHelp("None", ["This cmdlet emits nothing."])];
    }

    // What is bound as a whole needs words of its own; what is bound by its properties is told by their names.
    private List<string> Describe(Type cmdlet, Input input, Dictionary<string, IReadOnlyList<string>> written)
    {
        var words = Describe(input.Type, written);
        if (words.Count == 0 && input.ByValue.Count > 0)
            errors.Add(cmdlet, HelpErrorCode.TypeUndescribed, $"Nothing says what a {input.Type.Name} that is piped to {CommandNames.NameOf(cmdlet)} means: add an <input cref>.");

        return [.. words, .. input.Bound()];
    }

    private IReadOnlyList<string> Describe(Type type, Dictionary<string, IReadOnlyList<string>> written)
    {
        var item = TypeNaming.PipedType(type);
        return written.GetValueOrDefault(DocumentationId.Of(item)) ?? text.Paragraphs(comments.Of(item).Element("summary"));
    }

    // What an <input cref> or <output cref> says about a type here goes before the summary of the type.
    private Dictionary<string, IReadOnlyList<string>> Written(Type cmdlet, XElement comment, string element, IEnumerable<Type> declared)
    {
        var known = declared.Select(type => DocumentationId.Of(TypeNaming.PipedType(type))).ToHashSet();
        var written = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var note in comment.Elements(element))
        {
            var id = TypeOf(cmdlet, note.Attribute("cref")?.Value ?? "");
            if (!known.Contains(id))
                errors.Add(cmdlet, HelpErrorCode.TypeNotDeclared, $"<{element} cref=\"{id}\"> of {cmdlet.Name} names a type that its attributes do not.");

            written[id] = text.Paragraphs(note);
        }

        return written;
    }

    // Where a parameter has the name of its type, the compiler takes the cref for the parameter.
    private static string TypeOf(Type cmdlet, string id) =>
        ParameterProperties.Of(cmdlet).FirstOrDefault(property => DocumentationId.Of(property) == id) is { } parameter
            ? DocumentationId.Of(TypeNaming.PipedType(parameter.PropertyType))
            : id;

    private sealed record Input(Type Type, List<string> ByValue, List<string> ByPropertyName)
    {
        public IEnumerable<string> Bound()
        {
            if (ByValue.Count > 0)
                yield return $"The object is bound to {string.Join(", ", ByValue)}.";
            if (ByPropertyName.Count > 0)
                yield return $"Any object with one of these properties is taken too: {string.Join("; ", ByPropertyName)}.";
        }
    }
}
