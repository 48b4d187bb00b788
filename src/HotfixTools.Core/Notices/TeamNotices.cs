namespace HotfixTools;

/// <summary>
/// Tells the team what happens to hotfixes. What cannot be told is owed: the journal says so, and the next command tells
/// it. A notice may come twice, where a process died between the telling and the note of it; it never goes missing so.
/// </summary>
/// <param name="session">The repository.</param>
public sealed class TeamNotices(HotfixSession session)
{
    // Nobody is helped by old news; and a long journal must not be read to its end for nothing.
    private const int EventsLookedAt = 100;
    private static readonly TimeSpan News = TimeSpan.FromDays(3);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly string _name = NoticeNote.NewName();
    private NoticeNote _note = NoticeNote.Empty;
    private bool _hasTriedOwed;

    // Who is told by the settings, and can be told from here.
    private bool IsOn => session.Settings.Notify.Count > 0 && session.Services is not null;

    /// <summary>Notes that an event is about to be appended to the journal.</summary>
    /// <param name="happened">The event.</param>
    internal void Expect(JournalEvent happened)
    {
        if (!IsOn || !JournalEvent.Told.Contains(happened.Kind))
            return;
        Note(_note with { Expected = [.. _note.Expected, new ExpectedNotice(happened.Kind.ToString(), happened.HotfixId, happened.Key)] });
    }

    /// <summary>Notes that an event did not come to be.</summary>
    /// <param name="happened">The event.</param>
    internal void Forget(JournalEvent happened)
    {
        if (_note.Expected.Any(expected => expected.IsOf(happened)))
            Note(_note with { Expected = [.. _note.Expected.Where(expected => !expected.IsOf(happened))] });
    }

    /// <summary>Tells what this clone appended to the journal, and what is owed. Takes no longer than the time limits of those who are told.</summary>
    /// <param name="isWriter">Whether to tell also what other clones owe: who only reads must not have to write that it is told.</param>
    /// <returns>Why somebody could not be told of something new.</returns>
    public IReadOnlyList<HotfixException> Tell(bool isWriter)
    {
        if (!IsOn || session.JournalTip is null)
            return [];
        // A command tells at once, and once more at its end.
        if (_hasTriedOwed && _note.Expected.Count == 0)
            return [];
        if (!isWriter && !NoticeNote.IsLeft(session.Repository))
            return [];
        _note = _note.TakeOver(session.Repository, _name);
        List<JournalEvent> known = [.. session.Journal.Read(session.JournalTip).Take(EventsLookedAt)];
        var deliveries = Deliveries(known, isWriter);
        // Before anything is sent: who dies in between owes it.
        Note(_note with { Expected = [.. _note.Expected.Where(expected => !known.Any(expected.IsOf))], Open = [.. _note.Open.Where(owed => known.Any(one => one.Key == owed.Event)), .. deliveries.Select(delivery => delivery.Notice)] });
        if (deliveries.Count == 0)
            return [];
        Task[] sending = [.. deliveries.GroupBy(delivery => delivery.Target).Select(group => Send(group.Key, [.. group]))];
        Task.WaitAll(sending, session.Cancellation);
        Settle(deliveries);
        return [.. deliveries.Where(delivery => !delivery.IsOwed).Select(delivery => delivery.Failure).OfType<HotfixException>()];
    }

    private void Note(NoticeNote note)
    {
        _note = note;
        note.Write(session.Repository, _name);
    }

    private List<Delivery> Deliveries(List<JournalEvent> known, bool isWriter)
    {
        var inJournal = NoticesOf(known, JournalEventKind.NoticeOwed).Except(NoticesOf(known, JournalEventKind.NoticeSent)).ToList();
        List<OwedNotice> owed = _hasTriedOwed ? [] : [.. (isWriter ? inJournal.Concat(_note.Open) : _note.Open).Distinct().Except(NoticesOf(known, JournalEventKind.NoticeSent)).Except(_note.Told)];
        _hasTriedOwed = true;
        return [.. from happened in Enumerable.Reverse(known)
            where session.Now - happened.At < News
            let isNew = _note.Expected.Any(expected => expected.IsOf(happened))
            from target in session.Settings.Notify
            let notice = new OwedNotice(happened.Key!, NameOf(target))
            let isOwed = owed.Contains(notice)
            where isOwed || (isNew && (target.Events?.Contains(happened.Kind) ?? true))
            select new Delivery(target, happened, notice, isOwed, inJournal.Contains(notice))];
    }

    private static IEnumerable<OwedNotice> NoticesOf(List<JournalEvent> known, JournalEventKind kind) =>
        known.Where(one => one.Kind == kind && one.Owed is not null).Select(one => one.Owed!);

    // As the journal gives it back.
    private static string NameOf(NotifySettings target) => DisplayText.Clean(target.Name);

    private async Task Send(NotifySettings target, IReadOnlyList<Delivery> deliveries)
    {
        INotifier notifier;
        try
        {
            // On the thread that called, up to the first wait: a vault can be asked there alone.
            notifier = session.Services!.CreateNotifier(target);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            foreach (var delivery in deliveries)
                delivery.Failure = HotfixErrors.NoticeFailed(target.Name, error is HotfixException ? error.Message : Unforeseen(error), error);
            return;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(session.Cancellation);
        patience.CancelAfter(target.Timeout);
        foreach (var delivery in deliveries)
            await Send(notifier, delivery, patience.Token).ConfigureAwait(false);
    }

    private async Task Send(INotifier notifier, Delivery delivery, CancellationToken patience)
    {
        try
        {
            var notice = new NoticeWriter(session.Settings, session.Remote.Url).Write(delivery.Event, delivery.Notice.Event);
            await Task.Run(() => notifier.Tell(notice, patience), patience).WaitAsync(delivery.Target.Timeout + Grace, patience).ConfigureAwait(false);
        }
        catch (HotfixException error)
        {
            delivery.Failure = error;
        }
        catch (Exception error)
        {
            delivery.Failure = HotfixErrors.NoticeFailed(
                delivery.Target.Name, error is OperationCanceledException or TimeoutException ? $"it did not answer within {SettingsDuration.Text(delivery.Target.Timeout)}" : Unforeseen(error), error);
        }
    }

    // What is not known to be free of secrets must not get to the journal.
    private static string Unforeseen(Exception error) => $"something unforeseen went wrong ({error.GetType().Name})";

    // What cannot be written to the journal stays in the note of this clone.
    private void Settle(List<Delivery> deliveries)
    {
        List<OwedNotice> told = [.. _note.Told];
        foreach (var delivery in deliveries)
        {
            if (delivery.Failure is null && delivery.IsInJournal && !TryRecord(delivery, JournalEventKind.NoticeSent))
                told.Add(delivery.Notice);
            else if (delivery.Failure is not null && !delivery.IsInJournal)
                TryRecord(delivery, JournalEventKind.NoticeOwed);
        }

        var arrived = deliveries.Where(delivery => delivery.Failure is null).Select(delivery => delivery.Notice);
        Note(_note with { Open = [.. _note.Open.Except(arrived)], Told = told });
    }

    private bool TryRecord(Delivery delivery, JournalEventKind kind)
    {
        try
        {
            session.Journal.Append(session.JournalTip, new JournalEvent(kind, delivery.Event.HotfixId, delivery.Event.Branch, session.Now, session.Identity, Reason: delivery.Failure?.Message)
            {
                Owed = delivery.Notice,
                Key = EntryId.Of(kind.ToString(), delivery.Notice.Event, delivery.Notice.Target),
            });
            return true;
        }
        catch (HotfixException)
        {
            return false;
        }
    }

    /// <summary>One event for one of those who are told.</summary>
    private sealed class Delivery(NotifySettings target, JournalEvent happened, OwedNotice notice, bool isOwed, bool isInJournal)
    {
        public NotifySettings Target => target;

        public JournalEvent Event => happened;

        public OwedNotice Notice => notice;

        public bool IsOwed => isOwed;

        public bool IsInJournal => isInJournal;

        public HotfixException? Failure { get; set; }
    }
}
