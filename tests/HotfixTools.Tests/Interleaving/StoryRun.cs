using System.Collections;
using System.Globalization;
using System.Management.Automation;
using HotfixTools.ModuleTests.Crashing;

namespace HotfixTools.ModuleTests.Interleaving;

/// <summary>Plays one story on a stage, and compares what there is with the model after every step.</summary>
internal sealed class StoryRun : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Stage _stage;
    private readonly RemoteWatch _watch;
    private readonly Commits _commits;
    private readonly PlainGit _plain;
    private readonly Rules _rules;
    private readonly Workplace _observer;
    private readonly List<string> _told = [];
    private readonly IDictionary<string, int> _tally;
    private Outlook _outlook;
    private PSObject? _seen;
    private readonly bool _writesTogether;
    private bool _wasRemovedByHand;
    private int _reasons;
    private string? _checked;

    private StoryRun(Troupe troupe, bool writesTogether, IDictionary<string, int> tally)
    {
        _tally = tally;
        _writesTogether = writesTogether;
        _stage = Stage.Set(troupe, writesTogether);
        _watch = new RemoteWatch(_stage.Remote);
        _commits = new Commits(_stage.Remote);
        _plain = new PlainGit(_commits);
        _rules = new Rules(_commits);
        _plain.NoteMainline(_commits.Past(_watch.Refs[Outlook.MainlineRef]));
        _outlook = Look();
        _observer = _stage.Team.Clone("dora");
        CheckWhole();
    }

    /// <summary>Plays it.</summary>
    /// <param name="story">The story.</param>
    /// <param name="troupe">Prompts.</param>
    /// <param name="tally">Counts what happened.</param>
    public static void Play(Story story, Troupe troupe, IDictionary<string, int> tally)
    {
        using var run = new StoryRun(troupe, story.WritesTogether, tally);
        foreach (var (place, step) in story.Steps.Index())
        {
            try
            {
                run.Play(step, place + 1);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                throw new InvalidOperationException($"In step {place + 1}: {error.Message}\nThe story:\n  {string.Join("\n  ", run._told)}\n{error.StackTrace}", error);
            }
        }
    }

    public void Dispose() => _stage.Dispose();

    private void Play(Step step, int number)
    {
        if (Fitting(step.Act) is not { } act)
            return;
        _told.Add($"{number}.");
        Act[] atOnce = [.. step.AtOnce.Where(other => other.Actor != act.Actor).DistinctBy(other => other.Actor).Select(Fitting).OfType<Act>().Where(other => other.IsOurs)];
        if (!act.IsOurs)
            DoPlain(act);
        else if (atOnce.Length > 0)
            DoAtOnce([act, .. atOnce]);
        else
            DoOurs(act, step.Interruption, step.Again);
        CheckWhole();
    }

    // Most people know when there is nothing to do, and do something else. Some do not.
    private Act? Fitting(Act act)
    {
        bool IsInVain(Act one) => one.IsOurs
            ? !Expected.Of(one, _outlook, Left()).Contains(Expected.Success)
            : !_plain.CanDo(one, _outlook);
        if (!IsInVain(act) || (act.IsOurs && act.Choice % 8 == 0))
            return act;
        var kinds = Enum.GetValues<ActKind>().Where(kind => kind < ActKind.Work == act.IsOurs && kind is not (ActKind.PassGate or ActKind.Look)).ToArray();
        return Enumerable.Range(0, kinds.Length).Select(turn => act with { Kind = kinds[(act.Choice + turn) % kinds.Length] }).FirstOrDefault(one => !IsInVain(one));
    }

    private Outlook Look() => new(_commits, _watch.Refs, _plain.OfMainline);

    private void DoPlain(Act act)
    {
        var actor = _stage.Actors[act.Actor];
        Tell($"{actor.Name}, by git ({act.Kind}): {_plain.Do(act, actor, _outlook)}");
        Count("git " + act.Kind);
        foreach (var change in _watch.Take())
        {
            _commits.Learn([change.New ?? change.Old!]);
            if (change.Ref == Outlook.HotfixRef)
                _wasRemovedByHand = true;
        }

        _outlook = Look();
    }

    /// <summary>Takes what commands wrote, and holds each ref against the rules.</summary>
    private List<RefChange> Absorb(params ActKind[] running)
    {
        List<RefChange> changes = [];
        var before = _watch.Refs.ToDictionary();
        foreach (var change in _watch.Take())
        {
            Tell($"    {change}");
            _commits.Learn([change.New ?? change.Old!]);
            if (change is { Ref: Outlook.MainlineRef, New: { } merge })
                _plain.NoteMainline([merge]);
            var after = _watch.Refs.ToDictionary();
            _rules.AssertAllows(change, before, after, running, _wasRemovedByHand);
            // Where the server writes one after the other, a command that is late may take the branch of the next hotfix for its own.
            if (!_writesTogether && change is { Ref: Outlook.HotfixRef, New: null })
                _wasRemovedByHand = true;
            // Named while somebody took the branch away, it is taken away all the same.
            if (change is { Ref: Outlook.JournalRef, New: { } entry } && after.ContainsKey(Outlook.HotfixRef) && _commits.Entry(entry).Text("event") == "Started")
                _wasRemovedByHand = false;
            changes.Add(change);
            before = after;
        }

        _outlook = Look();
        return changes;
    }

    private void DoAtOnce(Act[] acts)
    {
        Actor[] actors = [.. acts.Select(act => _stage.Actors[act.Actor])];
        string[] fingerprints = [.. actors.Select(actor => actor.Place.Fingerprint())];
        var before = _outlook;
        List<RunningScript> running = [];
        RunResult[] results;
        try
        {
            foreach (var (act, actor) in acts.Zip(actors))
                running.Add(actor.Shell.Start(Command(act)));
            results = [.. running.Select(script => script.EndsWithin(Patience) ? script.Wait() : throw new TimeoutException("It does not end."))];
        }
        finally
        {
            foreach (var script in running)
                script.Dispose();
        }

        foreach (var (act, actor, result) in acts.Zip(actors, results))
            Tell($"{actor.Name}, at once: {Command(act)} -> {Told(result)}");
        var changes = Absorb([.. acts.Select(act => act.Kind)]);
        foreach (var (act, result) in acts.Zip(results))
        {
            Assert.True(Expected.Ever(act.Kind).Contains(Outcome(result)), Told(result));
            Count($"at once {act.Kind} {Outcome(result)}");
            if (Outcome(result) == Expected.Success)
                AssertMeant(act, result, before, changes, isAlone: false);
        }

        // There was none before, and the branch was made once for each that says so.
        var winners = acts.Zip(results).Count(pair => pair.First.Kind == ActKind.Start && Outcome(pair.Second) == Expected.Success);
        Assert.True(winners <= changes.Count(change => change is { Ref: Outlook.JournalRef } && _commits.Entry(change.New!).Text("event") == "Started"), $"{winners} of them say that they began it");
        for (var place = 0; place < acts.Length; place++)
            AssertUntouched(acts[place], actors[place], fingerprints[place]);
    }

    private void DoOurs(Act act, Interruption? interruption, int again, bool isOutermost = true)
    {
        var actor = _stage.Actors[act.Actor];
        var (before, left, mayOwe) = (_outlook, Left(), actor.MayOwe);
        var fingerprint = actor.Place.Fingerprint();
        var (isStruck, isDisturbed, problem) = (false, false, (Exception?)null);
        List<RefChange> changes = [];
        Tell($"{actor.Name}: {Command(act)}{(interruption is null ? string.Empty : $"  [{interruption}]")}");

        void Strike(Interruption found)
        {
            isStruck = true;
            changes.AddRange(Absorb(act.Kind));
            _stage.Undisturbed(() =>
            {
                foreach (var meant in found.Acts.Where(other => other.Actor != act.Actor))
                {
                    if (Fitting(meant) is not { } other)
                        continue;
                    var refs = _watch.Refs.ToDictionary();
                    if (other.IsOurs)
                        DoOurs(other, null, 0, isOutermost: false);
                    else
                        DoPlain(other);
                    isDisturbed |= !refs.OrderBy(one => one.Key).SequenceEqual(_watch.Refs.OrderBy(one => one.Key));
                }
            });
        }

        var (steps, place) = (0, interruption is null ? 0 : (interruption.Number - 1) % Places(act.Kind, interruption.Moment) + 1);
        actor.Shell.Screen.OnVerbose = message =>
        {
            if (interruption is not { Moment: not Moment.WithinPush } found || problem is not null || !System.Text.RegularExpressions.Regex.IsMatch(message, StepMessages.Form))
                return;
            if (!message.Contains(found.Moment == Moment.BeforeStep ? " begins: " : " is done: ", StringComparison.Ordinal) || ++steps != place)
                return;
            try
            {
                Strike(found);
            }
            catch (Exception error)
            {
                problem = error;
            }

            if (problem is not null || found.Trouble == Trouble.CutOff)
                throw new PipelineStoppedException();
        };
        if (interruption is { Moment: Moment.WithinPush } armed)
            _stage.Arm(place, armed.Trouble);
        RunResult result;
        bool isSpared;
        try
        {
            using var running = actor.Shell.Start(Command(act) + " -Verbose");
            var end = DateTime.UtcNow + Patience;
            while (!running.EndsWithin(TimeSpan.FromMilliseconds(isStruck ? 1000 : 3)))
            {
                Assert.True(DateTime.UtcNow < end, "It does not end.");
                if (interruption is not { Moment: Moment.WithinPush } found || isStruck || !_stage.IsPushWaiting)
                    continue;
                try
                {
                    Strike(found);
                }
                catch (Exception error)
                {
                    problem = error;
                }

                _stage.Release();
            }

            result = running.Wait();
        }
        finally
        {
            actor.Shell.Screen.OnVerbose = null;
            isSpared = _stage.IsSpared;
            if (isOutermost)
                _stage.Mend();
        }

        if (problem is not null)
            throw new InvalidOperationException(problem.Message, problem);
        var outcome = Outcome(result);
        Tell($"  {actor.Name}'s {act.Kind} -> {Told(result)}{(isStruck ? " (struck)" : string.Empty)}");
        changes.AddRange(Absorb(act.Kind));
        AssertUntouched(act, actor, fingerprint);
        if (isStruck)
            Count($"struck {act.Kind} {interruption!.Moment} {place}{(isDisturbed ? " disturbed" : string.Empty)}");
        // Where somebody else was first, nothing was written that an answer could have been lost to.
        var trouble = isStruck && !isSpared && interruption is not null ? interruption.Trouble : Trouble.None;
        Count($"{act.Kind} {outcome}");
        if (trouble != Trouble.None)
        {
            Count($"{trouble} in {act.Kind}");
            AssertHonest(result, act, trouble);
        }
        else if (isDisturbed || mayOwe)
        {
            Assert.True(Expected.Ever(act.Kind).Contains(outcome), $"{outcome}: {Message(result)}");
        }
        else
        {
            var expected = Expected.Of(act, before, left);
            Assert.True(expected.Contains(outcome), $"{act.Kind} was to come to {string.Join(" or ", expected.Select(id => $"'{id}'"))}, not to '{outcome}': {Message(result)}");
            if (outcome != Expected.Success)
                Assert.True(changes.Count == 0, $"It refused ({outcome}), and wrote {string.Join(", ", changes)}");
        }

        if (outcome == Expected.Success)
            AssertMeant(act, result, before, changes, isAlone: !isDisturbed && !mayOwe);
        if (trouble != Trouble.None && again > 0)
            DoAgain(act, before, left, isDisturbed || mayOwe, again);
    }

    // How many steps it takes as a rule, or pushes.
    private static int Places(ActKind kind, Moment moment) => kind switch
    {
        ActKind.Register or ActKind.Adopt or ActKind.PassGate => 1,
        ActKind.Start or ActKind.Pick => 2,
        ActKind.Publish or ActKind.Restore => moment == Moment.WithinPush ? 2 : 3,
        _ => 3,
    };

    // A second run finishes what the first began, or says that it did it all.
    private void DoAgain(Act act, Outlook before, string? left, bool isDisturbed, int again)
    {
        CheckWhole();
        var other = again == 1 ? act : act with { Actor = (act.Actor + 1) % Stage.Names.Count };
        var actor = _stage.Actors[other.Actor];
        var (present, result) = (_outlook, _stage.Actors[other.Actor].Shell.Run(Command(act)));
        var outcome = Outcome(result);
        Tell($"{actor.Name}, again: {Command(act)} -> {Told(result)}");
        var changes = Absorb(act.Kind);
        Count($"again {act.Kind} {outcome}");
        Assert.Contains(outcome, Expected.Ever(act.Kind));
        if (outcome == Expected.Success)
            AssertMeant(act, result, present, changes, isAlone: false);
        if (isDisturbed || !Expected.Of(act, before, left).SequenceEqual([Expected.Success]))
            return;
        // What could be done before is done now, by the one or by the other.
        switch (act.Kind)
        {
            case ActKind.Start:
                Assert.True(outcome is Expected.Success or "HotfixInProgress", outcome);
                Assert.NotNull(_outlook.Head);
                Assert.True(_outlook.Id is not null || again != 1, "Nobody is named.");
                break;
            case ActKind.Adopt:
                Assert.True(outcome is Expected.Success or "HotfixInProgress", outcome);
                Assert.NotNull(_outlook.Id);
                break;
            case ActKind.Complete or ActKind.RollIn:
                Assert.True(outcome is Expected.Success or "NoHotfix", $"{outcome}: {Message(result)}");
                Assert.Null(_outlook.Head);
                Assert.Empty(_outlook.Events);
                break;
            case ActKind.Stop:
                Assert.True(outcome is Expected.Success or "NoHotfix", $"{outcome}: {Message(result)}");
                Assert.Null(_outlook.Head);
                Assert.Empty(_outlook.Events);
                break;
            // Without a name and merged by hand, it is what the mainline is live at, since it was published.
            case ActKind.Publish when present is { Id: null, Own.Count: 0 }:
                Assert.Equal("NoFixCommits", outcome);
                break;
            default:
                Assert.True(outcome == Expected.Success, $"{outcome}: {Message(result)}");
                break;
        }
    }

    private string Command(Act act) => act.Kind switch
    {
        ActKind.Start => string.Create(CultureInfo.InvariantCulture, $"New-Hotfix -Reason 'Reason {++_reasons}'"),
        ActKind.Adopt => "New-Hotfix -Adopt -Reason 'It is mine now'",
        ActKind.Pick => $"Add-HotfixCommit {Pickable(act.Choice)}",
        ActKind.Publish => "Publish-Hotfix production -Confirm:$false",
        ActKind.Register => $"Register-Deploy production {(act.Choice % 4) switch { 0 => "hotfix", 1 => "master", 2 => Pickable(act.Choice / 4), _ => _outlook.Live ?? "master" }}",
        ActKind.Restore => "Restore-Deploy production -Confirm:$false",
        ActKind.Update => "Update-Hotfix",
        ActKind.Complete => "Complete-Hotfix",
        ActKind.RollIn => "Complete-Hotfix -RollIn",
        ActKind.Stop => "Stop-Hotfix -Reason 'Not needed' -Confirm:$false",
        ActKind.PassGate => "Test-DeployGate production master -Force -Reason 'It must go' -Confirm:$false",
        _ => "Get-Hotfix",
    };

    // One of the mainline's newest, no merge.
    private string Pickable(int choice)
    {
        string[] line = [.. _commits.Past(_outlook.Mainline).Select(id => _commits[id]).Where(commit => commit.Parents.Length == 1).OrderByDescending(commit => commit.At).ThenBy(commit => commit.Id, StringComparer.Ordinal).Take(4).Select(commit => commit.Id)];
        return line[choice % line.Length];
    }

    // Success means what it says.
    private void AssertMeant(Act act, RunResult result, Outlook before, List<RefChange> changes, bool isAlone)
    {
        bool Wrote(string kind) => changes.Any(change => change.Ref == Outlook.JournalRef && _commits.Entry(change.New!).Text("event") == kind);
        bool IsTold(string? id, string kind) => _commits.Chain(_outlook.Refs.GetValueOrDefault(Outlook.JournalRef)).Any(found => found.Entry.Text("event") == kind && found.Entry.Text("hotfix") == id);
        bool Keeps(string? id) => id is not null && _commits.Past(_outlook.Refs.Where(found => found.Key.StartsWith(Outlook.ArchivePrefix, StringComparison.Ordinal)).Select(found => found.Value)).Contains(id);
        var output = result.Output.Count == 1 ? result.Output[0] : null;
        switch (act.Kind)
        {
            case ActKind.Start:
                Assert.NotNull(output);
                Assert.True(IsTold(output.Text("Id"), "Started"), "The journal does not name it.");
                if (isAlone)
                {
                    Assert.Equal(before.Live, _outlook.Head);
                    Assert.Equal(before.Live, output.Text("Base"));
                    Assert.Equal(_outlook.Id, output.Text("Id"));
                    Assert.StartsWith(_stage.Actors[act.Actor].Name + " <", output.Text("StartedBy"));
                }

                break;
            case ActKind.Adopt:
                Assert.True(IsTold(output!.Text("Id"), "Started"));
                break;
            case ActKind.Complete or ActKind.RollIn:
                Assert.NotNull(output);
                Assert.Equal("Completed", output.Text("State"));
                var (head, merge) = (output.Text("Head")!, output.Text("MergeCommit"));
                Assert.NotNull(merge);
                if (isAlone)
                {
                    Assert.Null(_outlook.Head);
                    Assert.True(_commits.IsAncestor(merge, _outlook.Mainline));
                    Assert.True(before.Head is null || before.IsMerged == true || _commits.IsAncestor(before.Head, _outlook.Mainline), "The mainline does not have it.");
                    Assert.Empty(_outlook.Events);
                }

                if (output.Text("Id") is { } completed)
                    Assert.True(IsTold(completed, "Completed"), "The journal does not say that it ended.");
                Assert.True(before.Head is null || _commits.Past(_outlook.Refs.Values).Contains(head));
                break;
            case ActKind.Stop:
                Assert.NotNull(output);
                Assert.Equal("Abandoned", output.Text("State"));
                Assert.True(Keeps(output.Text("Head")), "Nothing keeps its head.");
                if (isAlone)
                {
                    Assert.Null(_outlook.Head);
                    Assert.Empty(_outlook.Events);
                }

                if (output.Text("Id") is { } stopped)
                    Assert.True(IsTold(stopped, "Abandoned"), "The journal does not say that it ended.");
                break;
            case ActKind.Publish when isAlone:
                Assert.Equal(before.Head, _outlook.Live);
                Assert.Equal(before.Head, output!.Text("Commit"));
                Assert.True(before.IsPublished || Wrote("Published"), "The journal does not say so.");
                break;
            case ActKind.Register when isAlone:
                Assert.Equal(output!.Text("Commit"), _outlook.Live);
                break;
            case ActKind.Restore when isAlone:
                Assert.Equal(output!.Text("Commit"), _outlook.Live);
                break;
            case ActKind.Update when isAlone:
                Assert.NotEqual(true, _outlook.IsSuperseded);
                Assert.True(before.Head == _outlook.Head || Keeps(before.Head), "Nothing keeps the head that was replaced.");
                Assert.Equal(before.Head == _outlook.Head ? before.Base : before.Live, _outlook.Base);
                foreach (var fix in before.Own.Where(commit => commit.Parents.Length == 1))
                    Assert.True(fix.Patch.All(change => _commits[_outlook.Head!].Files.GetValueOrDefault(change.Key) == change.Value || before.Own.Any(later => later != fix && later.Patch.ContainsKey(change.Key))), "A fix was lost on the way.");
                break;
            case ActKind.Pick when isAlone:
                Assert.True(_commits.IsAncestor(before.Head!, _outlook.Head!));
                break;
        }
    }

    private static void AssertHonest(RunResult result, Act act, Trouble trouble)
    {
        var outcome = Outcome(result);
        var isHonest = trouble switch
        {
            Trouble.CutOff => outcome == nameof(PipelineStoppedException),
            // The gate's verdict is its word: what could not be written is not let through.
            _ when act.Kind == ActKind.PassGate => trouble == Trouble.AnswerLost || result.Single().Text("Decision") == "Refuse",
            // What is live and could not be recorded is said as such. Where the answer alone was lost, the remote is asked again.
            _ => outcome is "RemoteUnreachable" or "DeployNotRecorded" || (trouble == Trouble.AnswerLost && Expected.Ever(act.Kind).Contains(outcome)),
        };
        Assert.True(isHonest, $"After {trouble} it comes to '{outcome}': {Message(result)}");
    }

    // Of the clone, only a local branch that is merged may go.
    private static void AssertUntouched(Act act, Actor actor, string before)
    {
        var after = actor.Place.Fingerprint();
        if (act.Kind is ActKind.Complete or ActKind.RollIn && !after.Contains("refs/heads/hotfix", StringComparison.Ordinal))
            before = string.Join('\n', before.Split('\n').Where(line => !line.EndsWith("refs/heads/hotfix", StringComparison.Ordinal)));
        Assert.Equal(before, after);
    }

    // What somebody sees who has just come: by a clone that is new, and by one that has been there all along.
    private void CheckWhole()
    {
        _watch.AssertIsWhole();
        if (_checked == Refs())
            return;
        _checked = Refs();
        var fresh = Path.Combine(_stage.Team.Root, "fresh");
        GitProcess.Run(_stage.Team.Root, "clone", "--quiet", "--bare", _stage.Remote, fresh);
        try
        {
            var shell = _stage.Troupe.Watcher;
            shell.Go(fresh);
            var seen = shell.Run("Get-Hotfix").NoErrors().Output;
            _seen = seen.Count == 0 ? null : Assert.Single(seen);
            if (_outlook.Head is null)
                CheckLeft();
            else
                CheckPresent();
            shell.Go(_observer.Folder);
            foreach (var verdict in shell.Run("Test-HotfixJournal").NoErrors().Output)
            {
                Assert.True((bool)verdict.Get("Holds")!, verdict.Text("Message"));
                Assert.Empty(verdict.All("Findings").Select(finding => $"{finding.Text("Id")}: {finding.Text("Message")}"));
            }
        }
        finally
        {
            TestHome.Remove(fresh);
        }
    }

    private void CheckPresent()
    {
        Assert.NotNull(_seen);
        Assert.Equal(_outlook.Head, _seen.Text("Head"));
        Assert.Equal(_outlook.Id, _seen.Text("Id"));
        Assert.Equal(_outlook.Base, _seen.Text("Base"));
        Assert.Equal(_outlook.Own.Select(commit => commit.Id).Order(StringComparer.Ordinal), _seen.All("Commits").Select(commit => commit.Text("Commit")!).Order(StringComparer.Ordinal));
        if (_outlook.State is { } state)
            Assert.Equal(state, _seen.Text("State"));
        var found = _seen.FindingIds().ToHashSet();
        foreach (var (id, isThere) in _outlook.Findings())
        {
            Count($"finding {id} {isThere}");
            Assert.True(found.Contains(id) == isThere, $"{id} is {(isThere ? "not " : string.Empty)}found: {string.Join(", ", found)}");
        }

        Assert.Equal(_outlook.IsSuperseded ?? (bool)_seen.Get("IsSuperseded")!, _seen.Get("IsSuperseded"));
        Assert.Equal(_outlook.Contaminating.Count > 0, _seen.Get("IsContaminated"));
    }

    // The branch is gone. What is said of it, if anything, must be so.
    private void CheckLeft()
    {
        Count($"left {Left()}");
        if (_seen is null)
            return;
        Assert.NotEmpty(_outlook.Events);
        Assert.Equal(_outlook.Id, _seen.Text("Id"));
        Assert.Contains("HalfDone", _seen.FindingIds());
        var head = _seen.Text("Head")!;
        switch (_seen.Text("State"))
        {
            case "Abandoned":
                Assert.Equal(_outlook.Refs[Outlook.ArchivePrefix + _outlook.Id], head);
                break;
            case "Merged":
                Assert.True(_commits.IsAncestor(_seen.Text("MergeCommit")!, _outlook.Mainline));
                Assert.True(_commits.HasAllOf(_outlook.Mainline, head) ?? true, $"The mainline has not got {head}");
                break;
            case "Published" or "InProgress":
                Assert.Equal(_outlook.Live, head);
                Assert.False(_commits.IsAncestor(head, _outlook.Mainline));
                break;
            default:
                Assert.Fail(_seen.Text("State"));
                break;
        }
    }

    private string Refs() => string.Join('\n', _watch.Refs.OrderBy(found => found.Key, StringComparer.Ordinal));

    private string? Left() => _outlook.Head is null && _outlook.Events.Count > 0 ? (_checked == Refs() ? _seen : Now())?.Text("State") : null;

    private PSObject? Now()
    {
        _stage.Troupe.Watcher.Go(_observer.Folder);
        return _stage.Troupe.Watcher.Run("Get-Hotfix").NoErrors().Output.SingleOrDefault();
    }

    private static string Outcome(RunResult result) =>
        result.Thrown is PipelineStoppedException ? nameof(PipelineStoppedException)
        : result.Thrown is not null ? result.Thrown.GetType().Name
        : result.Errors.Count == 0 ? Expected.Success
        : string.Join('+', result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));

    private static string Told(RunResult result) => Outcome(result) is { Length: > 0 } outcome ? $"{outcome}: {Message(result)}" : "done";

    private static string Message(RunResult result) => string.Join(" ", result.Errors.Select(error => error.Exception.Message));

    private void Tell(string line) => _told.Add(line);

    private void Count(string what) => _tally[what] = (_tally.TryGetValue(what, out var count) ? count : 0) + 1;
}
