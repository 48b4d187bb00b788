namespace HotfixTools;

/// <summary>
/// One commit made live in one environment: deployed, then written to the ledger, then to the journal. What was deployed
/// and not written yet is written first, whatever becomes of the rest.
/// </summary>
/// <param name="session">The repository.</param>
/// <param name="environment">The environment.</param>
/// <param name="deployer">The way to make it live.</param>
public abstract class RolloutOperation(HotfixSession session, EnvironmentName environment, IDeployer deployer) : HotfixOperation<Deploy>(session)
{
    // What this run, or an earlier one from this clone, deployed and has not recorded yet.
    private DeployNote? _note;
    private Deploy? _deploy;
    private bool _isJournalled;

    /// <summary>Why nothing is deployed, where all that there was to do was to record what an earlier run deployed.</summary>
    public HotfixException? Refusal { get; private set; }

    /// <inheritdoc/>
    public sealed override Plan Prepare()
    {
        _ = Session.Identity;
        if (DeployNote.IsUnderWay(Session.Repository, environment))
            throw HotfixErrors.DeployInProgress(environment);
        View = Session.Look([.. HotfixReader.Patterns(Settings), .. EnvironmentReader.Patterns(Session, [environment], Sources)]);
        _note = DeployNote.Read(Session.Repository, environment);
        var owed = _note;
        if (owed is { Outcome: DeployOutcome.Begun, IsResumable: true } && !deployer.CanResume && !GoesOnWithoutEnd)
            throw HotfixErrors.DeployNotOver(environment, owed.Commit, "it was begun in another way, which alone can be asked what became of it", owed.Run?.Url);
        DeployNote planned;
        try
        {
            planned = Decide(isDeployed: commit => IsLive(commit) || IsDeployed(commit) || IsUnderWay(commit));
        }
        catch (HotfixException refusal) when (owed is not null)
        {
            Refusal = refusal;
            return new Plan($"Record what became of the deploy of {owed.Commit.Short} to {environment}", OwedSteps(owed));
        }

        var commit = planned.Commit;
        List<PlanStep> steps = owed is null || IsDeployed(commit) || IsUnderWay(commit) ? [] : [.. OwedSteps(owed)];
        var action = IsUnderWay(commit) ? $"Wait for the deploy of {commit.Short} to {environment} {deployer.Description}, begun at {Clock.Text(owed!.BegunAt)}" : $"Deploy {commit.Short} to {environment} {deployer.Description}";
        steps.Add(new($"{environment}", action, () => (IsLive(commit) && !IsInDoubt) || IsDeployed(commit) || _isJournalled, () => Deploy(planned)));
        steps.Add(new(RemoteName, $"Append the deploy of {commit.Short} to {Settings.LedgerOf(environment)}", () => IsLive(commit), Record));
        if (planned.HotfixId is not null)
            steps.Add(new(RemoteName, $"Append '{planned.Kind}' to {Settings.Journal}", () => IsJournalled(planned), () => RecordEvent(planned)));
        steps.AddRange(LastSteps(commit));
        return new Plan(TitleOf(commit), steps);
    }

    /// <inheritdoc/>
    public sealed override Deploy Result() => _deploy ?? Newest ?? throw new InvalidOperationException("Nothing was deployed.");

    /// <summary>The environment.</summary>
    private protected EnvironmentName Environment => environment;

    /// <summary>The names of the sources to believe about what is live; empty for all.</summary>
    private protected virtual IReadOnlyList<string> Sources => [];

    /// <summary>What an earlier run from this clone left to be recorded; null for nothing.</summary>
    private protected DeployNote? Owed => _note;

    /// <summary>Whether what the ledger has may not be what runs there, because a deploy failed since.</summary>
    private protected virtual bool IsInDoubt => false;

    /// <summary>Whether somebody decided that a deploy whose end is not known is not waited for.</summary>
    private protected virtual bool GivesUpEarlier => false;

    /// <summary>Whether this goes on where it cannot be found out, in the time that there is, what became of an earlier deploy.</summary>
    private protected virtual bool GoesOnWithoutEnd => GivesUpEarlier;

    /// <summary>The entry of the ledger that an earlier deploy of this clone got, when this run found out what became of it; null for none.</summary>
    private protected string? SettledEntry { get; private set; }

    /// <summary>What is done, for a person who is asked to confirm it.</summary>
    /// <param name="commit">What is deployed.</param>
    private protected abstract string TitleOf(CommitId commit);

    /// <summary>What is live by the ledger.</summary>
    private protected Deploy? Newest => Session.LedgerOf(environment).Read(View.LedgerTip(environment)).FirstOrDefault();

    /// <summary>What is done when it is recorded.</summary>
    /// <param name="commit">What is deployed.</param>
    private protected virtual IEnumerable<PlanStep> LastSteps(CommitId commit) => [];

    /// <summary>Checks, and says what is to be deployed.</summary>
    /// <param name="isDeployed">Whether a commit is deployed already, so that nothing is to be checked any more.</param>
    private protected abstract DeployNote Decide(Func<CommitId, bool> isDeployed);

    /// <summary>Looks again right before the deploy starts, and throws where what was decided no longer holds.</summary>
    /// <param name="planned">What was decided.</param>
    private protected abstract void DecideAgain(DeployNote planned);

    /// <summary>A deploy that is about to begin.</summary>
    private protected DeployNote Planned(
        CommitId commit, JournalEventKind kind, string? hotfixId, CommitId? head, string? reason = null, IReadOnlyList<string>? passed = null) => new(
            environment, commit, DeployOutcome.Begun, Session.Now, Session.Now, EntryId.New(), kind, hotfixId, head,
            IsHotfix: !(View.MainlineTip is { } tip && Session.Repository.IsAncestor(commit, tip)), reason, passed ?? [])
        {
            Source = Sources.Count > 0 ? string.Join(", ", Sources) : null,
        };

    // What is deployed and still to be recorded takes the place of what the ledger has.
    private bool IsLive(CommitId commit) => Newest?.Commit == commit.ToString()
        && !(_note is { Outcome: DeployOutcome.Deployed } owed && owed.Commit != commit && !IsOutrun(owed));

    private bool IsDeployed(CommitId commit) => _note is { Outcome: DeployOutcome.Deployed } note && note.Commit == commit;

    // An earlier command began it, did not see its end, and what deploys can be asked.
    private bool IsUnderWay(CommitId commit) => !GivesUpEarlier && _note is { Outcome: DeployOutcome.Begun, IsResumable: true } note && deployer.CanResume && note.Commit == commit;

    // What an earlier run left to be recorded, and is not what this run is about.
    private List<PlanStep> OwedSteps(DeployNote owed)
    {
        if (IsUnderWay(owed.Commit))
            return [new($"{environment}", $"Find out what became of the deploy of {owed.Commit.Short} to {environment}, begun at {Clock.Text(owed.BegunAt)}, and record it", () => _note != owed && _note?.EntryId != owed.EntryId, () => Settle(owed))];
        if (owed.Outcome != DeployOutcome.Deployed)
            return [new(RemoteName, $"Append 'PublishFailed' of {owed.Commit.Short} to {Settings.Journal}", () => _note != owed, () => RecordFailure(owed))];
        List<PlanStep> steps = [new(RemoteName, $"Append the deploy of {owed.Commit.Short}, made at {Clock.Text(owed.At)}, to {Settings.LedgerOf(environment)}", () => IsOutrun(owed), Record)];
        steps.Add(new(RemoteName, $"Append '{owed.Kind}' of {owed.Commit.Short} to {Settings.Journal}", () => _note != owed, () => RecordOwedEvent(owed)));
        return steps;
    }

    // The chain only grows at its end, which says what is live. Where somebody deployed since, that is no longer this.
    private protected bool IsOutrun(DeployNote owed) => IsLive(owed.Commit) || Newest is { } newest && newest.DeployedAt > owed.At;

    private void Deploy(DeployNote planned)
    {
        var isResumed = IsUnderWay(planned.Commit);
        if (!isResumed)
            DecideAgain(planned);
        if (DeployNote.IsUnderWay(Session.Repository, environment))
            throw HotfixErrors.DeployInProgress(environment);
        var note = isResumed ? _note! : planned with { BegunAt = Session.Now, At = Session.Now, IsResumable = deployer.CanResume };
        // What was never started is not started now: what was decided then need not hold any more.
        Make(note, isResumed, mayStart: !isResumed);
        if (!isResumed || !IsOvertaken())
            return;
        RecordEvent(planned);
        throw HotfixErrors.DeployOvertaken(environment, planned.Commit, Newest!);
    }

    // Whether somebody deployed something else since it began: then it is not what is live.
    private bool IsOvertaken()
    {
        View = Session.Look([.. HotfixReader.Patterns(Settings), .. EnvironmentReader.Patterns(Session, [environment], Sources)]);
        return _note is { } note && Newest is { } newest && newest.Commit != note.Commit.ToString() && newest.DeployedAt > note.BegunAt;
    }

    // Another commit is on its way there. Two deploys at once, and nobody knows which one wins.
    private void Settle(DeployNote owed)
    {
        if (DeployNote.IsUnderWay(Session.Repository, environment))
            throw HotfixErrors.DeployInProgress(environment);
        try
        {
            Make(owed, isResumed: true, mayStart: false);
        }
        catch (HotfixException) when (_note?.EntryId != owed.EntryId)
        {
            // It failed, and that is recorded.
            return;
        }
        catch (HotfixException error) when (GoesOnWithoutEnd && error.Id == nameof(HotfixErrors.DeployNotOver))
        {
            RecordFailure(owed);
            return;
        }

        if (!IsOvertaken())
            Record();
        SettledEntry = owed.EntryId;
        RecordOwedEvent(owed);
    }

    private void Make(DeployNote note, bool isResumed, bool mayStart)
    {
        _note = note;
        _note.Write(Session.Repository);
        var request = new DeployRequest(environment, note.Commit, Settings.Branch, Session.Location)
        {
            Id = note.EntryId,
            Mainline = View.Mainline,
            BegunAt = note.BegunAt,
            IsResumed = isResumed,
            MayStart = mayStart,
            Run = note.Run,
            Started = run =>
            {
                _note = _note! with { Run = run };
                _note.Write(Session.Repository);
            },
        };
        try
        {
            deployer.Deploy(request, Session.Cancellation);
        }
        catch (HotfixException failure) when (failure.Id != nameof(HotfixErrors.DeployNotOver))
        {
            _note = _note with { Outcome = DeployOutcome.Failed, At = Session.Now, Reason = failure.Message };
            _note.Write(Session.Repository);
            TryRecordFailure(_note);
            throw;
        }

        _note = _note with { Outcome = DeployOutcome.Deployed, At = Session.Now };
        _note.Write(Session.Repository);
    }

    private void Record()
    {
        var note = _note ?? throw new InvalidOperationException("Nothing was deployed.");
        try
        {
            var (tip, deploy) = Session.LedgerOf(environment).Append(
                View.LedgerTip(environment),
                new Deploy
                {
                    Environment = environment.ToString(),
                    Commit = note.Commit.ToString(),
                    DeployedAt = note.At,
                    DeployedBy = DisplayText.Clean(Session.Identity.ToString()),
                    IsHotfix = note.IsHotfix,
                    EntryId = note.EntryId,
                    Url = note.Run?.Url,
                    HotfixId = note.Kind == JournalEventKind.Published ? note.HotfixId : null,
                },
                recordedSince: note.BegunAt);
            _deploy = deploy;
            View = View.With(Settings.LedgerOf(environment), tip);
        }
        catch (HotfixException error)
        {
            throw HotfixErrors.DeployNotRecorded(environment, note.Commit, error);
        }

        if (note.HotfixId is null)
            Forget();
    }

    // Of what is live and not by this run, only what Publish-Hotfix wrote to the ledger, of this very hotfix, is owed to the journal.
    private bool IsJournalled(DeployNote planned) =>
        _isJournalled
        || (!IsInDoubt && _note is null && IsLive(planned.Commit)
            && (Newest is not { HotfixId: { } owner } newest || owner != planned.HotfixId || Session.Journal.IsRecorded(View.JournalTip, EventOf(planned with { EntryId = newest.EntryId! }))));

    private void RecordEvent(DeployNote planned)
    {
        var note = _note ?? planned with { EntryId = Newest!.EntryId! };
        if (note.HotfixId is not null)
            View = View.With(Settings.Journal, Session.Journal.Append(View.JournalTip, EventOf(note)));
        _isJournalled = true;
        Forget();
    }

    // The event of this run is still to come.
    private void RecordOwedEvent(DeployNote owed)
    {
        RecordEvent(owed);
        _isJournalled = false;
    }

    private void TryRecordFailure(DeployNote note)
    {
        try
        {
            RecordFailure(note);
        }
        catch (HotfixException)
        {
            // The deploy's own failure is what matters now; the note stays, and the next run writes the journal.
        }
    }

    private void RecordFailure(DeployNote note)
    {
        var reason = note.Outcome == DeployOutcome.Begun ? "It was cut off; how it ended is not known." : note.Reason;
        if (note.HotfixId is not null)
            View = View.With(Settings.Journal, Session.Journal.Append(View.JournalTip, EventOf(note) with { Kind = JournalEventKind.PublishFailed, Reason = reason }));
        Forget();
    }

    private JournalEvent EventOf(DeployNote note) => new(
        note.Kind, note.HotfixId!, Settings.Branch, Session.Now, Session.Identity, Head: note.Head, Reason: note.Reason)
    {
        Environment = environment,
        Commits = note.Commit == note.Head ? [] : [note.Commit],
        Passed = note.Passed,
        Source = note.Source,
        Url = note.Run?.Url,
        Key = note.EntryId,
    };

    private void Forget()
    {
        _note?.Remove(Session.Repository);
        _note = null;
    }
}
