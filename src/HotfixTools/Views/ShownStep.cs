using System.Management.Automation;

namespace HotfixTools.PowerShell.Views;

/// <summary>
/// The command to type next, from where the user is: found out when it is shown, because a view is asked for all its texts
/// each time that it shows one, and only this one takes a script.
/// </summary>
/// <param name="hotfix">The hotfix.</param>
public sealed class ShownStep(Hotfix hotfix)
{
    /// <summary>The command.</summary>
    public override string ToString() => HotfixView.NextStep(hotfix, Here());

    // A property that a view reads knows its object and nothing else; and no method may be called in the constrained mode.
    private static string? Here()
    {
        try
        {
            using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
            return shell.AddScript("$PWD.ProviderPath", useLocalScope: true).Invoke<string>().FirstOrDefault();
        }
        catch (Exception error) when (error is InvalidOperationException or RuntimeException)
        {
            // On a thread of no session nobody is anywhere.
            return null;
        }
    }
}
