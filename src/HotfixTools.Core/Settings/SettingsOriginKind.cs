namespace HotfixTools;

// Long: ConvertTo-Json writes the names of such an enum, and the numbers of any other.
/// <summary>The places that settings come from; those further down go before those further up.</summary>
public enum SettingsOriginKind : long
{
    /// <summary>Nobody says anything.</summary>
    Default,

    /// <summary>The file at the tip of the mainline, at the remote.</summary>
    Mainline,

    /// <summary>The file that <c>-ConfigurationPath</c> names.</summary>
    File,

    /// <summary>A parameter of the cmdlet.</summary>
    Parameter,
}
