using System.Management.Automation;
using HotfixTools.PowerShell.Completers;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Moves a superseded hotfix onto what is live now.</summary>
/// <remarks>
/// <para>
/// Somebody deployed normally while the hotfix was open, and shipping it would roll their work back. The fix commits are
/// picked onto the commit that is live now, in memory: authors, dates and messages stay, and each notes what it was called
/// before (<c>Hotfix-Former-Id</c>). What is live already is left out. The branch is replaced only if it is still what was
/// looked at, and its old head is archived first. A conflict changes nothing, and the error says how to do it by hand.
/// </para>
/// <para>A hotfix that stands on what is live already stays as it is. After a move, get the branch anew:
/// <c>git fetch; git switch hotfix; git reset --keep origin/hotfix</c>.</para>
/// </remarks>
/// <notes>
/// Writes <c>refs/hotfix/archive/&lt;id&gt;-&lt;old head&gt;</c>, replaces <c>refs/heads/hotfix</c>, and writes an entry
/// of <c>refs/hotfix/journal</c>, all at the remote. In the clone, remote-tracking branches are set as <c>git fetch</c>
/// would set them; a local branch and the working tree are not touched.
/// </notes>
/// <example>
/// <code>Update-Hotfix</code>
/// <para>Moves the hotfix onto what is live in production.</para>
/// </example>
/// <example>
/// <code>Get-Hotfix | Update-Hotfix -Confirm</code>
/// <para>The same, after asking.</para>
/// </example>
/// <example>
/// <code>Update-Hotfix -WhatIf</code>
/// <para>Tells what would be done, and does nothing.</para>
/// </example>
/// <output cref="Hotfix">The hotfix, on its new base.</output>
/// <seealso cref="GetHotfixCommand"/>
/// <seealso cref="CompleteHotfixCommand"/>
[Cmdlet(VerbsData.Update, "Hotfix", SupportsShouldProcess = true, HelpUri = HelpPages.Commands + "Update-Hotfix.md")]
[OutputType(typeof(Hotfix))]
public sealed class UpdateHotfixCommand : HotfixBranchCmdlet
{
    /// <summary>
    /// The head of the fix as you moved it by hand, after a conflict: an id, a local branch, or any expression of
    /// <c>git rev-parse</c>. It must have what is live in its history.
    /// </summary>
    /// <value>Default: the commits are moved in memory.</value>
    [Parameter]
    [ArgumentCompleter(typeof(OwnCommitCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Resolved { get; set; }

    /// <summary>The sources to believe about what is live, by the names that they have in the settings; the choice is noted in the journal. The others are not asked.</summary>
    /// <value>Default: all that are configured, and they must agree.</value>
    [Parameter]
    [ArgumentCompleter(typeof(SourceCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Source { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run()
    {
        InSession(session => Perform(session, new UpdateHotfix(session, Resolved, Source)));
    }
}
