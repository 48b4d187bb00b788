namespace HotfixTools;

/// <summary>Gives a hotfix up. Its head is archived first: nothing is lost.</summary>
/// <param name="session">The repository.</param>
/// <param name="reason">Why.</param>
public sealed class StopHotfix(HotfixSession session, string reason) : IOperation<Hotfix>
{
    private readonly HotfixReader _reader = new(session);
    private RemoteView? _view;
    private Hotfix? _hotfix;
    private bool _isRecorded;

    private RemoteView View => _view ?? throw new InvalidOperationException("Not prepared.");

    private Hotfix Hotfix => _hotfix ?? throw new InvalidOperationException("Not prepared.");

    private HotfixSettings Settings => session.Settings;

    private RefName Branch => RefName.Of(Settings.Branch);

    private CommitId Head => CommitId.Parse(Hotfix.Head!);

    // A hotfix without an id is archived under its head, so that a second run finds the same place.
    private string Id => Hotfix.Id ?? $"unclaimed-{Head.Short}";

    private RefName Archive => Settings.ArchiveOf(Id);

    /// <inheritdoc/>
    public Plan Prepare()
    {
        _ = session.Identity;
        _view = session.Look(HotfixReader.Patterns(Settings));
        _hotfix = _reader.Require(View);
        if (Hotfix.State == HotfixState.Merged)
            throw HotfixErrors.AlreadyMerged(Hotfix);

        var remote = $"{session.Remote.Name} ({session.Remote.Url})";
        return new Plan($"Give up {Settings.Branch} ({Head.Short})",
        [
            new(remote, $"Keep {Head.Short} as {Archive}", () => View.HotfixHead is null, KeepHead),
            new(remote, $"Remove {Branch}, if it is still at {Head.Short}", () => View.HotfixHead is null, RemoveBranch),
            new(remote, $"Append 'Abandoned' to {Settings.Journal}", () => _isRecorded, Record),
        ]);
    }

    /// <inheritdoc/>
    public Hotfix Result() => Hotfix with
    {
        State = HotfixState.Abandoned,
        Reason = DisplayText.Clean(reason),
        LastActivityAt = session.Now,
        IsStale = false,
        Findings = [],
        NextStep = null,
    };

    private void KeepHead()
    {
        var report = session.Remote.CompareAndSwapPush([new RefUpdate(Archive, CommitId.Zero, Head)]);
        if (report.Failure() is { } failure)
            throw failure;
        // An earlier run kept an earlier head, before somebody pushed one more fix: the newer has the older in its history.
        if (!report.IsWritten && report.Outcomes[0].Present is { } kept && kept != Head)
            Replace(kept);
    }

    private void Replace(CommitId kept)
    {
        var report = session.Remote.CompareAndSwapPush([new RefUpdate(Archive, kept, Head)]);
        if (!report.IsWritten)
            throw report.Failure() ?? HotfixErrors.TooMuchContention(Archive, 1);
    }

    private void RemoveBranch()
    {
        var report = session.Remote.CompareAndSwapPush([new RefUpdate(Branch, Head, CommitId.Zero)]);
        if (report.Failure() is { } failure)
            throw failure;
        if (!report.IsWritten && report.Outcomes[0].Present is { } now)
            throw HotfixErrors.HotfixMoved(Settings.Branch, Head, now, "The branch was kept.");
        _view = View.With(Branch, null);
    }

    private void Record()
    {
        session.Journal.Append(View.JournalTip, new JournalEvent(
            JournalEventKind.Abandoned, Id, Settings.Branch, session.Now, session.Identity,
            CommitId.TryParse(Hotfix.Base, out var origin) ? origin : null, Head, Reason: reason));
        _isRecorded = true;
    }
}
