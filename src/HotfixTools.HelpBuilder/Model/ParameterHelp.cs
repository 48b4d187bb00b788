namespace HotfixTools.HelpBuilder.Model;

/// <summary>All that the help says about one parameter.</summary>
internal sealed record ParameterHelp
{
    private const int MostInSyntax = 8;

    /// <summary>The name, without the dash.</summary>
    public required string Name { get; init; }

    /// <summary>The type of the values.</summary>
    public required ParameterType Type { get; init; }

    /// <summary>What it means, in paragraphs.</summary>
    public required IReadOnlyList<string> Description { get; init; }

    /// <summary>How it is bound, by the name of the parameter set; see <see cref="ParameterSetName.All"/>.</summary>
    public required IReadOnlyDictionary<string, ParameterBinding> Bindings { get; init; }

    /// <summary>Its other names.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The only values it takes; empty when they are not enumerated.</summary>
    public IReadOnlyList<string> AcceptedValues { get; init; } = [];

    /// <summary>The values that a syntax line has room for; empty where it names the type instead.</summary>
    public IReadOnlyList<string> ValuesInSyntax => AcceptedValues.Count > MostInSyntax ? [] : AcceptedValues;

    /// <summary>The value when the parameter is left out.</summary>
    public string DefaultValue { get; init; } = "None";

    /// <summary>Whether values may hold wildcards.</summary>
    public bool Wildcards { get; init; }

    /// <summary>How the parameter is bound in a parameter set, or null where it is not part of it.</summary>
    public ParameterBinding? BindingIn(string parameterSet) =>
        Bindings.GetValueOrDefault(parameterSet) ?? Bindings.GetValueOrDefault(ParameterSetName.All);
}
