namespace HotfixTools.HelpBuilder.Model;

/// <summary>All that the help says about one cmdlet. Texts are lists of paragraphs.</summary>
internal sealed record CmdletHelp
{
    /// <summary>The verb of the name.</summary>
    public required string Verb { get; init; }

    /// <summary>The noun of the name.</summary>
    public required string Noun { get; init; }

    /// <summary>The name, as typed.</summary>
    public string Name => $"{Verb}-{Noun}";

    /// <summary>What it does, in one paragraph.</summary>
    public required string Synopsis { get; init; }

    /// <summary>What it does, at length.</summary>
    public required IReadOnlyList<string> Description { get; init; }

    /// <summary>The parameter sets, the default one first.</summary>
    public required IReadOnlyList<string> ParameterSets { get; init; }

    /// <summary>The parameters, in the order of the syntax.</summary>
    public required IReadOnlyList<ParameterHelp> Parameters { get; init; }

    /// <summary>The parameters by name, for who looks one up; those of the engine last, as everywhere.</summary>
    public IEnumerable<ParameterHelp> ParametersByName => Parameters
        .OrderBy(parameter => parameter.Name is "WhatIf" or "Confirm")
        .ThenBy(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>What can be piped to it.</summary>
    public required IReadOnlyList<TypeHelp> Inputs { get; init; }

    /// <summary>What it emits.</summary>
    public required IReadOnlyList<TypeHelp> Outputs { get; init; }

    /// <summary>What is good to know besides.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The examples, as written.</summary>
    public required IReadOnlyList<ExampleHelp> Examples { get; init; }

    /// <summary>Its page on the web.</summary>
    public required string PageAddress { get; init; }

    /// <summary>Where to read on.</summary>
    public required IReadOnlyList<LinkHelp> Links { get; init; }

    /// <summary>How a parameter is bound, whichever set it is used in.</summary>
    public ParameterBinding Binding(ParameterHelp parameter) =>
        ParameterBinding.Merge([.. ParameterSets.Select(parameter.BindingIn).OfType<ParameterBinding>()]);

    /// <summary>The parameters of a set as <c>Get-Command -Syntax</c> has them: by position, then what must be given, then the rest as written.</summary>
    public IEnumerable<(ParameterHelp Parameter, ParameterBinding Binding)> InSyntax(string set) =>
        from parameter in Parameters
        let binding = parameter.BindingIn(set)
        where binding is not null
        orderby binding.Position ?? int.MaxValue, binding.Required descending
        select (parameter, binding);
}
