namespace HotfixTools;

// Long: ConvertTo-Json writes the names of such an enum, and the numbers of any other.
/// <summary>How bad a finding is.</summary>
public enum FindingSeverity : long
{
    /// <summary>Good to know.</summary>
    Info,

    /// <summary>Wants attention.</summary>
    Warning,

    /// <summary>Forbids the next step.</summary>
    Error,
}
