using System.Management.Automation;
using HotfixTools.PowerShell.Completers;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Starts the one hotfix: creates its branch from what is live, and pushes it at once.</summary>
/// <remarks>
/// <para>
/// The branch at the remote is the signal to everybody, so it is created there first, and only if it does not exist: of
/// two people who start at the same moment exactly one wins, and the other is told who. An event in the journal says who
/// started it, when and why.
/// </para>
/// <para>
/// Without <see cref="Deploy"/> or <see cref="Base"/> it starts from what is live in the last of the configured environments, else production. A deploy that was handed
/// over is looked up again: where something newer is live, it refuses.
/// </para>
/// </remarks>
/// <notes>
/// Writes <c>refs/heads/hotfix</c> and an entry of <c>refs/hotfix/journal</c> to the remote. In the clone it sets the
/// remote-tracking branch as <c>git fetch</c> would; the working tree is not touched, except by <see cref="CheckOut"/>.
/// </notes>
/// <example>
/// <code>Get-LastDeploy | New-Hotfix</code>
/// <para>Starts a hotfix from what is live in production.</para>
/// </example>
/// <example>
/// <code>New-Hotfix -Reason 'Orders fail since 14:00' -CheckOut</code>
/// <para>The same, says why, and checks the branch out.</para>
/// </example>
/// <example>
/// <code>New-Hotfix -WhatIf</code>
/// <para>Tells what would be done, and does nothing.</para>
/// </example>
/// <output cref="Hotfix">The hotfix: its branch, its base, and in <c>NextStep</c> the command to type next.</output>
/// <seealso cref="GetHotfixCommand"/>
/// <seealso cref="CompleteHotfixCommand"/>
/// <seealso cref="StopHotfixCommand"/>
[Cmdlet(VerbsCommon.New, "Hotfix", SupportsShouldProcess = true, DefaultParameterSetName = FromDeploySet, HelpUri = HelpPages.Commands + "New-Hotfix.md")]
[OutputType(typeof(Hotfix))]
public sealed class NewHotfixCommand : HotfixBranchCmdlet
{
    private const string FromDeploySet = "Deploy";
    private const string FromBaseSet = "Base";
    private const string AdoptSet = "Adopt";

    /// <summary>The deploy to start from, as <see cref="GetLastDeployCommand"/> found it.</summary>
    /// <value>Default: what is live in the last of the configured environments; else production.</value>
    [Parameter(ParameterSetName = FromDeploySet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public Deploy? Deploy { get; set; }

    /// <summary>
    /// The commit to start from instead: an id or its first digits, a branch or tag, or any expression of
    /// <c>git rev-parse</c>. It must be on the mainline, or have been live.
    /// </summary>
    [Parameter(ParameterSetName = FromBaseSet, Mandatory = true)]
    [ArgumentCompleter(typeof(BaseCommitCompleter))]
    [AllowEmptyString]
    public string? Base { get; set; }

    /// <summary>The sources to believe about what is live, as in <see cref="GetLastDeployCommand"/>; the choice is noted in the journal.</summary>
    /// <value>Default: all that are configured, and they must agree.</value>
    [Parameter(ParameterSetName = FromDeploySet)]
    [ArgumentCompleter(typeof(SourceCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Source { get; set; } = [];

    /// <summary>Why the hotfix is made; for the team and for the journal.</summary>
    [Parameter]
    [RecordedText]
    public string? Reason { get; set; }

    /// <summary>Checks the branch out, as <c>git switch hotfix</c> does; refuses with uncommitted changes, before anything is pushed.</summary>
    [Parameter(ParameterSetName = FromDeploySet)]
    [Parameter(ParameterSetName = FromBaseSet)]
    public SwitchParameter CheckOut { get; set; }

    /// <summary>Puts your name on a hotfix branch that was made with plain Git, instead of making one.</summary>
    [Parameter(ParameterSetName = AdoptSet, Mandatory = true)]
    public SwitchParameter Adopt { get; set; }

    /// <inheritdoc/>
    protected override void Run()
    {
        InSession(session => Perform(session, new StartHotfix(session, new StartHotfixRequest(Deploy, Base, Reason, CheckOut, Adopt) { Sources = Source })));
    }
}
