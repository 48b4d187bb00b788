using System.Management.Automation;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Merges the hotfix back into the mainline and removes its branch.</summary>
/// <remarks>
/// <para>
/// The merge is made in memory and pushed only if the mainline is still what it was; where it moved, the merge is made
/// anew. The branch is removed only if its head is what was merged: a fix that somebody pushed at the last moment keeps
/// its branch. A conflict changes nothing and names the files.
/// </para>
/// <para>
/// Where the mainline is protected at the forge, or the settings say so (<c>review.mergeBack</c>), it goes through the pull
/// request: the forge merges exactly the head that was checked, by the method of the settings. A merge queue, or a merge
/// that the forge does later, is waited for, as long as <c>review.timeout</c> says; whoever stops waiting leaves it there,
/// and the next run goes on.
/// </para>
/// <para>Each step is skipped where it is done, so a second run finishes what a first began.</para>
/// </remarks>
/// <notes>
/// Writes a merge commit to the mainline, or has the forge merge the pull request; removes <c>refs/heads/hotfix</c>, and
/// writes an entry of <c>refs/hotfix/journal</c>, all at the remote. In the clone, remote-tracking branches are set as
/// <c>git fetch</c> would set them, and a local branch of that name is removed only if it is merged and nowhere checked
/// out; the working tree is not touched. Git hooks of the clone do not run.
/// </notes>
/// <example>
/// <code>Complete-Hotfix</code>
/// <para>Merges the hotfix back.</para>
/// </example>
/// <example>
/// <code>Complete-Hotfix -RollIn</code>
/// <para>Merges it back without a deploy of its own: the fix goes with the regular release.</para>
/// </example>
/// <example>
/// <code>Complete-Hotfix -WhatIf</code>
/// <para>Tells what would be done, and does nothing.</para>
/// </example>
/// <output cref="Hotfix">The hotfix as it ended: in the state Completed, with the merge commit.</output>
/// <seealso cref="GetHotfixCommand"/>
/// <seealso cref="StopHotfixCommand"/>
[Cmdlet(VerbsLifecycle.Complete, "Hotfix", SupportsShouldProcess = true, HelpUri = HelpPages.Commands + "Complete-Hotfix.md")]
[OutputType(typeof(Hotfix))]
public sealed class CompleteHotfixCommand : HotfixBranchCmdlet
{
    /// <summary>Says that the fix goes with the regular release, without a deploy of its own; noted in the journal.</summary>
    [Parameter]
    public SwitchParameter RollIn { get; set; }

    /// <inheritdoc/>
    protected override void Run()
    {
        InSession(session => Perform(session, new CompleteHotfix(session, RollIn)));
    }
}
