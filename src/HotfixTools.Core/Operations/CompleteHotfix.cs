using System.Text;

namespace HotfixTools;

/// <summary>Merges the hotfix back and removes its branch. Each step is skipped where it is done, so a second run finishes a first.</summary>
/// <param name="session">The repository.</param>
/// <param name="rollIn">Whether the fix goes with the regular release, without a deploy of its own.</param>
public sealed class CompleteHotfix(HotfixSession session, bool rollIn) : HotfixOperation<Hotfix>(session)
{
    // A server of Git may be behind the forge's own word for a moment.
    private const int LooksForMerge = 10;

    private Hotfix? _hotfix;
    private CommitId _head = CommitId.Zero;
    private CommitId? _merge;
    private CommitId? _seen;
    private bool _isRecorded;
    private bool _isInLedger;
    private ReviewFacts? _review;

    // The last step takes away what a second run would know the hotfix by: that it goes on in the journal, or its branch.
    private bool IsKnownToJournal => Hotfix.Id is not null;

    private RefName Archive => Settings.ArchiveOf(Hotfix.Id!, _head);

    private Hotfix Hotfix => _hotfix ?? throw new InvalidOperationException("Not prepared.");

    /// <inheritdoc/>
    public override Plan Prepare()
    {
        _ = Session.Identity;
        View = Session.Look(HotfixReader.Patterns(Settings));
        _seen = View.JournalTip;
        var facts = View.HotfixHead is null ? null : Reader.RequireFacts(View);
        _hotfix = facts is null ? Reader.Require(View) : Reader.Describe(facts);
        var (mainline, _) = View.RequireMainline(Session.Remote.Url);
        if (View.HotfixHead is null && Hotfix.State != HotfixState.Merged)
            throw HotfixErrors.HotfixHalfDone(Hotfix);
        if (Hotfix.Commits.Count == 0)
            throw HotfixErrors.NoFixCommits(Hotfix, Session.Typed.Push());

        _head = CommitId.Parse(Hotfix.Head!);
        _isInLedger = facts is { WasPublished: true };
        _merge = CommitId.TryParse(Hotfix.MergeCommit, out var merged) ? merged : null;
        if (facts is not null)
            Judge(facts);
        if (facts?.Forecast is { } forecast)
            RequireClean(forecast.Outcome, mainline);
        if (facts is not null && _merge is null)
            _review = FindRequest(mainline);

        PlanStep[] merge = _review is { Request: { } request } review
            ? [
                StatusStep(review, () => request, _head, isPublished: true, rollIn ? "Goes with the regular release" : null),
                new(review.Forge, $"Have pull request #{request.Number} of {Settings.Branch} ({_head.Short}) merged into {mainline} ({Settings.Reviews.Method.ToString().ToLowerInvariant()})", () => _merge is not null, () => MergeRequest(request, mainline)),
            ]
            : [new(RemoteName, $"Merge {Settings.Branch} ({_head.Short}) into {mainline} and push it", () => _merge is not null, () => Merge(mainline))];
        PlanStep[] keep = facts is not null && IsCopied()
            ? [new(RemoteName, $"Keep {_head.Short} as {Archive}, because {mainline} has a copy of it", () => View.HotfixHead is null, KeepHead)]
            : [];
        PlanStep remove = new(RemoteName, $"Remove {Branch}, if it is still at {_head.Short}", () => View.HotfixHead is null, Remove);
        PlanStep record = new(RemoteName, $"Append 'Completed' to {Settings.Journal}", () => _isRecorded, Record);
        PlanStep[] local = LocalBranch() is { } here
            ? [new(Session.Location, $"Remove the local branch {Settings.Branch} ({here.Short}), which is merged", () => LocalBranch() is null, RemoveLocalBranch)]
            : [];
        return new Plan(
            $"Merge {Settings.Branch} into {mainline} and remove it",
            IsKnownToJournal ? [.. merge, .. keep, .. local, remove, record] : [.. merge, .. local, record, remove]);
    }

    /// <inheritdoc/>
    public override Hotfix Result() => Hotfix with
    {
        State = HotfixState.Completed,
        MergeCommit = _merge?.ToString(),
        LastActivityAt = Session.Now,
        BehindMainline = 0,
        IsStale = false,
        Findings = [],
        NextStep = null,
    };

    private void Judge(HotfixFacts facts)
    {
        var findings = new FindingList(Session.Location);
        CompleteGate.Judge(facts, rollIn, findings);
        var refusals = findings.WorstFirst().Concat(Hotfix.Findings.Where(finding => finding.Id == FindingId.ChecksLostInMerge)).ToArray();
        if (refusals.Length > 0)
            throw HotfixErrors.Refused(refusals, "Nothing was merged.");
        Concerns = [.. Hotfix.Findings.Where(finding => finding.Id is FindingId.Contaminated or FindingId.UnpushedCommits or FindingId.Diverged)];
    }

    private TreeId RequireClean(MergeOutcome outcome, BranchName mainline) =>
        outcome.Tree ?? throw (outcome.LeftToGit is { } why
            ? HotfixErrors.MergeUnsupported(why, outcome.Conflicts, $"Merge by hand in a clone: {Session.Typed.CompleteByHand(mainline)}")
            : HotfixErrors.MergeConflict(Settings.Branch, mainline, outcome.Conflicts, Session.Typed.CompleteByHand(mainline)));

    // Through the pull request where the settings say so, or where the forge lets nobody push.
    private ReviewFacts? FindRequest(BranchName mainline)
    {
        var way = Settings.Reviews.MergeBack;
        if (way == MergeBack.Push)
            return null;
        var why = "the settings say so (review.mergeBack)";
        if (way == MergeBack.PullRequest)
        {
            _ = Session.Forge.Require();
        }
        else
        {
            try
            {
                if (Session.Forge.Find() is null || Session.Forge.Ask((forge, cancellation) => forge.ReadProtection(mainline, cancellation)) is not { IsProtected: true } protection)
                    return null;
                why = $"{mainline} is protected{(protection.Why.Length > 0 ? $" ({protection.Why})" : string.Empty)}";
            }
            catch (HotfixException) when (Settings.Review is null)
            {
                // Nobody named a forge. One that lets nobody push says so when it is tried.
                return null;
            }
        }

        var review = Session.Forge.Read(_head, mainline)!;
        if (review.Failure is { } failure)
            throw failure;
        if (review.Request is null)
            throw HotfixErrors.PullRequestMissing(Settings.Branch, mainline, review.Forge, why);
        return review;
    }

    // Squashed or rebased, the commits are in nobody's history: between the branch and the journal's entry nothing would keep
    // them, and a second run would not know them. What was live is kept by the ledger.
    private bool IsCopied() =>
        IsKnownToJournal && !_isInLedger
        && (_merge is null ? _review is not null && Settings.Reviews.Method != MergeMethod.Merge : View.MainlineTip is { } tip && !Session.Repository.IsAncestor(_head, tip));

    private void MergeRequest(PullRequest request, BranchName mainline)
    {
        var message = Message(mainline).Split('\n', 2);
        var merged = new PullRequestMerge(Session, request.Number, _head, mainline).Run(message[0], message[1].Trim('\n') is { Length: > 0 } rest ? rest + "\n" : string.Empty);
        // The forge says what it made; the mainline says whether it is there.
        for (var look = 1; _merge is null; look++)
        {
            View = Session.Look(HotfixReader.Patterns(Settings));
            _merge = MergeOf(merged);
            if (_merge is null && look == LooksForMerge)
                throw HotfixErrors.MergeNotOver(_review!.Forge, request.Number, $"it is said to be merged, and {mainline} does not have it", request.Url);
            if (_merge is null)
                Session.Pause(TimeSpan.FromSeconds(1));
        }

        if (View.HotfixHead is { } now && now != _head)
            throw HotfixErrors.HotfixMoved(Settings.Branch, _head, now, $"{_head.Short} is merged; the branch was kept, because {now.Short} is not.");
    }

    private CommitId? MergeOf(PullRequest merged)
    {
        if (View.MainlineTip is not { } tip)
            return null;
        if (merged.MergeCommit is { } made && Session.Repository.Find(made) is not null && Session.Repository.IsAncestor(made, tip))
            return made;
        return View.HotfixHead == _head && CommitId.TryParse(Reader.Read(View)?.MergeCommit, out var found) ? found : Session.Repository.IsAncestor(_head, tip) ? tip : null;
    }

    private void Merge(BranchName mainline)
    {
        PushInTurn(
            () =>
            {
                var (_, tip) = View.RequireMainline(Session.Remote.Url);
                var merge = Session.Write(new NewCommit(
                    RequireClean(Session.Repository.Merge(tip, _head), mainline), [tip, _head], Message(mainline), Session.Identity, Session.Now));
                return new RefUpdate(RefName.Of(mainline), tip, merge);
            },
            () =>
            {
                LookAgain(mainline);
                return _merge is not null;
            },
            Push);
        _merge ??= View.MainlineTip;
    }

    // With all that is left to do, where the server writes all or nothing; otherwise one after the other, which also tells what
    // the server refuses. Nor where an order matters: a forge must see the merge before the branch of its pull request goes, a
    // hotfix that the journal does not name needs its branch until it does, and a local branch is removed before the end.
    private PushReport Push(RefUpdate merge)
    {
        if (Session.Forge.IsLikely || !IsKnownToJournal || LocalBranch() is not null || View.JournalTip != _seen)
            return Session.Remote.CompareAndSwapPush([merge]);
        var end = End(merge.New);
        var entry = Session.Journal.Draft(View.JournalTip, end);
        var report = Session.Remote.CompareAndSwapPush([merge, new RefUpdate(Branch, _head, CommitId.Zero), entry], Atomicity.ElseFirst);
        foreach (var written in report.Outcomes.Where(outcome => outcome.Verdict == RefVerdict.Written))
            View = View.With(written.Update.Ref, written.Present);
        _isRecorded = NoteEntry(end, entry, View.JournalTip == entry.New);
        return report.Cause is null && report.Outcomes[0].Verdict is RefVerdict.HeldBack or RefVerdict.Rejected
            ? Session.Remote.CompareAndSwapPush([merge])
            : report with { Outcomes = [report.Outcomes[0]] };
    }

    // The mainline moved. So may the hotfix have, and what nobody has checked is not merged.
    private void LookAgain(BranchName mainline)
    {
        View = Session.Look(HotfixReader.Patterns(Settings));
        if (View.HotfixHead is { } now && now != _head)
            throw HotfixErrors.HotfixMoved(Settings.Branch, _head, now, "Nothing was merged.");
        if (View.MainlineTip is { } tip && Session.Repository.IsAncestor(_head, tip))
            _merge = CommitId.TryParse(Reader.Read(View)?.MergeCommit, out var merged) ? merged : tip;
        else if (View.HotfixHead is null)
            throw HotfixErrors.HotfixMoved(Settings.Branch, _head, null, $"It was removed, and is not in {mainline}. Nothing was merged.");
    }

    private JournalEvent End(CommitId? merge) => new(
        JournalEventKind.Completed, IdOf(Hotfix, _head), Settings.Branch, Session.Now, Session.Identity,
        CommitId.TryParse(Hotfix.Base, out var origin) ? origin : null, _head, merge, rollIn ? "Rolled into the regular release" : null);

    private string Done => $"{_head.Short} is merged all the same, by {_merge?.Short}.";

    private void Remove()
    {
        string Kept(CommitId now) => $"{_head.Short} is merged; the branch was kept, because {now.Short} is not.";
        if (IsKnownToJournal)
            // Who takes the merge out of the mainline this very moment, by force, must not take the last that keeps the head.
            _isRecorded = RemoveBranch(_head, End(_merge), _seen, Kept, Done, _isInLedger ? null : KeepHead);
        else
            RemoveBranch(_head, Kept);
    }

    private void KeepHead() => Keep(Archive, _head);

    private void Record()
    {
        Session.Journal.Append(View.JournalTip, End(_merge), newest => ForbidOvertaken(_seen, newest, IdOf(Hotfix, _head), JournalEventKind.Completed, Done));
        _isRecorded = true;
    }

    // Only what is merged, and nowhere in use.
    private CommitId? LocalBranch() =>
        Session.Repository.LocalBranch(Settings.Branch) is { } local
        && Session.Repository.IsAncestor(local, _head)
        && !Session.Repository.IsCheckedOut(Settings.Branch)
            ? local
            : null;

    private void RemoveLocalBranch()
    {
        if (LocalBranch() is { } local)
            Session.Repository.DeleteLocalBranch(Settings.Branch, local);
    }

    private string Message(BranchName mainline)
    {
        var message = new StringBuilder($"Merge branch '{Settings.Branch}' into {mainline}\n");
        if (!string.IsNullOrEmpty(Hotfix.Reason))
            message.Append('\n').Append(Hotfix.Reason).Append('\n');
        if (Hotfix.Id is { } id)
            message.Append('\n').Append(HotfixTrailers.Id).Append(": ").Append(id).Append('\n');
        return message.ToString();
    }
}
