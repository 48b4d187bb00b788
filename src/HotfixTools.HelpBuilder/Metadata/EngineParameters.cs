using System.Reflection;
using HotfixTools.HelpBuilder.Model;

namespace HotfixTools.HelpBuilder.Metadata;

/// <summary>The parameters that PowerShell adds by the attribute alone. The common ones Get-Help adds itself.</summary>
internal static class EngineParameters
{
    // ConfirmImpact.High, as metadata has it.
    private const int HighImpact = 3;

    private static readonly ParameterType Count = new("ulong", "System.UInt64", TakesMany: false);

    /// <summary>Those that the attribute of a cmdlet asks for.</summary>
    public static IEnumerable<ParameterHelp> Of(CustomAttributeData cmdlet)
    {
        if (cmdlet.Get("SupportsPaging", false))
        {
            yield return Make("IncludeTotalCount", ParameterType.Switch, "Emits the number of objects there are in all before the objects themselves.");
            yield return Make("Skip", Count, "Leaves out the first objects, as many as given.");
            yield return Make("First", Count, "Emits only the first objects, as many as given.");
        }

        if (cmdlet.Get("SupportsShouldProcess", false))
        {
            yield return Make("WhatIf", ParameterType.Switch, "Lists what a real run would do, and does none of it.", "wi");
            yield return cmdlet.Get("ConfirmImpact", 0) == HighImpact
                ? Make("Confirm", ParameterType.Switch, "It asks before it does anything, without this parameter too, unless $ConfirmPreference is None. Use -Confirm:$false not to be asked.", "cf") with { DefaultValue = "True" }
                : Make("Confirm", ParameterType.Switch, "Asks before it does anything.", "cf");
        }
    }

    private static ParameterHelp Make(string name, ParameterType type, string description, params string[] aliases) => new()
    {
        Name = name,
        Type = type,
        Description = [description],
        Bindings = new Dictionary<string, ParameterBinding> { [ParameterSetName.All] = ParameterBinding.Named },
        Aliases = aliases,
        DefaultValue = type.IsSwitch ? "False" : "None",
    };
}
