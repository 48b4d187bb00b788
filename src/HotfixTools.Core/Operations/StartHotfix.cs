namespace HotfixTools;

/// <summary>The claim: the one hotfix branch, created from what is live, and pushed.</summary>
/// <param name="session">The repository.</param>
/// <param name="request">What is wanted.</param>
public sealed class StartHotfix(HotfixSession session, StartHotfixRequest request) : HotfixOperation<Hotfix>(session)
{
    // As long as the winner of a race may take from the branch to its journal entry.
    private const int LooksForOwner = 12;

    // Who is told that there is one already waits for no forge.
    private readonly HotfixReader _reader = new(session) { AsksForge = false };
    private JournalEvent? _started;
    private bool _isRecorded;
    private string? _source;

    /// <inheritdoc/>
    public override Plan Prepare()
    {
        var identity = Session.Identity;
        var live = new LastDeploy(Session);
        EnvironmentName environment = request.Deploy is { } given ? EnvironmentName.Parse(given.Environment) : Settings.LastEnvironment;
        // Fetch first: the deploy, and the hotfix, may have changed since the clone was made.
        View = Session.Look([.. HotfixReader.Patterns(Settings), .. Parents(), .. live.Patterns([environment], request.Sources)]);
        var (mainline, _) = View.RequireMainline(Session.Remote.Url);
        var present = Present();
        if (request.Adopt)
            return PlanAdoption(present, identity);
        var unfinished = present is null ? null : UnfinishedOf(present);
        if (present is not null && unfinished is null)
            throw View.HotfixHead is null ? HotfixErrors.HotfixHalfDone(present) : InProgress(present);
        if (present is null)
            ForbidBranchInTheWay();

        var origin = unfinished?.Base ?? FindBase(live, environment, mainline);
        if (request.CheckOut && Session.Repository.WhyNotCheckOut(Settings.Branch, View.HotfixHead ?? origin) is { } obstacle)
            throw HotfixErrors.CheckoutRefused(Session.Location, obstacle);
        _started = new JournalEvent(
            JournalEventKind.Started, unfinished?.HotfixId ?? IdOfEarlierRun(origin) ?? HotfixIds.New(Session.Now), Settings.Branch, Session.Now, identity,
            Base: origin, Head: origin, Reason: unfinished?.Reason ?? request.Reason)
        {
            Environment = environment,
            Source = _source,
        };
        return Plan(origin);
    }

    /// <inheritdoc/>
    public override Hotfix Result() => _reader.Require(View);

    // One that was tried out and whose branch somebody removed is in nobody's way; one that production runs is.
    private Hotfix? Present() =>
        _reader.Read(View) is { } found && (View.HotfixHead is not null || found.State != HotfixState.InProgress) ? found : null;

    // A claim of this very clone that was cut off: by an earlier run of this command, which this run finishes.
    private UnfinishedClaim? UnfinishedOf(Hotfix present) =>
        UnfinishedClaim.Read(Session.Repository) is { } claim
        && claim.Branch == Settings.Branch
        && (present.Id == claim.HotfixId || (present.Id is null && !IsTold(claim.HotfixId) && View.HotfixHead is { } head && Session.Repository.IsAncestor(claim.Base, head)))
            ? claim
            : null;

    // Named, and over since: what there is now is another one.
    private bool IsTold(string id) => Session.Journal.Read(View.JournalTip).Take(Ledger.MaxLookedAt).Any(happened => happened.HotfixId == id);

    // What an earlier run of this clone sent may still arrive, and is then this very hotfix.
    private string? IdOfEarlierRun(CommitId origin) =>
        UnfinishedClaim.Read(Session.Repository) is { } earlier && earlier.Branch == Settings.Branch && earlier.Base == origin && !IsTold(earlier.HotfixId)
            ? earlier.HotfixId
            : null;

    private Plan Plan(CommitId origin)
    {
        List<PlanStep> steps =
        [
            new(RemoteName, $"Create {Branch} at {origin.Short}, which must not exist", () => View.HotfixHead is not null, () => Claim(origin)),
            new(RemoteName, $"Append 'Started' to {Settings.Journal}", () => false, Record),
        ];
        if (request.CheckOut)
            steps.Add(new(Session.Location, $"Check out {Settings.Branch}", () => false, CheckOut));
        return new Plan($"Start a hotfix from {origin.Short}", steps);
    }

    private Plan PlanAdoption(Hotfix? present, GitIdentity identity)
    {
        if (present is null || View.HotfixHead is not { } head)
            throw present is null ? HotfixErrors.NoHotfix(Settings.Branch, Session.Remote.Url, Session.Typed.Start) : HotfixErrors.HotfixHalfDone(present);
        if (present.Id is not null)
            throw HotfixErrors.HotfixInProgress(present);
        _started = new JournalEvent(
            JournalEventKind.Started, HotfixIds.New(Session.Now), Settings.Branch, Session.Now, identity,
            Base: CommitId.TryParse(present.Base, out var origin) ? origin : null, Head: head, Reason: request.Reason);
        return new Plan(
            $"Adopt the hotfix at {head.Short}",
            [new(RemoteName, $"Append 'Started' to {Settings.Journal}", () => false, Record)]);
    }

    private CommitId FindBase(LastDeploy live, EnvironmentName environment, BranchName mainline)
    {
        if (request.Base is { } expression)
            return CheckedBase(Session.Resolve(expression), environment, mainline);
        if (request.Deploy is not { } given)
        {
            var found = live.Find(View, environment, request.Sources);
            _source = found.IsSourceChosen ? found.Source : null;
            return CommitId.Parse(found.Commit);
        }

        _source = given.IsSourceChosen ? DisplayText.Clean(given.Source) : null;

        var commit = CommitId.TryParse(given.Commit, out var id) ? id : throw HotfixErrors.CommitNotFound(given.Commit, "is not a full commit id");
        // Only who said so can say that it is still so. Who cannot be asked here leaves it to the history.
        var sources = given.Source.Split(',', StringSplitOptions.TrimEntries).Intersect(Settings.SourcesOf(environment).Select(source => source.Name), StringComparer.OrdinalIgnoreCase).ToList();
        var answers = sources.Count > 0 ? live.Ask(View, environment, sources) : [];
        if (answers.Select(answer => answer.Failure).FirstOrDefault(failure => failure is not null) is { } silent)
            throw silent;
        Deploy[] deploys = [.. answers.Select(answer => answer.Deploy).OfType<Deploy>()];
        if (deploys.FirstOrDefault(deploy => deploy.Commit != given.Commit) is { } newer)
            throw HotfixErrors.Superseded(environment, commit, newer);
        return deploys.Length > 0 ? commit : CheckedBase(Session.Resolve(commit.ToString()), environment, mainline);
    }

    private CommitId CheckedBase(CommitId commit, EnvironmentName environment, BranchName mainline)
    {
        if (View.MainlineTip is { } tip && Session.Repository.IsAncestor(commit, tip))
            return commit;
        // What is live may be a hotfix that the forge squashed: not on the mainline, and yet the right base.
        var wasLive = Session.LedgerOf(environment).Read(View.LedgerTip(environment)).Any(deploy => deploy.Commit == commit.ToString());
        return wasLive ? commit : throw HotfixErrors.BaseNotOnMainline(commit, mainline);
    }

    private void ForbidBranchInTheWay()
    {
        var below = View.SimilarBranches.Where(branch => branch.ToString().StartsWith(Settings.Branch + "/", StringComparison.Ordinal));
        var above = Parents().Select(RefName.Parse).Where(name => View.Refs[name] is not null).Select(name => BranchName.Parse(name.ToString()["refs/heads/".Length..]));
        foreach (var branch in above.Concat(below))
            throw HotfixErrors.BranchInTheWay(Settings.Branch, branch);
    }

    // For a branch "ops/hotfix": "ops" would be in its way.
    private IEnumerable<string> Parents()
    {
        var parts = Settings.Branch.ToString().Split('/');
        return Enumerable.Range(1, parts.Length - 1).Select(length => "refs/heads/" + string.Join('/', parts.Take(length)));
    }

    private void Claim(CommitId origin)
    {
        var earlier = UnfinishedClaim.Read(Session.Repository);
        // Before it is noted that anything was sent: what cannot be signed is not.
        var entry = Session.Journal.Draft(View.JournalTip, _started!);
        new UnfinishedClaim(_started!.HotfixId, Settings.Branch, origin, request.Reason).Write(Session.Repository);
        var report = Push(origin, entry);
        // The push of an earlier run of this clone, whose answer was lost, came through only now. Should it be somebody
        // else's after all, the journal says so: who is first there is right.
        var isOfEarlierRun = report.Outcomes[0].Present == origin && earlier?.Branch == Settings.Branch && earlier.Base == origin;
        // Unless the remote went away, it is known that nothing was claimed.
        if (!report.IsWritten && !isOfEarlierRun && report.Cause is null)
            UnfinishedClaim.Remove(Session.Repository);
        if (report.Failure() is { } failure)
            throw failure;
        if (!report.IsWritten && !isOfEarlierRun)
            throw FindOwner(origin, report.Outcomes[0].Present);
        View = View.With(Branch, origin);
    }

    // With the entry of the journal where the server writes both or none: who loses must not have written to the journal. Alone
    // otherwise, and where somebody else was writing to the journal or it is refused: a claim does not wait for that.
    private PushReport Push(CommitId origin, RefUpdate entry)
    {
        var claim = new RefUpdate(Branch, CommitId.Zero, origin);
        var report = Session.Remote.CompareAndSwapPush([claim, entry], Atomicity.ElseFirst);
        var (branch, journal) = (report.Outcomes[0].Verdict, report.Outcomes[1].Verdict);
        _isRecorded = NoteEntry(_started!, entry, report.IsWritten);
        if (_isRecorded)
            return report;
        // git takes a ref that it hides out of what it writes together (receive.hideRefs).
        if (branch == RefVerdict.Rejected && journal == RefVerdict.Written)
            Session.Remote.CompareAndSwapPush([new RefUpdate(entry.Ref, entry.New, entry.Expected, IsReplacement: true)]);
        if (report.Cause is null && branch is RefVerdict.HeldBack or RefVerdict.Rejected && journal is RefVerdict.Moved or RefVerdict.Rejected)
            return Session.Remote.CompareAndSwapPush([claim]);
        return report with { Outcomes = [report.Outcomes[0]] };
    }

    // A branch just made and not yet named: whoever made it is about to say so.
    private HotfixException InProgress(Hotfix present) =>
        present.StartedBy is null && present.Commits.Count == 0
            ? FindOwner(CommitId.Parse(present.Base ?? present.Head!), CommitId.Parse(present.Head!))
            : HotfixErrors.HotfixInProgress(present);

    // Where the answer to a claim was lost, two may believe that the branch is theirs: who is first in the journal is right.
    private void ForbidOtherOwner(CommitId? newest)
    {
        // Whoever ended it before it was named says so in the journal before the branch goes.
        if (Session.Journal.Since(View.JournalTip, newest).FirstOrDefault(happened => happened.IsEnd && happened.Branch == Settings.Branch && happened.HotfixId == HotfixIds.Unclaimed(_started!.Head!)) is { } end)
        {
            UnfinishedClaim.Remove(Session.Repository);
            throw HotfixErrors.HotfixOvertaken(end, "The journal does not name you.");
        }

        var before = Session.Journal.OfCurrent(View.JournalTip).FirstOrDefault()?.HotfixId;
        var owner = Session.Journal.OfCurrent(newest).FirstOrDefault()?.HotfixId;
        if (owner is null || owner == before || owner == _started!.HotfixId)
            return;
        UnfinishedClaim.Remove(Session.Repository);
        throw FindOwner(_started.Base ?? CommitId.Zero, null);
    }

    private HotfixException FindOwner(CommitId origin, CommitId? present)
    {
        for (var look = 1; ; look++)
        {
            var view = Session.Look(HotfixReader.Patterns(Settings));
            var hotfix = _reader.Read(view);
            if (hotfix is null)
                return HotfixErrors.HotfixMoved(Settings.Branch, origin, present, "Somebody else started a hotfix and ended it at the same moment; nothing was written.");
            if (hotfix.StartedBy is not null || look == LooksForOwner)
                return HotfixErrors.HotfixInProgress(hotfix);
            Session.Wait(look);
        }
    }

    private void Record()
    {
        try
        {
            if (!_isRecorded)
                View = View.With(Settings.Journal, Session.Journal.Append(View.JournalTip, _started!, ForbidOtherOwner));
        }
        catch (HotfixException error) when (error.Id == nameof(HotfixErrors.RefNotAccepted) && !request.Adopt)
        {
            // A claim that cannot name its owner is none. By comparison: a fix that somebody pushed already keeps its branch.
            Session.Remote.CompareAndSwapPush([new RefUpdate(Branch, _started!.Base!, CommitId.Zero)]);
            UnfinishedClaim.Remove(Session.Repository);
            throw;
        }

        if (!request.CheckOut)
            UnfinishedClaim.Remove(Session.Repository);
    }

    private void CheckOut()
    {
        Session.Remote.Keep();
        Session.Repository.CheckOut(Settings.Branch, View.HotfixHead!);
        UnfinishedClaim.Remove(Session.Repository);
    }
}
