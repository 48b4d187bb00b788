using System.Management.Automation;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Gets the settings in force, each with where it comes from.</summary>
/// <remarks>
/// <para>
/// In force is the <c>.hotfix.json</c> at the tip of the mainline, at the remote, so that everybody obeys the same rules;
/// where it has none, defaults that work. Parameters of a command go before the file. One of the working tree that is not
/// merged is not in force, and a warning says so. Secrets are shown as references, never as values.
/// </para>
/// </remarks>
/// <notes>
/// Writes nothing to the remote. In the clone's Git folder, what was fetched is noted
/// (<c>hotfixtools/fetched-&lt;remote&gt;</c>); no branch of yours changes.
/// </notes>
/// <example>
/// <code>Get-HotfixConfiguration</code>
/// <para>The settings of this repository.</para>
/// </example>
/// <example>
/// <code>(Get-HotfixConfiguration).Values | Where-Object Source -NE Default</code>
/// <para>What somebody has set, and in which file and line.</para>
/// </example>
/// <example>
/// <code>(Get-HotfixConfiguration -EnvironmentOrder staging, production).Environments</code>
/// <para>The environments, as a parameter sets them.</para>
/// </example>
/// <output cref="HotfixConfiguration">The settings in force: the branch, the environments, and in <c>Values</c> each setting with where it comes from.</output>
/// <seealso cref="TestHotfixConfigurationCommand"/>
/// <seealso cref="NewHotfixConfigurationCommand"/>
[Cmdlet(VerbsCommon.Get, "HotfixConfiguration", HelpUri = HelpPages.Commands + "Get-HotfixConfiguration.md")]
[OutputType(typeof(HotfixConfiguration))]
public sealed class GetHotfixConfigurationCommand : HotfixBranchCmdlet
{
    // The keys that parameters set.
    private static readonly (string Parameter, string Key)[] Keys =
        [(nameof(Remote), "remote"), (nameof(Mainline), "mainline"), (nameof(Branch), "branch"), (nameof(EnvironmentOrder), "environments")];

    /// <inheritdoc/>
    protected override void Run() => InSession(session =>
    {
        var view = session.Look();
        if (ConfigurationCheck.Unmerged(session) is { } unmerged)
            WriteWarning(unmerged);
        string[] set = [.. Keys.Where(known => MyInvocation.BoundParameters.ContainsKey(known.Parameter)).Select(known => known.Key)];
        WriteObject(new ConfigurationReport(session.Configuration, session.Settings, set).Describe(session, view.Mainline));
    });
}
