namespace HotfixTools;

// Long: ConvertTo-Json writes the names of such an enum, and the numbers of any other.
/// <summary>What a gate says.</summary>
public enum GateDecision : long
{
    /// <summary>It may go.</summary>
    Allow,

    /// <summary>It may not go; the findings say why, and the way out.</summary>
    Refuse,
}
