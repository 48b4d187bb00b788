namespace HotfixTools;

/// <summary>Gives a hotfix up. Its head is archived first: nothing is lost.</summary>
/// <param name="session">The repository.</param>
/// <param name="reason">Why.</param>
public sealed class StopHotfix(HotfixSession session, string reason) : HotfixOperation<Hotfix>(session)
{
    private Hotfix? _hotfix;
    private CommitId? _seen;
    private bool _isRecorded;

    private Hotfix Hotfix => _hotfix ?? throw new InvalidOperationException("Not prepared.");

    private CommitId Head => CommitId.Parse(Hotfix.Head!);

    private string Id => IdOf(Hotfix, Head);

    private RefName Archive => Settings.ArchiveOf(Id);

    /// <inheritdoc/>
    public override Plan Prepare()
    {
        _ = Session.Identity;
        View = Session.Look(HotfixReader.Patterns(Settings));
        _seen = View.JournalTip;
        _hotfix = Reader.Require(View);
        if (Hotfix.State == HotfixState.Merged)
            throw HotfixErrors.AlreadyMerged(Hotfix);
        // Nothing keeps its head but the deploys of it.
        if (View.HotfixHead is null && Hotfix.State != HotfixState.Abandoned)
            throw HotfixErrors.HotfixHalfDone(Hotfix);

        PlanStep keep = new(RemoteName, $"Keep {Head.Short} as {Archive}", () => View.HotfixHead is null, KeepHead);
        PlanStep remove = new(RemoteName, $"Remove {Branch}, if it is still at {Head.Short}", () => View.HotfixHead is null, Remove);
        PlanStep record = new(RemoteName, $"Append 'Abandoned' to {Settings.Journal}", () => _isRecorded, Record);
        // The last step takes away what a second run would know the hotfix by: that it goes on in the journal, or its branch.
        return new Plan($"Give up {Settings.Branch} ({Head.Short})", Hotfix.Id is not null ? [keep, remove, record] : [keep, record, remove]);
    }

    /// <inheritdoc/>
    public override Hotfix Result() => Hotfix with
    {
        State = HotfixState.Abandoned,
        Reason = RemoteUrl.Redact(reason),
        LastActivityAt = Session.Now,
        IsStale = false,
        Findings = [],
        NextStep = null,
    };

    private void KeepHead()
    {
        var report = Session.Remote.CompareAndSwapPush([new RefUpdate(Archive, CommitId.Zero, Head)]);
        if (report.Failure() is { } failure)
            throw failure;
        if (!report.IsWritten && report.Outcomes[0].Present is { } kept && kept != Head)
            Replace(kept);
    }

    // An earlier run kept an earlier head. The newer has it in its history, unless somebody moved the branch: then it is kept beside it.
    private void Replace(CommitId kept)
    {
        Session.Remote.Fetch([Archive.ToString()]);
        var isMoved = !Session.Repository.IsAncestor(kept, Head);
        if (isMoved)
            Keep(Settings.ArchiveOf(Id, kept), kept);
        var report = Session.Remote.CompareAndSwapPush([new RefUpdate(Archive, kept, Head, IsReplacement: isMoved)]);
        if (!report.IsWritten)
            throw report.Failure() ?? HotfixErrors.TooMuchContention(Archive, 1);
    }

    private JournalEvent End => new(
        JournalEventKind.Abandoned, Id, Settings.Branch, Session.Now, Session.Identity, CommitId.TryParse(Hotfix.Base, out var origin) ? origin : null, Head, Reason: reason);

    private string Done => $"{Head.Short} is kept as {Archive}; the journal does not say that it was given up.";

    private void Remove()
    {
        if (Hotfix.Id is not null)
            _isRecorded = RemoveBranch(Head, End, _seen, _ => "The branch was kept.", Done);
        else
            RemoveBranch(Head, _ => "The branch was kept.");
    }

    private void Record()
    {
        Session.Journal.Append(View.JournalTip, End, newest => ForbidOvertaken(_seen, newest, Id, JournalEventKind.Abandoned, Done));
        _isRecorded = true;
    }
}
