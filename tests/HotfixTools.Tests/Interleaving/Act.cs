namespace HotfixTools.ModuleTests.Interleaving;

/// <summary>One thing that somebody does.</summary>
/// <param name="Kind">What.</param>
/// <param name="Actor">Who, by number.</param>
/// <param name="Choice">Which one, where there are several.</param>
internal sealed record Act(ActKind Kind, int Actor, int Choice)
{
    /// <summary>Whether it is a command of the module; else it is plain git.</summary>
    public bool IsOurs => Kind < ActKind.Work;

    public override string ToString() => $"{Kind}({Stage.Names[Actor]}, {Choice})";
}
