using System.Management.Automation;
using HotfixTools.PowerShell.Completers;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Rolls an environment back: deploys what was live there before, and records that it is live again.</summary>
/// <remarks>
/// <para>
/// Goes back to the deploy before the last one, as the ledger has it, and never to the mainline; <see cref="To"/> names another one that was
/// live there. An environment that was taken back already stays where it is: a second run changes nothing. After a deploy
/// that failed, nobody knows what runs there: what the ledger has as live is deployed once more.
/// </para>
/// </remarks>
/// <notes>
/// Writes an entry of <c>refs/deploys/&lt;environment&gt;</c> to the remote, and, while a hotfix is in progress, one of
/// <c>refs/hotfix/journal</c>. No branch and no working tree is touched.
/// </notes>
/// <example>
/// <code>Restore-Deploy production</code>
/// <para>Asks you to deploy what was live before, and records it when you say that it is live.</para>
/// </example>
/// <example>
/// <code>Restore-Deploy production -Command git -ArgumentList 'log', '-1', '{commit}' -Confirm:$false</code>
/// <para>Deploys it by a program (here one that only shows the commit), without asking.</para>
/// </example>
/// <example>
/// <code>Restore-Deploy production -WhatIf</code>
/// <para>Tells what it would go back to, and does nothing.</para>
/// </example>
/// <output cref="Deploy">What is live again.</output>
/// <seealso cref="GetDeployHistoryCommand"/>
/// <seealso cref="PublishHotfixCommand"/>
[Cmdlet(VerbsData.Restore, "Deploy", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = HelpPages.Commands + "Restore-Deploy.md")]
[OutputType(typeof(Deploy))]
public sealed class RestoreDeployCommand : DeployingCmdlet
{
    /// <summary>The environment: 1 to 64 letters, digits, '-', '_' or '.'; kept in lower case.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    [AllowEmptyString]
    public string Environment { get; set; } = string.Empty;

    /// <summary>
    /// The commit to go back to, which must have been live there: an id or its first digits, a branch or tag, or any
    /// expression of <c>git rev-parse</c>. Takes a deploy of <see cref="GetDeployHistoryCommand"/> from the pipeline.
    /// </summary>
    /// <value>Default: the deploy before the last one.</value>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DeployedCommitCompleter))]
    [Alias("Commit")]
    [ValidateNotNull]
    public string? To { get; set; }

    /// <summary>Why; for the team and for the journal.</summary>
    [Parameter]
    [RecordedText]
    public string? Reason { get; set; }

    /// <inheritdoc/>
    protected override void Run()
    {
        var environment = EnvironmentName.Parse(Environment);
        InSession(session =>
        {
            var operation = new RestoreDeploy(session, environment, To, Reason, CreateDeployer(session, environment));
            Perform(session, operation);
            if (operation.Refusal is { } refusal)
                throw refusal;
        });
    }
}
