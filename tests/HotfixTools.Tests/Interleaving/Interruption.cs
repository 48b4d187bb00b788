namespace HotfixTools.ModuleTests.Interleaving;

/// <summary>What happens in the middle of a command.</summary>
/// <param name="Moment">When.</param>
/// <param name="Number">Which step or push, from 1.</param>
/// <param name="Acts">What others do then.</param>
/// <param name="Trouble">What befalls the command after that.</param>
internal sealed record Interruption(Moment Moment, int Number, Act[] Acts, Trouble Trouble)
{
    public override string ToString() => $"{Moment} {Number}: {string.Join(", ", Acts.Select(act => act.ToString()))}{(Trouble == Trouble.None ? string.Empty : $" then {Trouble}")}";
}
