namespace HotfixTools;

/// <summary>How bad a finding is.</summary>
public enum FindingSeverity
{
    /// <summary>Good to know.</summary>
    Info,

    /// <summary>Wants attention.</summary>
    Warning,

    /// <summary>Forbids the next step.</summary>
    Error,
}
