namespace HotfixTools;

/// <summary>What the operations on a hotfix share.</summary>
/// <typeparam name="T">What they tell afterwards.</typeparam>
/// <param name="session">The repository.</param>
public abstract class HotfixOperation<T>(HotfixSession session) : IOperation<T>
{
    // A ref that moves this often between a look and a push, a few milliseconds later, is under attack.
    private const int Attempts = 50;
    private const int StatusAttempts = 3;

    private static readonly TimeSpan StatusPause = TimeSpan.FromSeconds(1);

    private readonly List<HotfixException> _warnings = [];
    private RemoteView? _view;

    /// <summary>The repository.</summary>
    private protected HotfixSession Session => session;

    /// <summary>Derives the hotfix from a look.</summary>
    private protected HotfixReader Reader { get; } = new(session);

    /// <summary>The remote as of the last look, and what was written since.</summary>
    private protected RemoteView View
    {
        get => _view ?? throw new InvalidOperationException("Not prepared.");
        set => _view = value;
    }

    /// <summary>The settings in force.</summary>
    private protected HotfixSettings Settings => session.Settings;

    /// <summary>The hotfix branch.</summary>
    private protected RefName Branch => RefName.Of(Settings.Branch);

    /// <summary>The remote, as the target of steps.</summary>
    private protected string RemoteName => $"{session.Remote.Name} ({session.Remote.Url})";

    /// <inheritdoc/>
    public abstract Plan Prepare();

    /// <inheritdoc/>
    public abstract T Result();

    /// <summary>What a person should know before it runs.</summary>
    public IReadOnlyList<HotfixFinding> Concerns { get; private protected set; } = [];

    /// <summary>What could not be done, and is no reason to fail: what matters is done.</summary>
    public IReadOnlyList<HotfixException> Warnings => _warnings;

    /// <summary>The step that sets the status of a pull request that waits for the deploy. Where that fails, it is a warning.</summary>
    /// <param name="review">What the forge says of the head now.</param>
    /// <param name="request">The pull request, which an earlier step may open.</param>
    /// <param name="head">The head.</param>
    /// <param name="isPublished">Whether it may be merged now.</param>
    /// <param name="description">Why; null: by the deploy.</param>
    private protected PlanStep StatusStep(ReviewFacts review, Func<PullRequest> request, CommitId head, bool isPublished, string? description = null)
    {
        var isSet = review.Published == (isPublished ? CheckState.Passed : CheckState.Pending);
        return new(review.Forge, $"Set the status {OwnStatus.Published} of {head.Short} to {(isPublished ? "success" : "pending")}", () => isSet, () =>
        {
            SetStatus(request(), head, isPublished, description ?? (isPublished ? $"{head.Short} is live in {Settings.LastEnvironment}" : $"Deploy before merge: {head.Short} is not live in {Settings.LastEnvironment} yet"));
            isSet = true;
        });
    }

    /// <summary>Writes a ref, looking again and trying again where somebody else was first.</summary>
    /// <param name="next">What to write, by the last look.</param>
    /// <param name="isDone">Looks again; whether there is nothing to write any more.</param>
    /// <param name="push">How to write it, and tell of it alone; null: by itself.</param>
    private protected void PushInTurn(Func<RefUpdate> next, Func<bool> isDone, Func<RefUpdate, PushReport>? push = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            var update = next();
            var report = push?.Invoke(update) ?? session.Remote.CompareAndSwapPush([update]);
            if (report.IsWritten)
            {
                View = View.With(update.Ref, update.New);
                return;
            }

            if (report.Failure() is { } failure)
                throw failure;
            if (attempt == Attempts)
                throw HotfixErrors.TooMuchContention(update.Ref, attempt);
            session.Wait(attempt);
            if (isDone())
                return;
        }
    }

    /// <summary>The id that the end of a hotfix is told under. One without an id gets it from its head, so that a second run finds the same.</summary>
    /// <param name="hotfix">The hotfix.</param>
    /// <param name="head">Its head.</param>
    private protected static string IdOf(Hotfix hotfix, CommitId head) => hotfix.Id ?? HotfixIds.Unclaimed(head);

    /// <summary>
    /// Asserts, before the journal is written, that it does not tell since the look that the hotfix was ended otherwise or, of
    /// one without a name, that somebody claimed it. Both write there before they are over, so that the first one there is right.
    /// </summary>
    /// <param name="seen">The newest entry as of the look.</param>
    /// <param name="newest">The newest entry now.</param>
    /// <param name="id">The id that the hotfix is told under.</param>
    /// <param name="kind">What is to be written.</param>
    /// <param name="done">What was done already.</param>
    private protected void ForbidOvertaken(CommitId? seen, CommitId? newest, string id, JournalEventKind kind, string done)
    {
        bool IsOther(JournalEvent happened) => happened.Branch == Settings.Branch
            && (happened.IsEnd ? happened.HotfixId == id && happened.Kind != kind : happened.Kind == JournalEventKind.Started && HotfixIds.IsUnclaimed(id));
        if (Session.Journal.Since(seen, newest).FirstOrDefault(IsOther) is { } overtaking)
            throw HotfixErrors.HotfixOvertaken(overtaking, done);
    }

    /// <summary>Keeps a commit in the archive, under a name that has the commit in it.</summary>
    /// <param name="archive">The ref.</param>
    /// <param name="commit">The commit.</param>
    private protected void Keep(RefName archive, CommitId commit)
    {
        var report = Session.Remote.CompareAndSwapPush([new RefUpdate(archive, CommitId.Zero, commit)]);
        if (report.Failure() is { } failure)
            throw failure;
        // An earlier run kept it already. By its name, it can be nothing else.
        if (!report.IsWritten && report.Outcomes[0].Present != commit)
            throw HotfixErrors.TooMuchContention(archive, 1);
    }

    /// <summary>Removes the branch if it is still where it is expected; one that is gone already is fine.</summary>
    /// <param name="head">Where it should be.</param>
    /// <param name="otherwise">What to say where it is not: what was done, and what was kept.</param>
    /// <exception cref="HotfixException"><c>HotfixMoved</c>: somebody pushed one more fix, which keeps its branch.</exception>
    private protected void RemoveBranch(CommitId head, Func<CommitId, string> otherwise)
    {
        var report = session.Remote.CompareAndSwapPush([new RefUpdate(Branch, head, CommitId.Zero)]);
        if (report.Failure() is { } failure)
            throw failure;
        if (!report.IsWritten && report.Outcomes[0].Present is { } now)
            throw HotfixErrors.HotfixMoved(Settings.Branch, head, now, otherwise(now));
        View = View.With(Branch, null);
    }

    /// <summary>
    /// Removes the branch of a hotfix that the journal knows, and records its end: together, where the server writes both or
    /// none. Another hotfix may have begun at the very commit meanwhile, and the journal alone tells the two apart.
    /// </summary>
    /// <param name="head">Where the branch should be.</param>
    /// <param name="end">The end.</param>
    /// <param name="seen">The newest entry of the journal as of the look.</param>
    /// <param name="otherwise">What to say where it is not: what was done, and what was kept.</param>
    /// <param name="done">What to say where it was ended otherwise.</param>
    /// <param name="keep">Keeps the head where the branch goes before the end is recorded, which keeps it from then on; null where something does.</param>
    /// <returns>Whether the end is recorded.</returns>
    private protected bool RemoveBranch(CommitId head, JournalEvent end, CommitId? seen, Func<CommitId, string> otherwise, string done, Action? keep = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (Session.Journal.IsRecorded(View.JournalTip, end))
            {
                View = View.With(Branch, null);
                return true;
            }

            ForbidOvertaken(seen, View.JournalTip, end.HotfixId, end.Kind, done);
            var entry = Session.Journal.Draft(View.JournalTip, end);
            var report = Session.Remote.CompareAndSwapPush([new RefUpdate(Branch, head, CommitId.Zero), entry], keep is null ? Atomicity.ElseFirst : Atomicity.Required);
            var (branch, journal) = (report.Outcomes[0].Verdict, report.Outcomes[1].Verdict);
            var isRecorded = NoteEntry(end, entry, report.IsWritten);
            if (branch == RefVerdict.Written)
            {
                View = View.With(Branch, null);
                return isRecorded;
            }

            if (report.Cause is not null && report.Failure() is { } failure)
                throw failure;
            if (branch != RefVerdict.HeldBack || journal != RefVerdict.Moved || attempt == Attempts)
            {
                // Alone, as where the server takes one ref after the other; what is wrong is said of that one.
                keep?.Invoke();
                RemoveBranch(head, otherwise);
                return false;
            }

            session.Wait(attempt);
            View = View.With(Settings.Journal, session.Remote.Fetch([Settings.Journal.ToString()])[Settings.Journal]);
        }
    }

    /// <summary>Takes note of what became of an entry of the journal that was pushed together with what it tells of.</summary>
    /// <param name="happened">What it says.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="isWritten">Whether it was written.</param>
    /// <returns>Whether it was written.</returns>
    private protected bool NoteEntry(JournalEvent happened, RefUpdate entry, bool isWritten)
    {
        if (isWritten)
        {
            View = View.With(entry.Ref, entry.New);
            session.NoteJournal(entry.New);
        }
        else
        {
            session.Notices.Forget(happened);
        }

        return isWritten;
    }

    private void SetStatus(PullRequest request, CommitId head, bool isPublished, string description)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                session.Forge.Do((forge, cancellation) => forge.SetPublished(request, head, isPublished, description, cancellation));
                return;
            }
            catch (HotfixException) when (attempt < StatusAttempts)
            {
                // A forge may need a moment until it has seen a push.
                session.Pause(StatusPause);
            }
            catch (HotfixException error)
            {
                _warnings.Add(HotfixErrors.StatusNotSet(OwnStatus.Published, error));
                return;
            }
        }
    }
}
