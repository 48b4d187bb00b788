using System.Management.Automation;
using HotfixTools.PowerShell.Completers;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Tells whether a normal deploy may go: not while a hotfix is in progress there, and never without what a hotfix made live.</summary>
/// <remarks>
/// <para>
/// For deploy pipelines, right before they deploy. Needs no settings and no forge, and asks the remote once. Refuses while
/// a hotfix is in progress for the environment, unless the commit is the head of the hotfix; a hotfix that was forgotten
/// refuses too, and the finding says who to ask. Refuses any commit that lacks a fix that a hotfix made live there: by
/// ancestry, or by its contents where it was squashed or rebased. What cannot be found out refuses, in words of its own.
/// </para>
/// <para>
/// In <c>pwsh</c>, end the pipeline's step by <c>exit (Test-DeployGate … -ErrorAction Stop).ExitStatus</c>; HotfixTools.Host
/// does so by itself: 0 may go, 1 may not, 2 could not be found out. Without <c>-ErrorAction Stop</c>, what was asked wrongly
/// would be an error and no verdict, and the exit status 0.
/// </para>
/// </remarks>
/// <notes>
/// Writes nothing to the remote; with -Force, an entry of <c>refs/hotfix/journal</c>. In the clone's Git folder, what was
/// fetched is noted (<c>hotfixtools/fetched-&lt;remote&gt;</c>); no branch of yours changes.
/// </notes>
/// <example>
/// <code>Test-DeployGate production master</code>
/// <para>Whether the newest commit of the remote's master may be deployed to production.</para>
/// </example>
/// <example>
/// <code>if (Test-DeployGate production HEAD -Quiet) { 'deploy' } else { 'wait' }</code>
/// <para>In a script: true or false.</para>
/// </example>
/// <example>
/// <code>Test-DeployGate production master -Force -Reason 'The legal notice must change today' -Confirm:$false</code>
/// <para>Lets it through in spite of a refusal, and has the journal say who did, and why.</para>
/// </example>
/// <output cref="GateVerdict">The verdict: whether the commit may go, the findings that say why not, and the exit status for a pipeline.</output>
/// <output cref="bool">With -Quiet: whether it may go.</output>
/// <seealso cref="RegisterDeployCommand"/>
/// <seealso cref="GetHotfixCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "DeployGate", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = HelpPages.Commands + "Test-DeployGate.md")]
[OutputType(typeof(GateVerdict), typeof(bool))]
public sealed class TestDeployGateCommand : HotfixBranchCmdlet
{
    private const string ExitStatus = "ExitStatus";
    private const int NotKnown = 2;

    // Nothing was wrong with what was asked; the answer could not be found out.
    private static readonly string[] Unverifiable =
    [
        nameof(HotfixErrors.RemoteUnreachable), nameof(HotfixErrors.AuthenticationFailed), nameof(HotfixErrors.ShallowRepository),
        nameof(HotfixErrors.ChainDamaged), nameof(HotfixErrors.GitRequired), nameof(HotfixErrors.SshRequired), nameof(HotfixErrors.PlatformNotSupported),
        nameof(HotfixErrors.Unexpected),
    ];

    /// <summary>The environment: 1 to 64 letters, digits, '-', '_' or '.'; kept in lower case.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    [AllowEmptyString]
    public string Environment { get; set; } = string.Empty;

    /// <summary>
    /// The commit that is to be deployed: an id or its first digits, a branch or tag, which are looked up at the remote
    /// first, or any expression of <c>git rev-parse</c>.
    /// </summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(CommitCompleter))]
    [Alias("Sha")]
    [AllowEmptyString]
    public string Commit { get; set; } = string.Empty;

    /// <summary>Emits true or false alone.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>Lets it through in spite of a refusal, after asking; notes it in the journal, and wants <see cref="Reason"/>.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Why a refusal is passed; for the team and for the journal.</summary>
    [Parameter]
    [RecordedText]
    public string? Reason { get; set; }

    /// <inheritdoc/>
    protected override void Run()
    {
        if (Force && string.IsNullOrWhiteSpace(Reason))
            throw HotfixErrors.ReasonRequired("Test-DeployGate");
        Write(Judge(EnvironmentName.Parse(Environment)));
    }

    // Whoever asks wrongly has not been told that it may go, nor that it may not.
    private protected override void OnError(ErrorRecord error) => error.Exception.Data[ExitStatus] = NotKnown;

    private GateVerdict Judge(EnvironmentName environment)
    {
        try
        {
            GateVerdict? verdict = null;
            InSession(session => verdict = Force ? Pass(session, environment) : new DeployGateReader(session).Judge(environment, Commit));
            return verdict!;
        }
        catch (SettingsException error)
        {
            return GateVerdict.Unknown(environment, error.Errors.First(), Folder(CurrentPath));
        }
        catch (HotfixException error) when (Unverifiable.Contains(error.Id))
        {
            return GateVerdict.Unknown(environment, error, Folder(CurrentPath));
        }
    }

    private GateVerdict Pass(HotfixSession session, EnvironmentName environment)
    {
        var operation = new PassDeployGate(session, environment, Commit, Reason!);
        var plan = operation.Prepare();
        if (plan.Open.Count == 0)
            return operation.Result();
        if (!IsConfirmed(plan))
            return operation.Verdict;
        session.ProveSigning();
        plan.Run(new PlanReport(this), Cancellation);
        return operation.Result();
    }

    private void Write(GateVerdict verdict)
    {
        if (!Quiet)
        {
            WriteObject(verdict);
            return;
        }

        var answer = PSObject.AsPSObject(verdict.Decision == GateDecision.Allow);
        answer.Properties.Add(new PSNoteProperty(ExitStatus, verdict.ExitStatus));
        WriteObject(answer);
    }
}
