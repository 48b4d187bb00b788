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

    /// <summary>What can be piped to it.</summary>
    public required IReadOnlyList<TypeHelp> Inputs { get; init; }

    /// <summary>What it emits.</summary>
    public required IReadOnlyList<TypeHelp> Outputs { get; init; }

    /// <summary>What is good to know besides.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The examples, as written.</summary>
    public required IReadOnlyList<ExampleHelp> Examples { get; init; }

    /// <summary>Where to read on.</summary>
    public required IReadOnlyList<LinkHelp> Links { get; init; }
}
