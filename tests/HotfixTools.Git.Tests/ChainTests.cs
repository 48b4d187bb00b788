using System.Text.Json.Nodes;
using HotfixTools.Testing;

namespace HotfixTools.Git.Tests;

/// <summary>The append-only chains, on real repositories.</summary>
public sealed class ChainTests : IDisposable
{
    private static readonly RefName Ref = RefName.Parse("refs/deploys/production");

    private readonly Team _team;
    private readonly Workplace _ada;
    private readonly string _live;

    public ChainTests()
    {
        _team = Team.AtWork(out _ada, out _live);
    }

    [Fact]
    public void Entries_are_read_back_newest_first_as_they_were_written()
    {
        using var session = Sessions.Open(_ada, time: new Noon());
        var chain = new Chain(session, Ref);
        var first = chain.Append(null, _ => Entry("first"))!;
        var second = chain.Append(first, _ => Entry("second"))!;
        Assert.Equal(second.ToString(), _team.RemoteRef(Ref.ToString()));

        using var other = Sessions.Open(_team.Clone("ben"));
        var entries = new Chain(other, Ref).Read(other.Remote.Fetch([Ref.ToString()])[Ref]).ToList();
        Assert.Equal([second, first], entries.Select(entry => entry.Commit));
        Assert.Equal(["second", "first"], entries.Select(entry => entry.Text("what")));
        Assert.Equal([first, null], entries.Select(entry => entry.Previous));
        Assert.All(entries, entry => Assert.Equal(new GitIdentity(TestHome.UserName, TestHome.UserEmail), entry.By));
        Assert.All(entries, entry => Assert.Equal(new Noon().GetUtcNow(), entry.At));
    }

    [Fact]
    public void The_first_parent_is_the_entry_before_and_the_others_are_the_commits_that_it_names()
    {
        using var session = Sessions.Open(_ada);
        var chain = new Chain(session, Ref);
        var first = chain.Append(null, _ => Entry("first", _live))!;
        var second = chain.Append(first, _ => Entry("second", _ada.Head, _live, _live))!;
        Assert.Equal(_live, Show(first, "%P"));
        Assert.Equal($"{first} {_ada.Head} {_live}", Show(second, "%P"));
        Assert.Equal("entry.json", GitProcess.Run(_team.Remote, "ls-tree", "-r", "--name-only", second.ToString()));
    }

    [Fact]
    public void A_named_commit_stays_reachable_when_its_branch_is_gone()
    {
        _ada.Git("switch", "--quiet", "-c", "hotfix");
        var fix = _ada.Commit("fix.txt", "fixed", "Fix");
        _ada.Git("push", "--quiet", "origin", "hotfix");
        using (var session = Sessions.Open(_ada))
            new Chain(session, Ref).Append(null, _ => Entry("deploy", fix));
        _ada.Git("push", "--quiet", "origin", "--delete", "hotfix");
        GitProcess.Run(_team.Remote, "gc", "--quiet", "--prune=now");
        Assert.Equal("commit", GitProcess.Run(_team.Remote, "cat-file", "-t", fix));
    }

    [Fact]
    public void People_read_subject_and_trailers_in_git_log()
    {
        using var session = Sessions.Open(_ada);
        var commit = new Chain(session, Ref).Append(null, _ => new NewChainEntry(
            "Deploy it\nnow", new JsonObject(), [new("Environment", "production"), new("Reason", "two\nlines: \u001b[2J"), new("Url", null)], []))!;
        Assert.Equal("Deploy it now", Show(commit, "%s"));
        Assert.Equal("Environment: production\nReason: two lines: \uFFFD[2J", Show(commit, "%(trailers:only,unfold)").TrimEnd());
    }

    [Fact]
    public void An_entry_that_nobody_could_read_is_not_written()
    {
        using var session = Sessions.Open(_ada);
        var chain = new Chain(session, Ref);
        var first = chain.Append(null, _ => Entry(new string('x', 1024 * 1024 - 1000)));

        var error = Assert.Throws<HotfixException>(() => chain.Append(first, _ => Entry(new string('x', 1024 * 1024))));

        Assert.Equal(("EntryTooLarge", first?.ToString()), (error.Id, _team.RemoteRef(Ref.ToString())));
        Assert.Single(chain.Read(first));
    }

    [Fact]
    public void Nothing_is_appended_where_nothing_is_to_be()
    {
        using var session = Sessions.Open(_ada);
        Assert.Null(new Chain(session, Ref).Append(null, _ => null));
        Assert.Null(_team.RemoteRef(Ref.ToString()));
    }

    [Fact]
    public void Who_knew_an_older_end_looks_again_and_appends_behind_the_newer_one()
    {
        using var ada = Sessions.Open(_ada);
        using var ben = Sessions.Open(_team.Clone("ben"));
        var first = new Chain(ada, Ref).Append(null, _ => Entry("first"))!;
        List<CommitId?> asked = [];
        var second = new Chain(ben, Ref).Append(null, tip =>
        {
            asked.Add(tip);
            return Entry("second");
        })!;
        Assert.Equal([null, first], asked);
        Assert.Equal([second, first], new Chain(ben, Ref).Read(second).Select(entry => entry.Commit));
    }

    [Fact]
    public void A_chain_that_somebody_removed_begins_again()
    {
        using var session = Sessions.Open(_ada);
        var chain = new Chain(session, Ref);
        var first = chain.Append(null, _ => Entry("first"))!;
        _ada.Git("push", "--quiet", "origin", "--delete", Ref.ToString());
        var second = chain.Append(first, _ => Entry("second"))!;
        Assert.Equal([second], chain.Read(second).Select(entry => entry.Commit));
    }

    [Fact]
    public void A_server_that_refuses_is_told_and_not_tried_again()
    {
        _team.AddHook("pre-receive", $"echo x >> {_team.Root}/tries; exit 1");
        using var session = Sessions.Open(_ada);
        var error = Assert.Throws<HotfixException>(() => new Chain(session, Ref).Append(null, _ => Entry("first")));
        Assert.Equal("RefNotAccepted", error.Id);
        Assert.Equal("x\n", File.ReadAllText(Path.Combine(_team.Root, "tries")));
    }

    [Theory]
    [InlineData("not JSON", "not JSON")]
    [InlineData("[1]", "not JSON")]
    [InlineData("null", "not JSON")]
    [InlineData("", "not JSON")]
    [InlineData("{\"a\":1,\"a\":2}", "not JSON")]
    [InlineData("{\"previous\":\"0123456789012345678901234567890123456789\"}", "first parent")]
    [InlineData("{\"previous\":\"0123\"}", "before")]
    [InlineData("{\"previous\":5}", "before")]
    public void An_entry_that_does_not_hold_is_damage_and_named(string json, string words) =>
        AssertDamaged(Forge(json, [_live]), words);

    [Fact]
    public void A_commit_of_the_code_is_no_entry() => AssertDamaged(_ada.Head, "entry.json");

    [Fact]
    public void An_entry_of_more_than_a_megabyte_is_not_read() =>
        AssertDamaged(Forge($"{{\"x\":\"{new string('x', 1024 * 1024)}\"}}", []), "very large");

    [Fact]
    public void An_entry_of_nearly_a_megabyte_is_read()
    {
        var commit = Forge($"{{\"x\":\"{new string('x', (1024 * 1024) - 20)}\"}}", []);
        using var session = Sessions.Open(_ada);
        Assert.Single(new Chain(session, Ref).Read(CommitId.Parse(commit)));
    }

    [Fact]
    public void An_entry_whose_commit_is_missing_is_damage() => AssertDamaged("0123456789012345678901234567890123456789", "missing");

    [Fact]
    public void An_entry_of_another_version_with_fields_that_nobody_knows_is_read()
    {
        var commit = Forge("{\"version\":99,\"previous\":null,\"at\":\"not a time\",\"what\":{\"deep\":[1]},\"new\":true}", []);
        using var session = Sessions.Open(_ada);
        var entry = Assert.Single(new Chain(session, Ref).Read(CommitId.Parse(commit)));
        Assert.Null(entry.Text("what"));
        Assert.True(entry.Flag("new"));
        Assert.Equal(_ada.Git("show", "--no-patch", "--format=%ct", commit), entry.At.ToUnixTimeSeconds().ToString());
    }

    [Fact]
    public void A_deploy_that_is_registered_twice_is_there_once()
    {
        using var session = Sessions.Open(_ada, time: new Noon());
        var ledger = session.LedgerOf(EnvironmentName.Production);
        var deploy = new Deploy { Environment = "production", Commit = _live, DeployedAt = session.Now, DeployedBy = "Ada", Url = "https://ci.example/1" };
        ledger.Append(null, deploy);
        var tip = _team.RemoteRef(Ref.ToString());
        var again = ledger.Append(null, new Deploy { Environment = "production", Commit = _live, DeployedAt = session.Now.AddHours(1), DeployedBy = "Ada", Url = "https://ci.example/1" }).Deploy;
        Assert.Equal(tip, _team.RemoteRef(Ref.ToString()));
        Assert.Equal((session.Now, "Ada", "https://ci.example/1", "ledger", _ada.Folder), (again.DeployedAt, again.DeployedBy, again.Url, again.Source, again.Repository));
    }

    [Fact]
    public void A_deploy_of_the_same_commit_after_another_is_a_new_entry()
    {
        using var session = Sessions.Open(_ada);
        var ledger = session.LedgerOf(EnvironmentName.Production);
        foreach (var commit in new[] { _live, _ada.Head, _live })
            ledger.Append(Tip(session), new Deploy { Environment = "production", Commit = commit, DeployedAt = session.Now, DeployedBy = "Ada" });
        Assert.Equal([_live, _ada.Head, _live], ledger.Read(Tip(session)).Select(deploy => deploy.Commit));
    }

    [Fact]
    public void A_deploy_that_names_no_commit_is_damage()
    {
        var entry = Forge("{\"commit\":\"main\"}", []);
        using var session = Sessions.Open(_ada);
        var error = Assert.Throws<HotfixException>(() => session.LedgerOf(EnvironmentName.Production).Read(CommitId.Parse(entry)).ToList());
        Assert.Equal("ChainDamaged", error.Id);
        Assert.Equal(entry, error.Target);
    }

    [Fact]
    public void Untrusted_text_of_a_deploy_is_made_safe_to_show()
    {
        var entry = Forge($"{{\"commit\":\"{_live}\",\"deployedBy\":\"Eve\\u001b[2J\\u202e\",\"url\":\"https://x/\\n\\u0007\"}}", [_live]);
        using var session = Sessions.Open(_ada);
        var deploy = Assert.Single(session.LedgerOf(EnvironmentName.Production).Read(CommitId.Parse(entry)));
        Assert.Equal("Eve\uFFFD[2J\uFFFD", deploy.DeployedBy);
        Assert.Equal("https://x/ \uFFFD", deploy.Url);
    }

    [Fact]
    public void The_journal_tells_the_events_of_the_hotfix_in_progress()
    {
        using var session = Sessions.Open(_ada, time: new Noon());
        var journal = session.Journal;
        var tip = journal.Append(null, Event(session, JournalEventKind.Started, "one", "first"));
        tip = journal.Append(tip, Event(session, JournalEventKind.Completed, "one"));
        Assert.Empty(journal.OfCurrent(tip));
        tip = journal.Append(tip, Event(session, JournalEventKind.Started, "two", "Orders are lost"));
        var started = Assert.Single(journal.OfCurrent(tip));
        var expected = Event(session, JournalEventKind.Started, "two", "Orders are lost");
        Assert.Equal(
            (expected.Kind, expected.HotfixId, expected.Branch, expected.At, expected.By, expected.Base, expected.Head, expected.Reason),
            (started.Kind, started.HotfixId, started.Branch, started.At, started.By, started.Base, started.Head, started.Reason));
        Assert.Empty(started.Commits);
        Assert.Equal(["two", "one", "one"], journal.Read(tip).Select(happened => happened.HotfixId));
    }

    [Fact]
    public void An_event_is_appended_once_however_often_its_command_runs()
    {
        using var session = Sessions.Open(_ada);
        var tip = session.Journal.Append(null, Event(session, JournalEventKind.Started, "one"));
        Assert.Equal(tip, session.Journal.Append(tip, Event(session, JournalEventKind.Started, "one")));
        Assert.Equal(tip, session.Journal.Append(null, Event(session, JournalEventKind.Started, "one")));
        var completed = session.Journal.Append(tip, Event(session, JournalEventKind.Completed, "one"));
        Assert.Equal(completed, session.Journal.Append(tip, Event(session, JournalEventKind.Completed, "one")));
        Assert.Equal(2, session.Journal.Read(completed).Count());
    }

    [Theory]
    [InlineData("\"by\":{\"name\":5,\"email\":null}")]
    [InlineData("\"by\":\"Eve\"")]
    [InlineData("\"by\":[]")]
    [InlineData("\"by\":null")]
    [InlineData("\"x\":1")]
    public void Where_the_journal_does_not_tell_who_it_was_the_commit_does(string field)
    {
        var entry = Forge($"{{\"hotfix\":\"one\",\"branch\":\"hotfix\",\"event\":\"Started\",{field}}}", []);
        using var session = Sessions.Open(_ada);
        Assert.Equal(new GitIdentity(TestHome.UserName, TestHome.UserEmail), Assert.Single(session.Journal.OfCurrent(CommitId.Parse(entry))).By);
    }

    [Fact]
    public void Each_kind_of_event_is_known_by_its_name_and_by_nothing_else()
    {
        Assert.All(Enum.GetValues<JournalEventKind>(), kind => Assert.Equal(kind, JournalEvent.KindOf($"{kind}")));
        Assert.All(["1", "started", " Started", "Started,Picked", "", null], word => Assert.Equal(JournalEventKind.Unknown, JournalEvent.KindOf(word)));
    }

    [Fact]
    public void An_event_that_this_version_does_not_know_is_passed_on_as_unknown()
    {
        var entry = Forge("{\"hotfix\":\"one\",\"branch\":\"hotfix\",\"event\":\"Teleported\"}", []);
        using var session = Sessions.Open(_ada);
        Assert.Equal(JournalEventKind.Unknown, Assert.Single(session.Journal.Read(CommitId.Parse(entry))).Kind);
    }

    public void Dispose() => _team.Dispose();

    private static NewChainEntry Entry(string what, params string[] names) =>
        new($"Entry {what}", new JsonObject { ["what"] = what }, [], [.. names.Select(CommitId.Parse)]);

    private static JournalEvent Event(HotfixSession session, JournalEventKind kind, string id, string? reason = null) =>
        new(kind, id, BranchName.Parse("hotfix"), session.Now, session.Identity, Reason: reason);

    private static CommitId? Tip(HotfixSession session) => session.Remote.Fetch([Ref.ToString()])[Ref];

    private string Show(CommitId commit, string format) => GitProcess.Run(_team.Remote, "show", "--no-patch", $"--format={format}", commit.ToString());

    private void AssertDamaged(string commit, string words)
    {
        using var session = Sessions.Open(_ada);
        var error = Assert.Throws<HotfixException>(() => new Chain(session, Ref).Read(CommitId.Parse(commit)).ToList());
        Assert.Equal(("ChainDamaged", commit), (error.Id, error.Target));
        Assert.Contains(words, error.Message);
    }

    // An entry by somebody who did not use this program.
    private string Forge(string json, string[] parents)
    {
        var file = Path.Combine(_team.Root, "entry.json");
        File.WriteAllText(file, json);
        var blob = _ada.Git("hash-object", "-w", file);
        var tree = MakeTree($"100644 blob {blob}\tentry.json\n");
        return _ada.Git(["commit-tree", tree, "-m", "Forged", .. parents.SelectMany(parent => new[] { "-p", parent })]);
    }

    private string MakeTree(string listing)
    {
        var start = new System.Diagnostics.ProcessStartInfo("git", ["-C", _ada.Folder, "mktree"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var git = System.Diagnostics.Process.Start(start)!;
        git.StandardInput.Write(listing);
        git.StandardInput.Close();
        return git.StandardOutput.ReadToEnd().Trim();
    }

    private sealed class Noon : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    }
}
