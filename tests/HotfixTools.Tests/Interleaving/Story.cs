namespace HotfixTools.ModuleTests.Interleaving;

/// <summary>What a team does, one after the other.</summary>
/// <param name="Steps">The steps.</param>
/// <param name="WritesTogether">Whether the server can write several refs or none.</param>
internal sealed record Story(Step[] Steps, bool WritesTogether)
{
    public override string ToString() => (WritesTogether ? string.Empty : "\n  (The server does not write refs together.)") + string.Concat(Steps.Select((step, place) => $"\n  {place + 1}. {step}"));
}
