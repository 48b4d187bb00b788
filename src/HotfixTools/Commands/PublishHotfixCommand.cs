using System.Management.Automation;
using HotfixTools.PowerShell.Completers;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Deploys the exact head of the hotfix to environments, if the gates let it, and records that it is live.</summary>
/// <remarks>
/// <para>
/// The gates: no commit of the mainline came into the hotfix (purity); what is live there is still what the hotfix starts
/// from, or is in its history (currency); the environments before have got the head (order); where there is a
/// forge, exactly the head is approved and its checks pass (evidence). What cannot be found out refuses too. The head is read and judged again right before the deploy begins, and exactly that commit is deployed.
/// </para>
/// <para>
/// A program deploys, or a pipeline that the settings name, or you do and confirm it. A pipeline is started once: where the
/// command is stopped or dies while it runs, the same command in the same clone goes on waiting for that run.
/// </para>
/// <para>
/// Several environments go one after the other, in the order of <see cref="RemoteCmdlet.EnvironmentOrder"/>; the first that fails ends it. A deploy that
/// failed or took too long is noted in the journal and never recorded as live. One that is live and could not be recorded,
/// because the network went away, is recorded by the same command run again, without deploying again.
/// </para>
/// </remarks>
/// <notes>
/// Writes an entry of <c>refs/deploys/&lt;environment&gt;</c> and one of <c>refs/hotfix/journal</c> to the remote. What a
/// deploy came to is kept in the Git folder of the clone (<c>hotfixtools/deploy-&lt;environment&gt;</c>) until both are
/// written. Where there is an open pull request, its status <c>hotfix/published</c> turns green at the forge when the head is
/// live in the last environment. The branch and the working tree are not touched.
/// </notes>
/// <example>
/// <code>Publish-Hotfix production</code>
/// <para>Checks the gates, asks you to deploy, and records it when you say that it is live.</para>
/// </example>
/// <example>
/// <code>Publish-Hotfix staging, production -Command git -ArgumentList 'log', '-1', '{commit}' -Confirm:$false</code>
/// <para>Deploys by a program (here one that only shows the commit), first to staging, then to production, without asking.</para>
/// </example>
/// <example>
/// <code>Publish-Hotfix production -WhatIf</code>
/// <para>Checks the gates, tells what would be done, and does nothing.</para>
/// </example>
/// <output cref="Deploy">What is live now, one for each environment.</output>
/// <seealso cref="TestHotfixCommand"/>
/// <seealso cref="RestoreDeployCommand"/>
/// <seealso cref="CompleteHotfixCommand"/>
[Cmdlet(VerbsData.Publish, "Hotfix", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = HelpPages.Commands + "Publish-Hotfix.md")]
[OutputType(typeof(Deploy))]
public sealed class PublishHotfixCommand : DeployingCmdlet
{
    /// <summary>The environments: 1 to 64 letters, digits, '-', '_' or '.'; kept in lower case.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    [AllowEmptyString]
    public string[] Environment { get; set; } = [];

    /// <summary>
    /// Passes what the gates refuse. Asks once more, naming what is passed, and notes it in the journal; wants
    /// <see cref="Reason"/>.
    /// </summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Why a refusal is passed; for the team and for the journal.</summary>
    [Parameter]
    [RecordedText]
    public string? Reason { get; set; }

    /// <summary>The sources to believe about what is live, by the names that they have in the settings; the choice is noted in the journal. The others are not asked.</summary>
    /// <value>Default: all that are configured.</value>
    [Parameter]
    [ArgumentCompleter(typeof(SourceCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Source { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run()
    {
        if (Force && string.IsNullOrWhiteSpace(Reason))
            throw HotfixErrors.ReasonRequired("Publish-Hotfix");
        EnvironmentName[] asked = [.. Environment.Select(EnvironmentName.Parse)];
        InSession(session => Publish(session, session.Settings.InOrder(asked)));
    }

    private void Publish(HotfixSession session, IReadOnlyList<EnvironmentName> environments)
    {
        // All before the first: what cannot start is no deploy that failed.
        var deployers = environments.ToDictionary(environment => environment, environment => CreateDeployer(session, environment));
        List<EnvironmentName> assumed = [];
        foreach (var environment in environments)
        {
            var operation = new PublishHotfix(session, new PublishHotfixRequest(environment, Force, Reason, assumed) { Sources = Source }, deployers[environment]);
            if (!Perform(session, operation, () => Question(environment, operation.Passed)) && !IsWhatIf())
                return;
            if (operation.Refusal is { } refusal)
                throw refusal;
            // Nothing was deployed; for the next one to be told, it has to be taken for granted.
            if (IsWhatIf())
                assumed.Add(environment);
        }
    }

    private static string? Question(EnvironmentName environment, IReadOnlyList<HotfixFinding> passed) => passed.Count == 0
        ? null
        : $"Publish to {environment} in spite of {string.Join(", ", passed.Select(finding => finding.Id).Distinct())}? {string.Join(" ", passed.Select(finding => finding.Message))}";
}
