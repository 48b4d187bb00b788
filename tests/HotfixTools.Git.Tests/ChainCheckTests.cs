using System.Text;
using System.Text.Json.Nodes;
using HotfixTools.Testing;

namespace HotfixTools.Git.Tests;

/// <summary>Chains that somebody tampered with, by plain git, in the real bare remote.</summary>
public sealed class ChainCheckTests : IDisposable
{
    private const string JournalRef = "refs/hotfix/journal";
    private const string LedgerRef = "refs/deploys/production";

    private readonly Team _team;
    private readonly Workplace _ada;
    private readonly string _live;

    public ChainCheckTests()
    {
        _team = Team.AtWork(out _ada, out _live);
    }

    [Fact]
    public void Where_nothing_was_ever_recorded_there_is_no_verdict() => Assert.Empty(Check());

    [Fact]
    public void What_the_commands_wrote_holds()
    {
        WriteJournal();
        WriteLedger("production", _live, _ada.Head, _live);
        WriteLedger("staging", _ada.Head);

        var verdicts = Check();

        Assert.Equal([JournalRef, LedgerRef, "refs/deploys/staging"], verdicts.Select(verdict => verdict.Ref));
        Assert.Equal([7, 3, 1], verdicts.Select(verdict => verdict.Entries));
        Assert.All(verdicts, verdict =>
        {
            Assert.True(verdict.Holds, verdict.Message);
            Assert.Equal((0, null, _ada.Folder), (verdict.ExitStatus, verdict.FirstBroken, verdict.Repository));
            Assert.Empty(verdict.Findings);
            Assert.StartsWith("It holds: ", verdict.Message);
        });
    }

    [Fact]
    public void It_writes_nothing_to_the_remote_and_no_ref_of_the_clone()
    {
        WriteLedger("production", _live, _ada.Head);
        var (remote, clone) = (_team.RemoteRefs(), _ada.Refs());

        Check();

        Assert.Equal((remote, clone), (_team.RemoteRefs(), _ada.Refs()));
    }

    public static TheoryData<string, string> Changes { get; } = new()
    {
        { "\"commit\": \"LIVE\" -> \"commit\": \"HEAD\"", "subject" },
        { "\"deployedBy\": \"Ada\" -> \"deployedBy\": \"Eve\"", "trailer Deployed-By" },
        { "\"deployedBy\": \"Ada\", -> ", "trailer Deployed-By" },
        { "\"environment\": \"production\" -> \"environment\": \"staging\"", "it is of staging" },
        { "\"isHotfix\": false -> \"isHotfix\": true", "subject" },
        { "\"url\": \"https://ci/1\" -> \"url\": \"https://ci/2\"", "trailer Url" },
        { "\"commit\": \"LIVE\" -> \"commit\": \"main\"", "names no commit" },
        { "\"version\": 1, -> ", "version" },
        { "\"version\": 1 -> \"version\": \"1\"", "version" },
        { "\"isHotfix\": false -> \"isHotfix\": false, \"isHotfix\": false", "not JSON" },
        { "\"isHotfix\": false -> \"isHotfix\": {\"a\": 1, \"a\": 2}", "not JSON" },
        { "\"kind\": \"deploy\" -> \"kind\": \"deploy", "not JSON" },
        { "\"at\": \"20 -> \"at\": \"19", "another time" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_file_that_was_changed_under_the_same_message(string change, string words)
    {
        WriteLedger("production", _live, _ada.Head, _live);
        var (oldest, middle, _) = Three(LedgerRef);
        var (from, to) = change.Replace("LIVE", _live).Replace("HEAD", _ada.Head).Split(" -> ") is [var before, var after] ? (before, after) : (change, string.Empty);
        // The middle one is of the mainline's head.
        var forged = Forge(Text(oldest).Replace(from, to), Message(oldest), Parents(oldest), oldest);
        Assert.NotEqual(Text(oldest), Text(forged));
        Put(LedgerRef, Rechain(forged, oldest, middle, Tip(LedgerRef)));

        var verdict = Broken(LedgerRef, forged, words);

        Assert.Equal((3, 1), (verdict.Entries, verdict.ExitStatus));
        Assert.Equal(Date(forged), verdict.FirstBrokenAt);
    }

    [Theory]
    [InlineData("\"name\": \"Tess Tester\"", "\"name\": \"Eve\"", "somebody else")]
    [InlineData("\"reason\": \"Orders fail\"", "\"reason\": \"No reason\"", "trailer Reason")]
    [InlineData("\"hotfix\": \"one\"", "\"hotfix\": \"two\"", "subject")]
    [InlineData("\"event\": \"Started\"", "\"event\": \"Abandoned\"", "subject")]
    [InlineData("\"hotfix\": \"one\",", "", "names no hotfix")]
    [InlineData("\"base\": \"LIVE\"", "\"base\": \"HEAD\"", "trailer Base")]
    [InlineData("\"environment\": \"production\"", "\"environment\": \"staging\"", "trailer Environment")]
    public void An_event_that_was_changed_under_the_same_message(string from, string to, string words)
    {
        using (var session = Sessions.Open(_ada))
            session.Journal.Append(null, Event(session, JournalEventKind.Started, "one", "Orders fail"));
        var oldest = Tip(JournalRef);
        var forged = Forge(Text(oldest).Replace(from.Replace("LIVE", _live), to.Replace("HEAD", _ada.Head)), Message(oldest), Parents(oldest), oldest);
        Assert.NotEqual(Text(oldest), Text(forged));
        Put(JournalRef, forged);

        Broken(JournalRef, forged, words);
    }

    [Fact]
    public void An_entry_of_an_earlier_version_holds_whose_address_has_a_password_and_does_not_show_it()
    {
        WriteLedger("production", _live);
        var oldest = Tip(LedgerRef);
        string With(string text) => text.Replace("https://ci/1", "https://ada:hunter22@ci/1", StringComparison.Ordinal);
        Put(LedgerRef, Forge(With(Text(oldest)), With(Message(oldest)), Parents(oldest), oldest));
        Forget();

        Assert.All(Check(), verdict => Assert.True(verdict.Holds, verdict.Message));
        using var session = Sessions.Open(_ada);
        session.Remote.Fetch([LedgerRef]);
        Assert.Equal("https://ci/1", session.LedgerOf(EnvironmentName.Production).Read(CommitId.Parse(Tip(LedgerRef))).Single().Url);
    }

    [Fact]
    public void A_message_that_was_changed_over_the_same_file()
    {
        WriteLedger("production", _live);
        var oldest = Tip(LedgerRef);
        var forged = Forge(Text(oldest), Message(oldest) + "\nDeployed-By: Eve\n", Parents(oldest), oldest);
        Put(LedgerRef, forged);

        Broken(LedgerRef, forged, "trailer Deployed-By");
    }

    [Fact]
    public void A_commit_that_is_named_and_is_no_parent()
    {
        WriteLedger("production", _live);
        var oldest = Tip(LedgerRef);
        var forged = Forge(Text(oldest), Message(oldest), [], oldest);
        Put(LedgerRef, forged);

        Broken(LedgerRef, forged, "none of its parents");
    }

    [Fact]
    public void An_entry_that_was_dropped_from_the_middle()
    {
        WriteLedger("production", _live, _ada.Head, _live);
        var (oldest, _, newest) = Three(LedgerRef);
        var forged = Forge(Text(newest), Message(newest), [oldest, .. Parents(newest).Skip(1)], newest);
        Put(LedgerRef, forged);

        Assert.Equal(2, Broken(LedgerRef, forged, "first parent").Entries);
    }

    [Fact]
    public void Entries_that_changed_places()
    {
        WriteLedger("production", _live, _ada.Head, _live);
        Forget();
        var (oldest, middle, newest) = Three(LedgerRef);
        var first = Forge(Text(newest), Message(newest), [oldest, .. Parents(newest).Skip(1)], newest);
        var second = Forge(Text(middle), Message(middle), [first, .. Parents(middle).Skip(1)], middle);
        Put(LedgerRef, second);

        var verdict = Broken(LedgerRef, first, "2 entries in all");

        Assert.Equal([first, second], Assert.Single(verdict.Findings).Commits);
    }

    [Fact]
    public void What_this_clone_wrote_itself_must_be_there_although_it_was_never_fetched()
    {
        WriteLedger("production", _live, _ada.Head);
        var newest = Tip(LedgerRef);
        Put(LedgerRef, Parents(newest)[0]);

        var finding = Assert.Single(Assert.Single(Check()).Findings);

        Assert.Equal(FindingId.ChainRewritten, finding.Id);
        Assert.Contains(newest, finding.Commits);
    }

    [Fact]
    public void Commits_of_somebody_else_on_top()
    {
        WriteLedger("production", _live, _ada.Head);
        var strange = Commit("A thought", Tip(LedgerRef));
        Put(LedgerRef, Commit("Another", strange));

        Assert.Equal(4, Broken(LedgerRef, strange, "entry.json").Entries);
    }

    [Fact]
    public void A_commit_of_somebody_else_in_the_middle()
    {
        WriteLedger("production", _live);
        var strange = Commit("A thought", Tip(LedgerRef));
        Put(LedgerRef, strange);
        var forged = Commit("Back to work", strange);
        Put(LedgerRef, forged);

        Broken(LedgerRef, strange, "entry.json");
    }

    [Fact]
    public void A_ref_that_is_at_a_commit_of_the_code()
    {
        Put(LedgerRef, _ada.Head);

        Assert.Equal(1, Broken(LedgerRef, _ada.Head, "entry.json").Entries);
    }

    [Fact]
    public void An_entry_that_says_it_is_the_first_and_is_not()
    {
        WriteLedger("production", _live, _ada.Head);
        var newest = Tip(LedgerRef);
        var body = JsonNode.Parse(Text(newest))!.AsObject();
        body["previous"] = null;
        var forged = Forge(body.ToJsonString(), Message(newest), Parents(newest), newest);
        Put(LedgerRef, forged);

        Assert.Equal(2, Broken(LedgerRef, forged, "is not").Entries);
    }

    [Fact]
    public void An_entry_as_large_as_nobody_writes_them()
    {
        WriteLedger("production", _live);
        var oldest = Tip(LedgerRef);
        var body = JsonNode.Parse(Text(oldest))!.AsObject();
        body["x"] = new string('x', 1024 * 1024);
        var forged = Forge(body.ToJsonString(), Message(oldest), Parents(oldest), oldest);
        Put(LedgerRef, forged);

        Broken(LedgerRef, forged, "very large");
    }

    [Fact]
    public void Of_several_that_do_not_hold_the_oldest_is_named_and_those_behind_it_are_looked_at()
    {
        WriteLedger("production", _live, _ada.Head, _live);
        var (oldest, middle, newest) = Three(LedgerRef);
        var forged = Forge("no JSON", Message(oldest), Parents(oldest), oldest);
        var second = Forge("no JSON", Message(middle), [forged], middle);
        var third = Forge(Text(newest), Message(newest), [second, _live], newest);
        Put(LedgerRef, third);

        Assert.Equal(3, Broken(LedgerRef, forged, "3 entries in all").Entries);
    }

    [Fact]
    public void What_another_version_wrote_is_passed_over_and_said()
    {
        WriteLedger("production", _live);
        Forget();
        var oldest = Tip(LedgerRef);
        Put(LedgerRef, Forge(Text(oldest).Replace("\"version\": 1", "\"version\": 2").Replace(_live, "something new"), "Deployed by other means\n", Parents(oldest), oldest));

        var verdict = Assert.Single(Check());

        Assert.True(verdict.Holds);
        Assert.Equal((FindingId.UnknownVersion, FindingSeverity.Info), (verdict.Findings[0].Id, verdict.Findings[0].Severity));
    }

    [Fact]
    public void Events_and_kinds_that_this_version_does_not_know_hold()
    {
        using (var session = Sessions.Open(_ada))
        {
            var chain = new Chain(session, RefName.Parse(JournalRef));
            var tip = chain.Append(null, _ => new NewChainEntry("Heartbeat", new JsonObject { ["kind"] = "heartbeat" }, [], []));
            chain.Append(tip, _ => new NewChainEntry("Teleported hotfix one", new JsonObject { ["kind"] = "event", ["event"] = "Teleported", ["hotfix"] = "one", ["branch"] = "hotfix" }, [], []));
        }

        Assert.True(Assert.Single(Check()).Holds);
    }

    [Fact]
    public void Times_that_run_backwards_are_a_warning()
    {
        var clock = new Clockwork();
        using (var session = Sessions.Open(_ada, time: clock))
        {
            var tip = Deploy(session, "production", null, _live);
            // Clocks that differ by minutes are usual.
            clock.Now = clock.Now.AddMinutes(-4);
            tip = Deploy(session, "production", tip, _ada.Head);
            clock.Now = clock.Now.AddMinutes(-6);
            Deploy(session, "production", tip, _live);
        }

        var verdict = Assert.Single(Check());

        Assert.True(verdict.Holds);
        var finding = Assert.Single(verdict.Findings);
        Assert.Equal((FindingId.TimesRunBack, FindingSeverity.Warning), (finding.Id, finding.Severity));
        Assert.Equal([Tip(LedgerRef)], finding.Commits);
    }

    [Fact]
    public void What_happened_after_the_end_is_a_warning_unless_it_may_come_late()
    {
        using (var session = Sessions.Open(_ada))
        {
            var journal = session.Journal;
            var tip = journal.Append(null, Event(session, JournalEventKind.Started, "one"));
            tip = journal.Append(tip, Event(session, JournalEventKind.Completed, "one"));
            tip = journal.Append(tip, Event(session, JournalEventKind.GatePassed, "one"));
            tip = journal.Append(tip, Event(session, JournalEventKind.Published, "one"));
            // Pushed before somebody else ended it, and recorded after that.
            tip = journal.Append(tip, Event(session, JournalEventKind.Picked, "one"));
            tip = journal.Append(tip, Event(session, JournalEventKind.Started, "two"));
            tip = journal.Append(tip, Event(session, JournalEventKind.Updated, "one"));
            Assert.Empty(Assert.Single(Check()).Findings);
            journal.Append(tip, Event(session, JournalEventKind.Abandoned, "one"));
        }

        var verdict = Assert.Single(Check());

        Assert.True(verdict.Holds);
        var finding = Assert.Single(verdict.Findings);
        Assert.Equal(FindingId.EventsOutOfOrder, finding.Id);
        Assert.StartsWith("Abandoned of one comes after Completed", finding.Message);
    }

    [Fact]
    public void A_chain_that_was_cut_short_is_told_until_it_is_back()
    {
        WriteLedger("production", _live, _ada.Head, _live);
        var (oldest, middle, newest) = Three(LedgerRef);
        Assert.True(Assert.Single(Check()).Holds);
        Put(LedgerRef, oldest);

        // It would be taken for granted after a fetch.
        for (var time = 0; time < 3; time++)
        {
            var verdict = Broken(LedgerRef, middle, "2 entries that this clone has seen");
            Assert.Equal((1, Date(middle)), (verdict.Entries, verdict.FirstBrokenAt));
            Assert.Contains($"still there is {oldest[..8]}", verdict.Message);
            Assert.Contains($"git push --force-with-lease={LedgerRef}:{oldest} origin {newest}:{LedgerRef}", verdict.Findings[0].WayOut);
        }

        _ada.Git("push", "--quiet", $"--force-with-lease={LedgerRef}:{oldest}", "origin", $"{newest}:{LedgerRef}");
        Assert.True(Assert.Single(Check()).Holds);
    }

    [Fact]
    public void A_chain_that_was_rewritten_is_named_by_what_took_the_place_and_by_what_both_have()
    {
        WriteLedger("production", _live, _ada.Head, _live);
        var (oldest, middle, newest) = Three(LedgerRef);
        Assert.True(Assert.Single(Check()).Holds);
        Put(LedgerRef, oldest);
        WriteMore("production", oldest, _ada.Head);
        var other = Tip(LedgerRef);

        var verdict = Broken(LedgerRef, other, "2 entries that this clone has seen, from " + middle[..8]);
        Assert.Contains($"still there is {oldest[..8]}", verdict.Message);
        Assert.Equal([middle], verdict.Findings[0].Commits);

        // Put back, and others have gone on since.
        Put(LedgerRef, newest);
        Assert.True(Assert.Single(Check()).Holds);
        WriteMore("production", newest, _ada.Head, _live);
        Assert.True(Assert.Single(Check()).Holds);
    }

    [Fact]
    public void A_chain_that_is_gone_or_has_nothing_of_the_old_one_is_told()
    {
        WriteLedger("production", _live, _ada.Head);
        var oldest = Parents(Tip(LedgerRef))[0];
        Assert.True(Assert.Single(Check()).Holds);
        GitProcess.Run(_team.Remote, "update-ref", "-d", LedgerRef);

        Assert.Equal(0, Broken(LedgerRef, oldest, "No entry from before").Entries);

        WriteLedger("production", _ada.Head);
        Broken(LedgerRef, Tip(LedgerRef), "No entry from before");
    }

    [Fact]
    public void What_another_command_saw_last_counts_as_well()
    {
        WriteLedger("production", _live, _ada.Head);
        var (tip, oldest) = (Tip(LedgerRef), Parents(Tip(LedgerRef))[0]);
        using (var session = Sessions.Open(_ada))
            session.Remote.Fetch([LedgerRef]);
        Put(LedgerRef, oldest);

        Broken(LedgerRef, tip, "1 entry that this clone has seen");
        Broken(LedgerRef, tip, "1 entry that this clone has seen");
    }

    [Fact]
    public void What_another_command_saw_after_a_check_that_held_is_missed_too()
    {
        WriteLedger("production", _live, _ada.Head);
        var held = Tip(LedgerRef);
        Assert.True(Assert.Single(Check()).Holds);
        WriteMore("production", held, _live);
        var gone = Tip(LedgerRef);
        Put(LedgerRef, held);
        Broken(LedgerRef, gone, "1 entry that this clone has seen");
    }

    [Fact]
    public void A_hotfix_that_is_started_twice_is_out_of_order()
    {
        using (var session = Sessions.Open(_ada))
        {
            var tip = session.Journal.Append(null, Event(session, JournalEventKind.Started, "one"));
            session.Journal.Append(tip, Event(session, JournalEventKind.Started, "one") with { Key = EntryId.New() });
        }

        Assert.Equal(FindingId.EventsOutOfOrder, Assert.Single(Assert.Single(Check()).Findings).Id);
    }

    [Fact]
    public void What_another_command_saw_of_a_rewritten_chain_does_not_hide_that()
    {
        WriteLedger("production", _live, _ada.Head);
        var (tip, oldest) = (Tip(LedgerRef), Parents(Tip(LedgerRef))[0]);
        Check();
        Put(LedgerRef, oldest);
        using (var session = Sessions.Open(_ada))
            session.Remote.Fetch([LedgerRef]);

        Broken(LedgerRef, tip, "1 entry that this clone has seen");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Damage_that_was_mended_is_forgotten(bool isVerifiedBefore)
    {
        WriteLedger("production", _live);
        var tip = Tip(LedgerRef);
        if (isVerifiedBefore)
            Check();
        var strange = Commit("A thought", tip);
        Put(LedgerRef, strange);
        Broken(LedgerRef, strange, "entry.json");
        Put(LedgerRef, tip);

        Assert.True(Assert.Single(Check()).Holds);
    }

    [Fact]
    public void Who_meant_it_removes_the_note()
    {
        WriteLedger("production", _live, _ada.Head);
        var (tip, oldest) = (Tip(LedgerRef), Parents(Tip(LedgerRef))[0]);
        Check();
        Put(LedgerRef, oldest);
        var wayOut = Broken(LedgerRef, tip, "was rewritten").Findings[0].WayOut;
        Assert.Contains("hotfixtools/verified-origin", wayOut);

        File.Delete(Path.Combine(_ada.Folder, ".git", "hotfixtools", "verified-origin"));

        Assert.True(Assert.Single(Check()).Holds);
    }

    [Fact]
    public void A_clone_that_has_lost_the_old_entries_too_still_knows_that_they_were_there()
    {
        WriteLedger("production", _live, _ada.Head);
        var oldest = Parents(Tip(LedgerRef))[0];
        using var ben = new TemporaryClone(_team);
        Check(ben.Workplace);
        var lost = new string('7', CommitId.Length);
        File.WriteAllText(Path.Combine(ben.Workplace.Folder, ".git", "hotfixtools", "verified-origin"), $"{lost} {LedgerRef}\n");

        var verdict = Assert.Single(Check(ben.Workplace));

        Assert.False(verdict.Holds);
        Assert.Equal((oldest, 2), (verdict.FirstBroken, verdict.Entries));
        Assert.Contains("77777777, which this clone has seen", verdict.Message);
    }

    [Fact]
    public void A_chain_that_the_server_cannot_read_does_not_hide_the_others()
    {
        WriteLedger("production", _live, _ada.Head);
        WriteLedger("staging", _live);
        var blob = GitProcess.Run(_team.Remote, "rev-parse", Tip(LedgerRef) + ":entry.json");
        File.Delete(Path.Combine(_team.Remote, "objects", blob[..2], blob[2..]));
        using var ben = new TemporaryClone(_team, "master");

        var verdicts = Check(ben.Workplace);

        Assert.Equal([LedgerRef, "refs/deploys/staging"], verdicts.Select(verdict => verdict.Ref));
        Assert.Equal([(2, false, true), (0, true, false)], verdicts.Select(verdict => (verdict.ExitStatus, verdict.Holds, verdict.CannotVerify)));
        Assert.Equal(FindingId.CannotVerify, Assert.Single(verdicts[0].Findings).Id);
    }

    public void Dispose() => _team.Dispose();

    private IReadOnlyList<ChainVerdict> Check(Workplace? clone = null)
    {
        using var session = Sessions.Open(clone ?? _ada);
        return [.. new ChainCheck(session, new ChainMemory()).Run()];
    }

    private ChainVerdict Broken(string reference, string first, string words)
    {
        var verdict = Assert.Single(Check(), verdict => verdict.Ref == reference);
        Assert.False(verdict.Holds, verdict.Message);
        Assert.Equal(first, verdict.FirstBroken);
        Assert.Contains(words, verdict.Message);
        Assert.Equal(1, verdict.ExitStatus);
        Assert.All(verdict.Findings, finding => Assert.NotEmpty(finding.WayOut));
        return verdict;
    }

    private void WriteJournal()
    {
        using var session = Sessions.Open(_ada);
        CommitId? tip = null;
        void Append(JournalEvent happened) => tip = session.Journal.Append(tip, happened);
        Append(Event(session, JournalEventKind.Started, "one", "two\nlines: \u001b[2J " + new string('x', 3000)));
        Append(Event(session, JournalEventKind.Picked, "one") with { Head = CommitId.Parse(_ada.Head), Commits = [CommitId.Parse(_live), CommitId.Parse(_ada.Head)] });
        Append(Event(session, JournalEventKind.Submitted, "one") with { PullRequest = 7, Url = "https://forge.example/7" });
        Append(Event(session, JournalEventKind.Published, "one", " ") with { Environment = EnvironmentName.Production, Passed = ["Superseded: something"], Source = "ledger" });
        Append(Event(session, JournalEventKind.NoticeOwed, "one", "Slack: no answer"));
        Append(Event(session, JournalEventKind.Completed, "one") with { MergeCommit = CommitId.Parse(_ada.Head) });
        Append(Event(session, JournalEventKind.GatePassed, "one", "It must"));
    }

    // As if another clone had written it.
    private void Forget() => File.Delete(Path.Combine(_ada.Folder, ".git", "hotfixtools", "fetched-origin"));

    private void WriteLedger(string environment, params string[] commits) => WriteMore(environment, null, commits);

    private void WriteMore(string environment, string? after, params string[] commits)
    {
        using var session = Sessions.Open(_ada);
        CommitId? tip = after is null ? null : CommitId.Parse(after);
        if (tip is not null)
            session.Remote.Fetch([$"refs/deploys/{environment}"]);
        foreach (var commit in commits)
            tip = Deploy(session, environment, tip, commit);
    }

    private static CommitId? Deploy(HotfixSession session, string environment, CommitId? tip, string commit) =>
        session.LedgerOf(EnvironmentName.Parse(environment)).Append(tip, new Deploy { Environment = environment, Commit = commit, DeployedAt = session.Now, DeployedBy = "Ada", Url = "https://ci/1" }).Tip;

    private JournalEvent Event(HotfixSession session, JournalEventKind kind, string id, string? reason = null) =>
        new(kind, id, BranchName.Parse("hotfix"), session.Now, session.Identity, Base: kind == JournalEventKind.Started ? CommitId.Parse(_live) : null, Reason: reason)
        {
            Environment = kind == JournalEventKind.Started ? EnvironmentName.Production : null,
        };

    private string Tip(string reference) => _team.RemoteRef(reference)!;

    private void Put(string reference, string commit) => GitProcess.Run(_team.Remote, "update-ref", reference, commit);

    private (string Oldest, string Middle, string Newest) Three(string reference) =>
        (Parents(Parents(Tip(reference))[0])[0], Parents(Tip(reference))[0], Tip(reference));

    private string[] Parents(string commit) => GitProcess.Run(_team.Remote, "show", "--no-patch", "--format=%P", commit).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private string Message(string commit) => GitProcess.Run(_team.Remote, "show", "--no-patch", "--format=%B", commit).TrimEnd('\n') + "\n";

    private string Text(string commit) => GitProcess.Run(_team.Remote, "show", commit + ":entry.json") + "\n";

    private DateTimeOffset Date(string commit) => DateTimeOffset.FromUnixTimeSeconds(long.Parse(GitProcess.Run(_team.Remote, "show", "--no-patch", "--format=%ct", commit)));

    private string Commit(string message, string parent) => GitProcess.Run(_team.Remote, "-c", "user.name=Eve", "-c", "user.email=eve@example.com", "commit-tree", GitProcess.Run(_team.Remote, "rev-parse", "master^{tree}"), "-m", message, "-p", parent);

    // The later entries as they were, on top of another first one: they still name the old ones as those before.
    private string Rechain(string forged, string oldest, string middle, string newest)
    {
        var second = Forge(Text(middle).Replace(oldest, forged), Message(middle), [forged, .. Parents(middle).Skip(1)], middle);
        return Forge(Text(newest).Replace(middle, second), Message(newest), [second, .. Parents(newest).Skip(1)], newest);
    }

    // An entry by somebody who did not use this program, with the people and times of another.
    private string Forge(string text, string message, string[] parents, string like)
    {
        var blob = Pipe(text, [], "hash-object", "-w", "--stdin");
        var tree = Pipe($"100644 blob {blob}\tentry.json\n", [], "mktree");
        var people = GitProcess.Run(_team.Remote, "show", "--no-patch", "--format=%an%n%ae%n%ad%n%cn%n%ce%n%cd", "--date=raw", like).Split('\n');
        string[] names = ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_AUTHOR_DATE", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "GIT_COMMITTER_DATE"];
        return Pipe(message, [.. names.Zip(people)], ["commit-tree", tree, .. parents.SelectMany(parent => new[] { "-p", parent })]);
    }

    private string Pipe(string input, (string Name, string Value)[] environment, params string[] arguments)
    {
        var start = new System.Diagnostics.ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = _team.Remote,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var git = System.Diagnostics.Process.Start(start)!;
        git.StandardInput.Write(input);
        git.StandardInput.Close();
        return git.StandardOutput.ReadToEnd().Trim();
    }

    private sealed class Clockwork : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class TemporaryClone : IDisposable
    {
        public TemporaryClone(Team team, string? onlyBranch = null)
        {
            Workplace = team.Clone("ben", onlyBranch is null ? [] : ["--single-branch", "--branch", onlyBranch]);
        }

        public Workplace Workplace { get; }

        public void Dispose() => TestHome.Remove(Workplace.Folder);
    }
}
