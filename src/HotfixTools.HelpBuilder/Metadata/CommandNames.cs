using HotfixTools.HelpBuilder.Documentation;

namespace HotfixTools.HelpBuilder.Metadata;

/// <summary>What the user calls the things that comments refer to as classes and properties.</summary>
internal sealed class CommandNames
{
    private readonly Dictionary<string, string> _names = [];

    private CommandNames()
    {
    }

    /// <summary>Knows the cmdlets, and their parameters wherever those are declared.</summary>
    public static CommandNames Of(IEnumerable<Type> cmdletTypes)
    {
        var names = new CommandNames();
        foreach (var type in cmdletTypes)
        {
            names._names[DocumentationId.Of(type)] = NameOf(type);
            foreach (var property in ParameterProperties.Of(type))
                names._names[DocumentationId.Of(property)] = "-" + property.Name;
        }

        return names;
    }

    /// <summary>The verb and the noun that the attribute gives a cmdlet.</summary>
    public static (string Verb, string Noun) CmdletName(Type type)
    {
        var arguments = type.Attribute(PowerShellAttribute.Cmdlet)!.ConstructorArguments;
        return ((string)arguments[0].Value!, (string)arguments[1].Value!);
    }

    /// <summary>The name of a cmdlet, as it is typed.</summary>
    public static string NameOf(Type type)
    {
        var (verb, noun) = CmdletName(type);
        return $"{verb}-{noun}";
    }

    /// <summary>The cmdlet (<c>Get-Hotfix</c>) or parameter (<c>-Path</c>) of an id, else the last part of the id.</summary>
    public string Resolve(string documentationId)
    {
        if (_names.TryGetValue(documentationId, out var name))
            return name;

        var withoutArguments = documentationId.Split('(')[0];
        return withoutArguments[(withoutArguments.LastIndexOfAny(['.', ':']) + 1)..].Split('`')[0];
    }

    /// <summary>Whether an id stands for a cmdlet of this assembly.</summary>
    public bool IsCmdlet(string documentationId) =>
        documentationId.StartsWith("T:", StringComparison.Ordinal) && _names.ContainsKey(documentationId);
}
