using System.Management.Automation;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Gives the hotfix up: archives its head, removes its branch, and says why.</summary>
/// <remarks>
/// <para>Nothing is lost: the head is kept at the remote as <c>refs/hotfix/archive/&lt;id&gt;</c> before the branch goes.</para>
/// <para>Each step is skipped where it is done, so a second run finishes what a first began.</para>
/// </remarks>
/// <notes>
/// Writes <c>refs/hotfix/archive/&lt;id&gt;</c>, removes <c>refs/heads/hotfix</c>, and writes an entry of
/// <c>refs/hotfix/journal</c>, all at the remote. In the clone, remote-tracking branches are set as <c>git fetch</c>
/// would set them; a local branch and the working tree are not touched.
/// </notes>
/// <example>
/// <code>Stop-Hotfix -Reason 'The provider fixed it'</code>
/// <para>Gives the hotfix up, after asking.</para>
/// </example>
/// <example>
/// <code>Stop-Hotfix -Reason 'Rehearsal' -Confirm:$false</code>
/// <para>The same without asking.</para>
/// </example>
/// <example>
/// <code>Stop-Hotfix -Reason 'Rehearsal' -WhatIf</code>
/// <para>Tells what would be done, and does nothing.</para>
/// </example>
/// <output cref="Hotfix">The hotfix as it ended: in the state Abandoned.</output>
/// <seealso cref="GetHotfixCommand"/>
/// <seealso cref="CompleteHotfixCommand"/>
[Cmdlet(VerbsLifecycle.Stop, "Hotfix", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = HelpPages.Commands + "Stop-Hotfix.md")]
[OutputType(typeof(Hotfix))]
public sealed class StopHotfixCommand : HotfixBranchCmdlet
{
    /// <summary>Why it is given up; for the team and for the journal.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [RecordedText]
    public string Reason { get; set; } = string.Empty;

    /// <inheritdoc/>
    protected override void Run()
    {
        InSession(session => Perform(session, new StopHotfix(session, Reason)));
    }
}
