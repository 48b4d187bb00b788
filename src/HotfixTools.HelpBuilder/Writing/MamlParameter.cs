using System.Globalization;
using System.Xml.Linq;
using HotfixTools.HelpBuilder.Model;
using static HotfixTools.HelpBuilder.Writing.MamlNamespace;

namespace HotfixTools.HelpBuilder.Writing;

/// <summary>Writes one parameter, in a syntax line or in the list of parameters.</summary>
internal static class MamlParameter
{
    /// <summary>The entry in the list of parameters.</summary>
    public static XElement Write(ParameterHelp parameter, ParameterBinding binding) =>
        Element(parameter, binding, Value(parameter));

    /// <summary>The entry in a syntax line: a switch shows no value, and a few enumerated values show themselves.</summary>
    public static XElement WriteInSyntax(ParameterHelp parameter, ParameterBinding binding)
    {
        if (parameter.Type.IsSwitch)
            return Element(parameter, binding, null);
        if (parameter.ValuesInSyntax.Count == 0)
            return Element(parameter, binding, Value(parameter));

        return Element(parameter, binding, new XElement(Command + "parameterValueGroup",
            parameter.ValuesInSyntax.Select(value => new XElement(Command + "parameterValue",
                new XAttribute("required", "false"),
                new XAttribute("variableLength", "false"),
                value))));
    }

    private static XElement Element(ParameterHelp parameter, ParameterBinding binding, XElement? value) => new(Command + "parameter",
        new XAttribute("required", Word(binding.Required)),
        new XAttribute("variableLength", Word(parameter.Type.TakesMany)),
        new XAttribute("globbing", Word(parameter.Wildcards)),
        new XAttribute("pipelineInput", PipelineInput(binding)),
        new XAttribute("position", binding.Position?.ToString(CultureInfo.InvariantCulture) ?? "named"),
        new XAttribute("aliases", parameter.Aliases.Count > 0 ? string.Join(", ", parameter.Aliases) : "none"),
        new XElement(Maml + "name", parameter.Name),
        MamlText.Description(parameter.Description),
        value,
        new XElement(Dev + "type",
            new XElement(Maml + "name", parameter.Type.FullName),
            new XElement(Maml + "uri")),
        new XElement(Dev + "defaultValue", parameter.DefaultValue));

    // For a switch, "required" is what puts its type in brackets in the list: -Force [<SwitchParameter>].
    private static XElement Value(ParameterHelp parameter) => new(Command + "parameterValue",
        new XAttribute("required", Word(!parameter.Type.IsSwitch)),
        new XAttribute("variableLength", Word(parameter.Type.TakesMany)),
        parameter.Type.Name);

    private static string PipelineInput(ParameterBinding binding) => binding switch
    {
        { ByValue: true, ByPropertyName: true } => "True (ByValue, ByPropertyName)",
        { ByValue: true } => "True (ByValue)",
        { ByPropertyName: true } => "True (ByPropertyName)",
        _ => "False",
    };

    private static string Word(bool value) => value ? "true" : "false";
}
