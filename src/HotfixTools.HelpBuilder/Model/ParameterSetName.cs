namespace HotfixTools.HelpBuilder.Model;

/// <summary>The name that PowerShell gives to "in each parameter set".</summary>
internal static class ParameterSetName
{
    /// <summary>The parameter belongs to all sets, or the cmdlet has only one.</summary>
    public const string All = "__AllParameterSets";
}
