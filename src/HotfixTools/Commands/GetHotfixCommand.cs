using System.Management.Automation;
using HotfixTools.PowerShell.Loading;

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
/// <seealso cref="NewHotfixCommand"/>
/// <seealso cref="CompleteHotfixCommand"/>
[Cmdlet(VerbsCommon.Get, "Hotfix", DefaultParameterSetName = PathSet)]
[OutputType(typeof(Hotfix))]
public sealed class GetHotfixCommand : HotfixBranchCmdlet
{
    private const string PathSet = "Path";
    private const string UrlSet = "Url";

    /// <summary>Remotes that were never cloned: paths or URLs. What is needed of them is fetched to a temporary folder.</summary>
    [Parameter(ParameterSetName = UrlSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("clone_url", "RemoteUrl")]
    [TextOnly]
    [ValidateNotNullOrEmpty]
    public string[] Url { get; set; } = [];

    /// <summary>Only a hotfix that was forgotten: nothing happened to it for two days.</summary>
    [Parameter]
    public SwitchParameter Stale { get; set; }

    /// <inheritdoc/>
    protected override void Run()
    {
        if (ParameterSetName != UrlSet)
        {
            InSession(session =>
            {
                Write(session);
                session.Remote.Keep();
            });
            return;
        }

        foreach (var url in Url)
        {
            Guard(
                () => InSession(request => HotfixSession.OpenUrl(GitLoader.Service, url, request, Access(null), TimeProvider.System), Write),
                url);
        }
    }

    private void Write(HotfixSession session)
    {
        var hotfix = new HotfixReader(session).Read(session.Look(HotfixReader.Patterns(session.Settings)));
        if (hotfix is not null && (!Stale || hotfix.IsStale))
            WriteObject(hotfix);
    }
}
