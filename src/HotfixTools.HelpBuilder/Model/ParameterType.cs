namespace HotfixTools.HelpBuilder.Model;

/// <summary>The type of a parameter, in the two spellings the help needs.</summary>
/// <param name="Name">As PowerShell prints it in a syntax line: <c>string[]</c>.</param>
/// <param name="FullName">With its namespace: <c>System.String[]</c>.</param>
/// <param name="TakesMany">Whether it takes a list.</param>
internal sealed record ParameterType(string Name, string FullName, bool TakesMany)
{
    /// <summary>The type of a parameter that takes no value.</summary>
    public static ParameterType Switch { get; } = new("SwitchParameter", "System.Management.Automation.SwitchParameter", TakesMany: false);

    /// <summary>Whether the parameter takes no value.</summary>
    public bool IsSwitch => FullName == Switch.FullName;
}
