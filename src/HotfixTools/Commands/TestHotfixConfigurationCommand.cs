using System.Management.Automation;
using HotfixTools.Services;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Tests the settings: the file, and whether everything that it names can be reached from here.</summary>
/// <remarks>
/// <para>
/// Every fault of the file is a finding with its line and column, all of them at once. Then every source of deploys is
/// asked, every program and every secret is looked for, and the servers of those who are told are connected to; nobody is
/// told anything. Nothing is emitted where all is well.
/// </para>
/// </remarks>
/// <notes>
/// Writes nothing to the remote. In the clone's Git folder, what was fetched is noted
/// (<c>hotfixtools/fetched-&lt;remote&gt;</c>); no branch of yours changes. Programs that are sources of deploys are run;
/// those that deploy are not.
/// </notes>
/// <example>
/// <code>Test-HotfixConfiguration</code>
/// <para>Tests the settings in force.</para>
/// </example>
/// <example>
/// <code>New-HotfixConfiguration; Test-HotfixConfiguration -ConfigurationPath .hotfix.json</code>
/// <para>Writes a first file, and tests it before it is merged.</para>
/// </example>
/// <example>
/// <code>if (Test-HotfixConfiguration -Quiet) { 'fine' } else { 'look at it' }</code>
/// <para>In a script: true where nothing is wrong.</para>
/// </example>
/// <output cref="HotfixFinding">One fault: what is wrong, where, and the way out. Nothing where all is well.</output>
/// <output cref="bool">With -Quiet: whether nothing is wrong; warnings do not count.</output>
/// <seealso cref="GetHotfixConfigurationCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "HotfixConfiguration", HelpUri = HelpPages.Commands + "Test-HotfixConfiguration.md")]
[OutputType(typeof(HotfixFinding), typeof(bool))]
public sealed class TestHotfixConfigurationCommand : HotfixBranchCmdlet
{
    /// <summary>Emits true or false alone.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    private protected override bool TellsTeam => false;

    /// <inheritdoc/>
    protected override void Run()
    {
        HotfixFinding[] findings = [];
        try
        {
            InSession(session => findings = new ConfigurationCheck(session).Run(
                command => HotfixServices.FindProgram(command, session), Services.FindSecret, target => Services.Reach(target, Cancellation)));
        }
        catch (SettingsException error)
        {
            findings = ConfigurationCheck.Of(error.Faults, Folder(CurrentPath));
        }

        if (Quiet)
            WriteObject(findings.All(finding => finding.Severity != FindingSeverity.Error));
        else
            WriteObject(findings, enumerateCollection: true);
    }
}
