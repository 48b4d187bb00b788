namespace HotfixTools;

/// <summary>Picks commits that are already elsewhere onto the hotfix, in the object database.</summary>
/// <param name="session">The repository.</param>
/// <param name="commits">The commits, in the order in which they were given.</param>
public sealed class AddHotfixCommit(HotfixSession session, IReadOnlyList<CommitId> commits) : HotfixOperation<Hotfix>(session)
{
    private HotfixFacts? _facts;
    private CommitId _head = CommitId.Zero;
    private List<CommitInfo> _sources = [];
    private List<CommitInfo> _picked = [];
    private bool _isRecorded;

    private HotfixFacts Facts => _facts ?? throw new InvalidOperationException("Not prepared.");

    /// <inheritdoc/>
    public override Plan Prepare()
    {
        _ = Session.Identity;
        Look();
        _sources = InOrder();
        var present = Pick();
        var happened = Event();
        // Copies that are there and not in the journal are what an earlier run left; what was in the history anyhow is nothing of ours.
        _isRecorded = (_picked.Count == 0 && present.Count == 0) || Session.Journal.IsRecorded(View.JournalTip, happened);
        Concerns = Known();
        var named = string.Join(", ", _picked.Select(commit => $"{commit.Id.Short} '{commit.Subject}'"));
        return new Plan(
            $"Pick {HotfixErrors.Count(_picked.Count, "commit")} onto {Settings.Branch}",
            [
                new(RemoteName, $"Pick {named} onto {Branch} ({Facts.Head.Short}) and push it", () => View.HotfixHead == _head, Push),
                new(RemoteName, $"Append 'Picked' to {Settings.Journal}", () => _isRecorded, Record),
            ]);
    }

    /// <inheritdoc/>
    public override Hotfix Result() => Reader.Require(View);

    // As they were given, but what another grew from before it: Compare-Deploy gives the newest first.
    private List<CommitInfo> InOrder()
    {
        List<CommitId> order = [];
        foreach (var commit in commits.Distinct())
        {
            var grown = order.FindIndex(later => Session.Repository.IsAncestor(commit, later));
            order.Insert(grown < 0 ? order.Count : grown, commit);
        }

        return [.. order.Select(id => Session.Repository.Find(id)!)];
    }

    private void Look()
    {
        View = Session.Look(HotfixReader.Patterns(Settings));
        _facts = Reader.RequireFacts(View);
        if (Facts.Merge is not null)
            throw HotfixErrors.AlreadyMerged(Reader.Describe(Facts));
    }

    // Returns those of which the hotfix has a copy already.
    private List<CommitInfo> Pick()
    {
        var patches = new Patches(Session.Repository);
        List<CommitInfo> present = [];
        _picked = [];
        _head = Facts.Head;
        foreach (var source in _sources)
        {
            if (Session.Repository.IsAncestor(source.Id, _head))
                continue;
            if (patches.Equal(patches.Of(source.Id), Facts.Commits.Select(commit => commit.Id)).Any())
            {
                present.Add(source);
                continue;
            }

            var outcome = Session.Repository.Pick(source.Id, _head);
            if (outcome.LeftToGit is { } why)
                throw HotfixErrors.MergeUnsupported(why, outcome.Conflicts, ByHand(source));
            if (!outcome.IsClean)
                throw HotfixErrors.PickConflict(source, _head, outcome.Conflicts, ByHand(source));
            if (outcome.ChangesNothing)
                continue;
            _head = Session.Repository.Write(new NewCommit(
                outcome.Tree!, [_head], HotfixTrailers.AddPicked(source.Message, source.Id), Session.Identity, Session.Now, source));
            _picked.Add(source);
        }

        return present;
    }

    // Where somebody pushes one more fix, the picks go on top of it. What was planned, and may be shown alone, is not signed.
    private void Push() => PushInTurn(
        () => new RefUpdate(Branch, Facts.Head, _head = Session.Sign(_head, Facts.Head)),
        () =>
        {
            Look();
            Pick();
            return View.HotfixHead == _head;
        });

    private void Record()
    {
        View = View.With(Settings.Journal, Session.Journal.Append(View.JournalTip, Event()));
        _isRecorded = true;
    }

    private JournalEvent Event() => new(
        JournalEventKind.Picked, Facts.IdOrNew, Settings.Branch, Session.Now, Session.Identity, Head: _head)
    {
        Commits = [.. _sources.Select(source => source.Id)],
        Key = EntryId.Of([nameof(JournalEventKind.Picked), Facts.IdOrNew, .. _sources.Select(source => source.Id.ToString())]),
    };

    private HotfixFinding[] Known()
    {
        var known = new FindingList(Session.Location);
        foreach (var source in _sources.Except(_picked))
            known.Add(FindingId.Picked, FindingSeverity.Info, $"{source.Id.Short} '{source.Subject}' is in '{Settings.Branch}' already.", "Nothing is to be done.", commits: [source.Id]);
        return known.WorstFirst();
    }

    private string ByHand(CommitInfo source)
    {
        var (remote, branch) = (Session.Typed.Remote, Session.Typed.Branch);
        var side = source.IsMerge ? "-m 1 " : string.Empty;
        return $"Pick it by hand: {Session.Typed.Fetch}; git switch {branch}; git merge --ff-only {Session.Typed.RemoteBranch}; git cherry-pick -x {side}{source.Id}; resolve; git cherry-pick --continue; git push {remote} {branch}";
    }
}
