namespace HotfixTools;

/// <summary>What a gate says.</summary>
public enum GateDecision
{
    /// <summary>It may go.</summary>
    Allow,

    /// <summary>It may not go; the findings say why, and the way out.</summary>
    Refuse,
}
