namespace HotfixTools;

/// <summary>Lets a normal deploy through although the gate refuses it, and has the journal say who did, and why.</summary>
/// <param name="session">The repository.</param>
/// <param name="environment">The environment.</param>
/// <param name="commit">What names the commit.</param>
/// <param name="reason">Why.</param>
public sealed class PassDeployGate(HotfixSession session, EnvironmentName environment, string commit, string reason) : HotfixOperation<GateVerdict>(session)
{
    private readonly DeployGateReader _reader = new(session);
    private GateVerdict? _verdict;
    private bool _isRecorded;

    /// <summary>The verdict without force.</summary>
    public GateVerdict Verdict => _verdict ?? throw new InvalidOperationException("Not prepared.");

    /// <inheritdoc/>
    public override Plan Prepare()
    {
        _verdict = _reader.Judge(environment, commit);
        View = _reader.View;
        if (Verdict.Decision == GateDecision.Allow)
            return new Plan($"Let {commit} through to {environment}", []);
        var happened = new JournalEvent(
            JournalEventKind.GatePassed, _reader.HotfixId, Settings.Branch, Session.Now, Session.Identity, Head: View.HotfixHead, Reason: reason)
        {
            Environment = environment,
            Commits = [CommitId.Parse(Verdict.Commit!)],
            Passed = [.. Refusals.Select(finding => finding.ToString())],
            Key = EntryId.Of(nameof(JournalEventKind.GatePassed), _reader.HotfixId, environment.ToString(), Verdict.Commit, reason),
        };
        _isRecorded = Session.Journal.IsRecorded(View.JournalTip, happened);
        return new Plan(
            $"Let {CommitId.Parse(Verdict.Commit!).Short} through to {environment} in spite of {string.Join(", ", Refusals.Select(finding => finding.Id).Distinct())}",
            [new(RemoteName, $"Append 'GatePassed' to {Settings.Journal}", () => _isRecorded, () => Record(happened))]);
    }

    /// <inheritdoc/>
    public override GateVerdict Result() => Verdict.Decision == GateDecision.Allow
        ? Verdict
        : Verdict with { Decision = GateDecision.Allow, CannotVerify = false, ForcedReason = RemoteUrl.Redact(reason) };

    private IEnumerable<HotfixFinding> Refusals => Verdict.Findings.Where(finding => finding.Severity == FindingSeverity.Error);

    private void Record(JournalEvent happened)
    {
        Session.Journal.Append(View.JournalTip, happened);
        _isRecorded = true;
    }
}
