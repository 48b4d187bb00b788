using System.Management.Automation;
using HotfixTools.PowerShell.Completers;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Runs every check of the hotfix in progress, and tells what it found, with the way out of each.</summary>
/// <remarks>
/// <para>
/// The gates of the step, what the forge says of exactly the head, and what merging back would come to.
/// A finding of severity Error forbids the step that is tested for; nothing found means that it may be taken. With
/// <see cref="Quiet"/> that is the answer: true or false.
/// </para>
/// </remarks>
/// <notes>
/// Writes nothing to the remote. In the clone, remote-tracking branches are set as <c>git fetch</c> would set them.
/// </notes>
/// <example>
/// <code>Test-Hotfix</code>
/// <para>What stands in the way of the next step.</para>
/// </example>
/// <example>
/// <code>Test-Hotfix -For Publish -Environment staging, production</code>
/// <para>Whether the head may be deployed to two environments, one after the other.</para>
/// </example>
/// <example>
/// <code>if (Test-Hotfix -For Complete -Quiet) { Complete-Hotfix }</code>
/// <para>Merges back if nothing stands in the way.</para>
/// </example>
/// <output cref="HotfixFinding">What was found, the worst first: what is wrong, and the way out.</output>
/// <output cref="bool">With -Quiet: whether no finding forbids the step.</output>
/// <seealso cref="GetHotfixCommand"/>
/// <seealso cref="PublishHotfixCommand"/>
/// <seealso cref="TestDeployGateCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "Hotfix", HelpUri = HelpPages.Commands + "Test-Hotfix.md")]
[OutputType(typeof(HotfixFinding), typeof(bool))]
public sealed class TestHotfixCommand : HotfixBranchCmdlet
{
    /// <summary>The step to test for.</summary>
    /// <value>Default: what comes next. Publish until the head is live in the last environment, then Complete.</value>
    [Parameter]
    public HotfixPurpose? For { get; set; }

    /// <summary>The environments to publish to: 1 to 64 letters, digits, '-', '_' or '.'; kept in lower case.</summary>
    /// <value>Default: the last of the environments that are configured; else production.</value>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    [AllowEmptyString]
    [ValidateNotNull]
    public string[] Environment { get; set; } = [];

    /// <summary>Emits true or false alone.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>The sources to believe about what is live, by the names that they have in the settings. The others are not asked.</summary>
    /// <value>Default: all that are configured.</value>
    [Parameter]
    [ArgumentCompleter(typeof(SourceCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Source { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run()
    {
        var environments = Environment.Select(EnvironmentName.Parse).ToList();
        InSession(session =>
        {
            var findings = new HotfixCheck(session).Run(For, environments, Source);
            session.Remote.Keep();
            if (Quiet)
                WriteObject(findings.All(finding => finding.Severity != FindingSeverity.Error));
            else
                WriteObject(findings, enumerateCollection: true);
        });
    }
}
