using System.Management.Automation;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Verifies the journal and every deploy ledger: that each entry is as it was written, and that none is gone.</summary>
/// <remarks>
/// <para>
/// Each entry must be readable, be chained to the one before, say the same in its file, its message and its parents, and
/// name commits that are there. The first that does not hold is named. Times that run backwards and events in an impossible
/// order are warnings.
/// </para>
/// <para>
/// Who may push to the refs can replace a whole chain by another that holds in itself. This clone knows it by the entries
/// that it has seen before, and goes on saying so until those are back, or until its note is removed: where it was meant,
/// the finding names the file. A clone that has never looked has nothing to compare with; so let one look regularly.
/// </para>
/// <para>
/// In <c>pwsh</c>, end a pipeline's step by <c>exit (Test-HotfixJournal -Quiet -ErrorAction Stop).ExitStatus</c>;
/// HotfixTools.Host does so by itself: 0 all hold, 1 one does not, 2 could not be found out. Where there is neither a journal
/// nor a ledger, nothing is emitted; with -Quiet, true.
/// </para>
/// </remarks>
/// <notes>Writes nothing to the remote. In the clone's Git folder, the note <c>hotfixtools/verified-&lt;remote&gt;</c>: the newest entry of each chain that held.</notes>
/// <example>
/// <code>Test-HotfixJournal</code>
/// <para>The journal, and the ledger of each environment.</para>
/// </example>
/// <example>
/// <code>if (-not (Test-HotfixJournal -Quiet)) { 'look at it' } else { 'fine' }</code>
/// <para>In a script: true or false.</para>
/// </example>
/// <example>
/// <code>Test-HotfixJournal | ForEach-Object { "$($_.Ref): $($_.Message)" }</code>
/// <para>A line for each, which names the entry to look at first where one does not hold.</para>
/// </example>
/// <output cref="bool">With -Quiet: whether all hold.</output>
/// <seealso cref="GetHotfixHistoryCommand"/>
/// <seealso cref="GetDeployHistoryCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "HotfixJournal", HelpUri = HelpPages.Commands + "Test-HotfixJournal.md")]
[OutputType(typeof(ChainVerdict), typeof(bool))]
public sealed class TestHotfixJournalCommand : RepositoryCmdlet
{
    private const string ExitStatus = "ExitStatus";
    private const int NotKnown = 2;

    private readonly ChainMemory _memory = new();

    /// <summary>Emits true or false alone.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    private protected override bool TellsTeam => false;

    /// <inheritdoc/>
    protected override void Run() => InSession(Verify);

    // What could not be looked at is neither whole nor broken.
    private protected override void OnError(ErrorRecord error) => error.Exception.Data[ExitStatus] = NotKnown;

    private void Verify(HotfixSession session)
    {
        var worst = 0;
        foreach (var verdict in new ChainCheck(session, _memory).Run())
        {
            worst = Math.Max(worst, verdict.ExitStatus);
            if (!Quiet)
                WriteObject(verdict);
        }

        if (!Quiet)
            return;
        var answer = PSObject.AsPSObject(worst == 0);
        answer.Properties.Add(new PSNoteProperty(ExitStatus, worst));
        WriteObject(answer);
    }
}
