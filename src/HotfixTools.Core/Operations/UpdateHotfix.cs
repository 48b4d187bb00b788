namespace HotfixTools;

/// <summary>
/// Superseded: moves the fix commits onto what is live now. The one place where a branch is replaced by what does not
/// grow from it; the old head is archived first, and only the head that was looked at is replaced.
/// </summary>
/// <param name="session">The repository.</param>
/// <param name="resolved">An expression that names a head that somebody moved by hand; null: move the commits.</param>
/// <param name="sources">The names of the sources to believe about what is live; empty for all.</param>
public sealed class UpdateHotfix(HotfixSession session, string? resolved, IReadOnlyList<string> sources) : HotfixOperation<Hotfix>(session)
{
    private HotfixFacts? _facts;
    private CommitId _base = CommitId.Zero;
    private CommitId _head = CommitId.Zero;
    private bool _isDraft;
    private bool _isRecorded;

    private HotfixFacts Facts => _facts ?? throw new InvalidOperationException("Not prepared.");

    /// <inheritdoc/>
    public override Plan Prepare()
    {
        _ = Session.Identity;
        var live = new LastDeploy(Session);
        View = Look();
        _facts = Reader.RequireFacts(View);
        if (Facts.Merge is not null)
            throw HotfixErrors.AlreadyMerged(Reader.Describe(Facts));
        var deploy = live.Find(View, Settings.LastEnvironment, sources);
        _base = CommitId.Parse(deploy.Commit);
        var isThere = Reader.AnswerOf(deploy, Facts.Base, Facts.Head, Facts.Events, View).IsKept;
        if (isThere)
            _base = Facts.Base ?? _base;
        _head = isThere ? Unmoved() : resolved is null ? Move() : Resolved(Session.Resolve(resolved));
        _isDraft = !isThere && resolved is null && Session.Repository.WantsSignedCommits;

        var old = Facts.Head;
        var archive = Settings.ArchiveOf(Facts.IdOrNew, old);
        // Nothing to note where nothing changed since it was noted, or where there is no journal of it.
        _isRecorded = isThere && (Facts.Started is null || Facts.RecordedBase == _base);
        // A signature changes what a commit is called, and nobody signs for a plan.
        var moved = _isDraft ? "its commits, signed," : _head.Short;
        PlanStep keep = new(RemoteName, $"Keep {old.Short} as {archive}", IsMoved, () => KeepOld(archive, old));
        PlanStep replace = new(RemoteName, $"Replace {Branch} by {moved} on {_base.Short}, if it is still at {old.Short}", IsMoved, () => Replace(old));
        PlanStep record = new(RemoteName, $"Append 'Updated' to {Settings.Journal}", () => _isRecorded, Record);
        // Without a fix, a branch that is moved and not recorded would look as if the mainline's commits were the fix.
        return new Plan($"Move {Settings.Branch} onto {_base.Short}", Facts.Commits.Count > 0 ? [keep, replace, record] : [keep, record, replace]);
    }

    /// <inheritdoc/>
    public override Hotfix Result() => Reader.Require(View);

    private RemoteView Look() =>
        Session.Look([.. HotfixReader.Patterns(Settings), .. EnvironmentReader.Patterns(Session, [Settings.LastEnvironment], sources)]);

    private bool IsMoved() => View.HotfixHead == _head;

    private CommitId Unmoved() => resolved is null || Session.Resolve(resolved) == Facts.Head
        ? Facts.Head
        : throw HotfixErrors.NotSuperseded(Settings.Branch, _base, $"git push {Session.Typed.Remote} <commit>:{Settings.Branch}");

    private CommitId Move()
    {
        if (Facts.Commits.Count == 0)
            return _base;
        if (Facts.Purity.Contaminating.Count > 0)
            RequirePure(Facts.JudgePurity);
        var head = _base;
        var (isLive, isMoved) = (false, false);
        foreach (var commit in Facts.Commits.Where(commit => !commit.IsMerge))
        {
            var outcome = Session.Repository.Pick(commit.Id, head);
            if (outcome.LeftToGit is { } why)
                throw HotfixErrors.MergeUnsupported(why, outcome.Conflicts, ByHand());
            if (!outcome.IsClean)
                throw HotfixErrors.PickConflict(commit, head, outcome.Conflicts, ByHand());
            // What is live has it already. One that was empty from the start is kept, as "git rebase" does.
            var isFix = !IsEmpty(commit);
            if (isFix && outcome.ChangesNothing)
            {
                isLive = true;
                continue;
            }

            isMoved |= isFix;
            head = Session.Repository.Write(new NewCommit(
                outcome.Tree!, [head], HotfixTrailers.Add(commit.Message, HotfixTrailers.FormerId, commit.Id.ToString()), Session.Identity, Session.Now, commit));
        }

        RequireNothingLost(head);
        // Where the fix is live, empty commits alone are none.
        return head != _base && (isMoved || !isLive) ? head : throw HotfixErrors.AlreadyLive(Reader.Describe(Facts), _base);
    }

    private bool IsEmpty(CommitInfo commit) => commit.Parents is [var parent] && Session.Repository.TreeOf(commit.Id) == Session.Repository.TreeOf(parent);

    // Merges are flattened, as "git rebase" does; what one did beside merging must not be lost by that.
    private void RequireNothingLost(CommitId head)
    {
        if (Facts.Base is not { } origin || !Facts.Commits.Any(commit => commit.IsMerge))
            return;
        var whole = Session.Repository.Pick(Session.Repository.Write(new NewCommit(
            Session.Repository.TreeOf(Facts.Head), [origin], "The whole fix\n", Session.Identity, DateTimeOffset.UnixEpoch)), _base);
        var differences = whole.Tree is { } tree ? Session.Repository.Differences(tree, Session.Repository.TreeOf(head)) : whole.Conflicts;
        if (differences.Count > 0)
            throw HotfixErrors.MoveLosesMerge(Settings.Branch, differences, ByHand());
    }

    private CommitId Resolved(CommitId head)
    {
        if (head == _base || !Session.Repository.IsAncestor(_base, head))
            throw HotfixErrors.NotOnLive(head, _base);
        if (View.MainlineTip is { } tip)
        {
            var purity = new PurityReader(Session.Repository, new Patches(Session.Repository)).Read(
                new MainlineLine(Session.Repository, tip, _base), _base, [.. Session.Repository.Log(head, _base).Reverse()]);
            RequirePure(findings => PurityGate.Judge(purity, View.Mainline, Settings.Branch, $"Take them out of what you give to -Resolved, and run the command again; or start again with the fix alone: {Session.Typed.StartAgain(Facts)}", findings));
        }

        return head;
    }

    private void RequirePure(Action<FindingList> judge)
    {
        var findings = new FindingList(Session.Location);
        judge(findings);
        if (findings.Refusals() is { Length: > 0 } refusals)
            throw HotfixErrors.Refused(refusals, "Nothing was changed.");
    }

    private void KeepOld(RefName archive, CommitId old)
    {
        // Before anything is written.
        if (_isDraft)
            _head = Session.Sign(_head, _base);
        _isDraft = false;
        Keep(archive, old);
    }

    private void Replace(CommitId old)
    {
        var report = Session.Remote.CompareAndSwapPush([new RefUpdate(Branch, old, _head, IsReplacement: true)]);
        if (report.Failure() is { } failure)
            throw failure;
        if (report.IsWritten)
        {
            View = View.With(Branch, _head);
            return;
        }

        View = Look();
        if (View.HotfixHead is not { } present || !IsSameMove(present))
            throw HotfixErrors.HotfixMoved(Settings.Branch, old, report.Outcomes[0].Present, "Nothing was replaced.");
        _head = present;
    }

    // Of an earlier run whose answer was lost while the server went on, or of another clone: only the time of the commits differs.
    private bool IsSameMove(CommitId present)
    {
        List<(TreeId Tree, string Message)> Commits(CommitId head) => [.. Session.Repository.Log(head, _base).Select(commit => (Session.Repository.TreeOf(commit.Id), commit.Message))];
        return Session.Repository.IsAncestor(_base, present) && Commits(present).SequenceEqual(Commits(_head));
    }

    private void Record()
    {
        List<CommitId> former = [.. Session.Repository.Log(_head, _base).Reverse().SelectMany(commit => HotfixTrailers.Read(commit.Message, HotfixTrailers.FormerId)).Where(id => Session.Repository.Find(id) is not null)];
        if (Facts.Head != _head && !former.Contains(Facts.Head))
            former.Add(Facts.Head);
        View = View.With(Settings.Journal, Session.Journal.Append(View.JournalTip, new JournalEvent(
            JournalEventKind.Updated, Facts.IdOrNew, Settings.Branch, Session.Now, Session.Identity, Base: _base, Head: _head)
        {
            Commits = former,
            Source = sources.Count > 0 ? string.Join(", ", sources) : null,
            Key = EntryId.Of(nameof(JournalEventKind.Updated), Facts.IdOrNew, _base.ToString(), _head.ToString()),
        }));
        _isRecorded = true;
    }

    private string ByHand()
    {
        var typed = Session.Typed;
        return $"Move it by hand: {typed.Fetch}; git switch -c moved {typed.RemoteBranch}; git rebase --onto {_base} {Facts.Base}; resolve, git add, git rebase --continue; then {typed.Cmdlet("Update-Hotfix -Resolved moved")}. Or ship the fix with the regular release: {typed.Cmdlet("Complete-Hotfix -RollIn")}";
    }
}
