namespace HotfixTools.ModuleTests.Interleaving;

/// <summary>What a team does, one after the other.</summary>
/// <param name="Steps">The steps.</param>
internal sealed record Story(Step[] Steps)
{
    public override string ToString() => string.Concat(Steps.Select((step, place) => $"\n  {place + 1}. {step}"));
}
