namespace HotfixTools;

/// <summary>Where secrets are kept.</summary>
public enum SecretStore
{
    /// <summary>In an environment variable of the process.</summary>
    Environment,

    /// <summary>In a vault of the PowerShell module Microsoft.PowerShell.SecretManagement.</summary>
    Vault,
}
