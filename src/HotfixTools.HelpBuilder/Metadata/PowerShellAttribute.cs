namespace HotfixTools.HelpBuilder.Metadata;

/// <summary>The attributes of PowerShell that the help is made from, by full name: their types are never loaded.</summary>
internal static class PowerShellAttribute
{
    private const string Automation = "System.Management.Automation.";

    /// <summary>Makes a class a cmdlet.</summary>
    public const string Cmdlet = Automation + "CmdletAttribute";

    /// <summary>Makes a property a parameter.</summary>
    public const string Parameter = Automation + "ParameterAttribute";

    /// <summary>Gives a parameter other names.</summary>
    public const string Alias = Automation + "AliasAttribute";

    /// <summary>Enumerates what a parameter takes.</summary>
    public const string ValidateSet = Automation + "ValidateSetAttribute";

    /// <summary>Limits the numbers that a parameter takes.</summary>
    public const string ValidateRange = Automation + "ValidateRangeAttribute";

    /// <summary>Limits the length of the text that a parameter takes.</summary>
    public const string ValidateLength = Automation + "ValidateLengthAttribute";

    /// <summary>Limits how many values a parameter takes.</summary>
    public const string ValidateCount = Automation + "ValidateCountAttribute";

    /// <summary>Says that a parameter takes wildcards.</summary>
    public const string SupportsWildcards = Automation + "SupportsWildcardsAttribute";

    /// <summary>Declares what a cmdlet emits.</summary>
    public const string OutputType = Automation + "OutputTypeAttribute";
}
