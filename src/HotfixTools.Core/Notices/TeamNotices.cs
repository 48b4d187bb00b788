namespace HotfixTools;

/// <summary>
/// Tells the team what happened. The work is done by then: what cannot be told is a warning, is written to the journal as
/// owed, and is told by the next command that runs, wherever that is.
/// </summary>
/// <param name="session">The repository.</param>
public sealed class TeamNotices(HotfixSession session)
{
    // Nobody is helped by old news; and a long journal must not be read to its end for nothing.
    private const int EventsLookedAt = 100;
    private static readonly TimeSpan News = TimeSpan.FromDays(3);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly NoticeWriter _writer = new(session.Settings, session.Remote.Url);

    /// <summary>Tells of what this command did, and what is owed from before. Takes no longer than the longest time limit of those who are told.</summary>
    /// <returns>Who was not told, and why.</returns>
    public IReadOnlyList<HotfixException> Tell()
    {
        var happened = session.TakeHappened();
        if (session.Settings.Notify.Count == 0 || session.Services is not { } services)
            return [];
        var note = NoticeNote.Read(session.Repository);
        List<JournalEvent> known = [.. session.Journal.Read(session.JournalTip).Take(EventsLookedAt)];
        var owed = Owed(known, note);
        List<Delivery> deliveries = [.. from target in session.Settings.Notify
            from told in owed.Where(found => found.Target == target.Name).Select(found => known.First(one => one.Key == found.Event)).Select(one => (Event: one, IsOwed: true))
                .Concat(happened.Where(one => target.Events?.Contains(one.Kind) ?? true).Select(one => (Event: one, IsOwed: false)))
            select new Delivery(target, told.Event, told.IsOwed)];
        if (deliveries.Count == 0)
            return [];

        // Before anything is sent: who dies in between owes it.
        (note with { Open = [.. deliveries.Select(delivery => delivery.Notice)] }).Write(session.Repository);
        Task[] sending = [.. deliveries.GroupBy(delivery => delivery.Target).Select(group => Send(group.Key, [.. group], services))];
        Task.WaitAll(sending, session.Cancellation);
        Settle(deliveries, note);
        return [.. deliveries.Where(delivery => !delivery.IsOwed).Select(delivery => delivery.Failure).OfType<HotfixException>()];
    }

    private List<OwedNotice> Owed(List<JournalEvent> known, NoticeNote note)
    {
        IEnumerable<OwedNotice> Of(JournalEventKind kind) => known.Where(one => one.Kind == kind && one.Owed is not null).Select(one => one.Owed!);
        return [.. Of(JournalEventKind.NoticeOwed).Reverse().Concat(note.Open).Distinct()
            .Except(Of(JournalEventKind.NoticeSent)).Except(note.Told)
            .Where(owed => known.Any(one => one.Key == owed.Event && session.Now - one.At < News))];
    }

    private async Task Send(NotifySettings target, IReadOnlyList<Delivery> deliveries, IHotfixServices services)
    {
        INotifier notifier;
        try
        {
            // On the thread that called, up to the first wait: a vault can be asked there alone.
            notifier = services.CreateNotifier(target);
        }
        catch (HotfixException error)
        {
            foreach (var delivery in deliveries)
                delivery.Failure = HotfixErrors.NoticeFailed(target.Name, error.Message, error);
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
            await Task.Run(() => notifier.Tell(_writer.Write(delivery.Event, delivery.Event.Key!), patience), patience).WaitAsync(delivery.Target.Timeout + Grace, patience).ConfigureAwait(false);
        }
        catch (HotfixException error)
        {
            delivery.Failure = error;
        }
        catch (Exception error)
        {
            delivery.Failure = HotfixErrors.NoticeFailed(
                delivery.Target.Name, error is OperationCanceledException or TimeoutException ? $"it did not answer within {SettingsDuration.Text(delivery.Target.Timeout)}" : error.Message, error);
        }
    }

    // What cannot be written to the journal stays in the note of this clone.
    private void Settle(List<Delivery> deliveries, NoticeNote note)
    {
        List<OwedNotice> open = [];
        List<OwedNotice> told = [.. note.Told];
        foreach (var delivery in deliveries)
        {
            if (delivery.Failure is null && delivery.IsOwed && !TryRecord(delivery, JournalEventKind.NoticeSent))
                told.Add(delivery.Notice);
            else if (delivery.Failure is not null && !delivery.IsOwed && !TryRecord(delivery, JournalEventKind.NoticeOwed))
                open.Add(delivery.Notice);
        }

        new NoticeNote(open, told).Write(session.Repository);
    }

    private bool TryRecord(Delivery delivery, JournalEventKind kind)
    {
        try
        {
            session.Journal.Append(session.JournalTip, new JournalEvent(kind, delivery.Event.HotfixId, delivery.Event.Branch, session.Now, session.Identity, Reason: delivery.Failure?.Message)
            {
                Owed = delivery.Notice,
                Key = EntryId.Of(kind.ToString(), delivery.Event.Key, delivery.Target.Name),
            });
            return true;
        }
        catch (HotfixException)
        {
            return false;
        }
    }

    private sealed class Delivery(NotifySettings target, JournalEvent happened, bool isOwed)
    {
        public NotifySettings Target => target;

        public JournalEvent Event => happened;

        public bool IsOwed => isOwed;

        public OwedNotice Notice => new(happened.Key!, target.Name);

        public HotfixException? Failure { get; set; }
    }
}
