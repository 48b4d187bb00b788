using System.Management.Automation;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Gets the hotfix in progress, or nothing.</summary>
/// <remarks>
/// <para>
/// Everything is derived from the remote: the branch, its commits, what is live, and what the journal says of who, when
/// and why. A hotfix that was made with plain Git is seen too; those fields are empty then. <c>NextStep</c> is the command
/// to type next, and <c>Findings</c> says what is wrong, with the way out of each.
/// </para>
/// <para>
/// Where the repository is at a forge that can be asked, <c>PullRequest</c> says who approved exactly the head, and which of
/// its checks fail or are pending. A forge that does not answer is a finding, and the rest is told all the same.
/// </para>
/// <para>
/// Many repositories are looked at side by side, and each hotfix comes as soon as it is there. One that hangs, refuses or is
/// no repository is one error, and holds up nobody.
/// </para>
/// </remarks>
/// <notes>Writes nothing to the remote. In the clone, remote-tracking branches are set as <c>git fetch</c> would set them.</notes>
/// <example>
/// <code>Get-Hotfix</code>
/// <para>The hotfix in progress in this repository.</para>
/// </example>
/// <example>
/// <code>(Get-Hotfix).Findings</code>
/// <para>What is wrong with it, and what to do about it.</para>
/// </example>
/// <example>
/// <code>Get-ChildItem -Directory | Get-Hotfix -Stale</code>
/// <para>The forgotten hotfixes of all repositories below this folder.</para>
/// </example>
/// <example>
/// <code>Get-Content urls.txt | Get-Hotfix -Ordered -TimeoutSec 20</code>
/// <para>The hotfixes of remotes that were never cloned, one address a line, in the order of the list.</para>
/// </example>
/// <seealso cref="NewHotfixCommand"/>
/// <seealso cref="CompleteHotfixCommand"/>
[Cmdlet(VerbsCommon.Get, "Hotfix", DefaultParameterSetName = PathSet)]
[OutputType(typeof(Hotfix))]
public sealed class GetHotfixCommand : FleetCmdlet
{
    /// <summary>The repositories: any folder of a working tree, a linked worktree or a bare clone.</summary>
    /// <value>Default: the current location.</value>
    [Parameter(ParameterSetName = PathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName", "Repository")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = ["."];

    /// <summary>Only a hotfix that was forgotten: nothing happened to it for two days.</summary>
    [Parameter]
    public SwitchParameter Stale { get; set; }

    private protected override IEnumerable<string> Folders => Path;

    private protected override Action? Look(HotfixSession session)
    {
        var hotfix = new HotfixReader(session).Read(session.Look(HotfixReader.Patterns(session.Settings)));
        return hotfix is not null && (!Stale || hotfix.IsStale) ? () => WriteObject(hotfix) : null;
    }
}
