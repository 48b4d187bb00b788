using System.Management.Automation;

namespace HotfixTools.PowerShell.Loading;

/// <summary>Secrets of the vaults of the module Microsoft.PowerShell.SecretManagement, where it is installed.</summary>
/// <param name="cmdlet">The cmdlet that runs; a vault is asked on its thread.</param>
internal sealed class SecretVault(PSCmdlet cmdlet)
{
    private const string Script = """
        param($Name)
        Microsoft.PowerShell.SecretManagement\Get-Secret -Name $Name -AsPlainText -ErrorAction Stop
        $found = Microsoft.PowerShell.SecretManagement\Get-SecretInfo -Name $Name -ErrorAction SilentlyContinue
        foreach ($one in $found) { if ($one.Metadata -and $one.Metadata['Host']) { $one.Metadata['Host']; break } }
        """;

    /// <summary>The value of a secret, and the host that its metadata name under <c>Host</c>.</summary>
    /// <param name="reference">The reference.</param>
    /// <exception cref="HotfixException"><c>SecretNotFound</c>.</exception>
    public (string Value, string? Host) Find(SecretReference reference)
    {
        try
        {
            var found = cmdlet.InvokeCommand.InvokeScript(false, ScriptBlock.Create(Script), null, reference.Name);
            return found.Count > 0 && found[0]?.BaseObject is string value
                ? (value, found.Count > 1 ? found[1]?.BaseObject as string : null)
                : throw HotfixErrors.SecretNotFound(reference, "the vaults have no such text");
        }
        catch (RuntimeException error)
        {
            // Words of a vault, which knows better than to say the secret.
            throw HotfixErrors.SecretNotFound(reference, error is CommandNotFoundException ? "the module Microsoft.PowerShell.SecretManagement is not installed" : error.Message);
        }
    }
}
