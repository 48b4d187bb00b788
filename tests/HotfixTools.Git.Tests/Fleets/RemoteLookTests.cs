using HotfixTools.Services;
using HotfixTools.Testing;

namespace HotfixTools.Git.Tests.Fleets;

/// <summary>Looks at remotes that were never cloned, with a cache of their own.</summary>
[Collection(AloneCollection.Name)]
public sealed class RemoteLookTests : IDisposable
{
    private const string Lists = "GET";

    private readonly Team _team;
    private readonly Workplace _ada;
    private readonly string _live;
    private readonly EnvironmentScope _environment;
    private readonly StillClock _clock = new(DateTimeOffset.UtcNow);

    public RemoteLookTests()
    {
        _team = Team.AtWork(out _ada, out _live);
        Cache = Path.Combine(_team.Root, "cache");
        _environment = new EnvironmentScope(("HOTFIXTOOLS_CACHE", Cache));
    }

    private string Cache { get; }

    private string Entry => Assert.Single(Directory.GetDirectories(Cache));

    [Fact]
    public void A_remote_without_a_hotfix_costs_one_listing_and_leaves_nothing()
    {
        using var server = HttpGitServer.For(_team);
        Assert.Null(Look(server.Url(_team.Remote)));
        Assert.Equal(["GET /remote.git/info/refs?service=git-upload-pack -"], server.Requests);
        Assert.False(Directory.Exists(Cache));
    }

    [Fact]
    public void A_remote_with_a_hotfix_costs_one_listing_and_one_fetch_again_and_again()
    {
        Start();
        using var server = HttpGitServer.For(_team);
        for (var look = 1; look <= 3; look++)
        {
            Assert.Equal(_ada.Head, Look(server.Url(_team.Remote))?.Head);
            Assert.Equal(2 * look, server.Requests.Count(request => request.StartsWith(Lists, StringComparison.Ordinal)));
            _ada.CommitFix(content: $"{look}");
        }
    }

    [Fact]
    public void What_the_journal_says_has_ended_is_fetched_once()
    {
        var tip = Record(JournalEventKind.Started, "hotfix");
        Record(JournalEventKind.Completed, "hotfix", tip);
        using var server = HttpGitServer.For(_team);
        Assert.Null(Look(server.Url(_team.Remote)));
        Assert.Equal(2, server.Requests.Count(request => request.StartsWith(Lists, StringComparison.Ordinal)));
        Assert.Null(Look(server.Url(_team.Remote)));
        Assert.Equal(3, server.Requests.Count(request => request.StartsWith(Lists, StringComparison.Ordinal)));
        Assert.Equal(1, Commits());
        // And what happens then is seen.
        Start();
        Assert.Equal(HotfixState.InProgress, Look(server.Url(_team.Remote))?.State);
    }

    [Fact]
    public void Events_about_notices_do_not_hide_the_end()
    {
        var tip = Record(JournalEventKind.Started, "hotfix");
        tip = Record(JournalEventKind.Completed, "hotfix", tip);
        Record(JournalEventKind.NoticeOwed, "hotfix", tip);
        Assert.Null(Look());
        Assert.NotEmpty(File.ReadAllLines(Path.Combine(Entry, "quiet")));
    }

    [Fact]
    public void A_branch_of_another_name_is_found_by_the_journal_and_seen_again_when_plain_Git_makes_it()
    {
        _ada.Commit(".hotfix.json", """{ "branch": "urgent" }""", "Say how hotfixes are made");
        _ada.Git("push", "--quiet", "origin", "master", $"{_live}:refs/heads/urgent");
        var tip = Record(JournalEventKind.Started, "urgent");
        Assert.Equal("urgent", Look()?.Branch);

        _ada.Git("push", "--quiet", "origin", "--delete", "urgent");
        Record(JournalEventKind.Abandoned, "urgent", tip);
        Assert.Null(Look());
        _ada.Git("push", "--quiet", "origin", $"{_live}:refs/heads/urgent");
        Assert.Equal("urgent", Look()?.Branch);
    }

    [Fact]
    public void A_branch_that_is_named_is_looked_for_whatever_the_journal_says_of_another()
    {
        var tip = Record(JournalEventKind.Started, "hotfix");
        Record(JournalEventKind.Completed, "hotfix", tip);
        _ada.Git("push", "--quiet", "origin", $"{_live}:refs/heads/urgent");
        Assert.Null(Look());
        Assert.Equal("urgent", Look(request: new SettingsRequest(settings => settings with { Branch = BranchName.Parse("urgent") }))?.Branch);
    }

    [Fact]
    public void Settings_that_the_remote_has_are_known_the_next_time()
    {
        Start();
        _ada.Git("switch", "--quiet", "master");
        _ada.Commit(".hotfix.json", """{ "environments": { "staging": {}, "production": {} } }""", "Say how hotfixes are made");
        _ada.Git("push", "--quiet", "origin", "master");
        using var server = HttpGitServer.For(_team);
        Assert.NotNull(Look(server.Url(_team.Remote)));
        var first = server.Requests.Count(request => request.StartsWith(Lists, StringComparison.Ordinal));
        Assert.NotNull(Look(server.Url(_team.Remote)));
        Assert.Equal((3, 5), (first, server.Requests.Count(request => request.StartsWith(Lists, StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Of_a_long_history_a_part_tells_what_the_whole_tells(int seed)
    {
        using var history = new GeneratedHistory(seed, length: 300, TimeSpan.FromHours(10));
        var whole = CutOffTests.Tell(history, null, out _);
        string Tell() => CutOffTests.Text(RemoteLook.At(new GitService(), history.Remote, SettingsRequest.Plain, GeneratedHistory.Access, history.Clock, Read));
        Assert.Equal(whole, Tell());
        Assert.Equal(whole, Tell());
    }

    [Fact]
    public void Little_is_fetched_of_a_long_history()
    {
        for (var number = 0; number < 120; number++)
            _ada.Git("commit", "--quiet", "--allow-empty", "-m", $"Work {number}");
        _ada.Git("push", "--quiet", "origin", "master");
        _ada.Git("switch", "--quiet", "-c", "hotfix", "master~10");
        var fix = _ada.Commit("fix.txt", "fixed", "Fix the orders");
        _ada.Git("push", "--quiet", "origin", "hotfix");
        var found = Look();
        Assert.Equal((fix, 10), (found?.Head, found?.BehindMainline));
        Assert.InRange(Commits(), 50, 70);
    }

    [Fact]
    public void A_base_that_is_far_behind_is_fetched_for()
    {
        Start();
        _ada.Git("switch", "--quiet", "master");
        for (var number = 0; number < 120; number++)
            _ada.Git("commit", "--quiet", "--allow-empty", "-m", $"Work {number}");
        _ada.Git("push", "--quiet", "origin", "master");
        var found = Look();
        Assert.Equal((_live, 120 + 5), (found?.Base, found?.BehindMainline));
    }

    [Fact]
    public void What_is_kept_is_shown_to_nobody_whom_the_remote_does_not_let_in()
    {
        Start();
        using var server = HttpGitServer.For(_team);
        server.Passwords["ada"] = "s3cret";
        Assert.NotNull(Look(server.Url(_team.Remote, "ada:s3cret")));
        Assert.NotEmpty(Directory.GetFiles(Cache, "*.pack", SearchOption.AllDirectories));
        var error = Assert.Throws<HotfixException>(() => Look(server.Url(_team.Remote, "eve:guess")));
        Assert.Equal("AuthenticationFailed", error.Id);
    }

    [Fact]
    public void No_secret_is_kept_and_who_has_another_shares_what_is()
    {
        Start();
        using var server = HttpGitServer.For(_team);
        server.Passwords["ada"] = "s3cret-word";
        server.Passwords["x-access-token"] = "t0ken-word";
        Assert.NotNull(Look(server.Url(_team.Remote, "ada:s3cret-word")));
        _environment.Set("HOTFIX_TOKEN", "t0ken-word");
        server.Passwords["git"] = "t0ken-word";
        Assert.NotNull(Look(server.Url(_team.Remote), access: new RemoteAccess(new EnvironmentCredential(), CancellationToken.None)));

        foreach (var file in Directory.GetFiles(Entry, "*", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(file);
            Assert.All(["s3cret-word", "t0ken-word", "127.0.0.1"], secret => Assert.DoesNotContain(secret, text));
        }
    }

    [Fact]
    public void The_folder_is_for_its_user_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        Start();
        Look();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(Cache));
    }

    [Fact]
    public void Who_finds_it_in_use_waits_for_nobody()
    {
        Start();
        Look();
        var before = Files();
        using (CacheEntry.TryLock(Entry, _clock))
        {
            _ada.CommitFix(content: "once more");
            Assert.Equal(_ada.Head, Look()?.Head);
            Assert.Equal(before.Append(Path.Combine(Entry, "working")).Order(StringComparer.Ordinal), Files());
        }
    }

    [Theory]
    [InlineData("truncate packs")]
    [InlineData("remove packs")]
    [InlineData("no HEAD")]
    [InlineData("no configuration")]
    [InlineData("nonsense for cuts")]
    [InlineData("killed")]
    [InlineData("many packs")]
    public void What_is_damaged_is_made_again(string damage)
    {
        Start();
        for (var number = 0; number < 60; number++)
            _ada.Git("commit", "--quiet", "--allow-empty", "-m", $"Work {number}");
        _ada.Git("push", "--quiet", "origin", "hotfix");
        var expected = CutOffTests.Text(Look());
        var repository = Path.Combine(Entry, "repository");
        var packs = Directory.GetFiles(Path.Combine(repository, "objects", "pack"), "*.pack");
        switch (damage)
        {
            case "truncate packs":
                foreach (var pack in packs)
                {
                    File.SetAttributes(pack, FileAttributes.Normal);
                    using var stream = File.OpenWrite(pack);
                    stream.SetLength(20);
                }

                break;
            case "remove packs":
                packs.ToList().ForEach(File.Delete);
                break;
            case "no HEAD":
                File.Delete(Path.Combine(repository, "HEAD"));
                break;
            case "no configuration":
                File.WriteAllText(Path.Combine(repository, "config"), "[core");
                break;
            case "nonsense for cuts":
                File.WriteAllText(Path.Combine(repository, "shallow"), "nonsense\n");
                break;
            case "killed":
                File.WriteAllText(Path.Combine(Entry, "working"), string.Empty);
                File.WriteAllText(Path.Combine(repository, "half"), "written");
                break;
            default:
                for (var number = 0; number < 60; number++)
                    File.WriteAllText(Path.Combine(repository, "objects", "pack", $"pack-{number}.pack"), string.Empty);
                break;
        }

        Assert.Equal(expected, CutOffTests.Text(Look()));
        Assert.False(File.Exists(Path.Combine(repository, "half")));
        Assert.InRange(Directory.GetFiles(Path.Combine(repository, "objects", "pack"), "*.pack").Length, 1, 10);
        // Nothing is read of a pack that is no pack; all that it had was fetched once more.
        if (damage != "truncate packs")
            GitProcess.Run(repository, "fsck", "--no-dangling");
        Assert.Equal(expected, CutOffTests.Text(Look()));
    }

    [Fact]
    public void Where_nothing_can_be_kept_it_is_looked_at_all_the_same()
    {
        Start();
        File.WriteAllText(Cache, "a file");
        Assert.Equal(_ada.Head, Look()?.Head);
        Assert.Equal("a file", File.ReadAllText(Cache));
    }

    [Fact]
    public void What_nobody_used_for_two_weeks_goes_and_what_is_in_use_stays()
    {
        Start();
        Look();
        var old = Entry;
        using var other = Team.AtHotfix(out _, out _, out _);
        _clock.Now += TimeSpan.FromDays(13);
        Look(other.Remote);
        Assert.True(Directory.Exists(old));
        // Not more than once a day.
        _clock.Now += TimeSpan.FromHours(23);
        Look(other.Remote);
        _clock.Now += TimeSpan.FromHours(5);
        using (CacheEntry.TryLock(old, _clock, isUse: false))
        {
            Look(other.Remote);
            Assert.True(Directory.Exists(old));
        }

        _clock.Now += TimeSpan.FromDays(1);
        Look(other.Remote);
        Assert.False(Directory.Exists(old));
        Assert.NotNull(Entry);
    }

    [Fact]
    public void The_oldest_of_what_is_too_much_goes()
    {
        Start();
        Look();
        var old = Entry;
        using var other = Team.AtHotfix(out _, out _, out _);
        _clock.Now += TimeSpan.FromDays(2);
        Look(other.Remote);
        _clock.Now += TimeSpan.FromDays(2);
        var size = Directory.GetDirectories(Cache).Max(CacheEntry.SizeOf);
        new RemoteCache(Cache, _clock).Clean(mostBytes: size + 1);
        Assert.False(Directory.Exists(old));
        Assert.NotNull(Entry);
    }

    [Fact]
    public void A_remote_that_is_gone_is_unreachable_and_what_is_kept_tells_nothing()
    {
        Start();
        Look();
        Directory.Move(_team.Remote, _team.Remote + ".away");
        Assert.Equal("RemoteUnreachable", Assert.Throws<HotfixException>(() => Look()).Id);
    }

    [Fact]
    public void Many_are_looked_at_at_once()
    {
        Start();
        using var other = Team.AtWork(out _, out _);
        using var server = HttpGitServer.For(_team);
        string[] urls = [_team.Remote, other.Remote, server.Url(_team.Remote), "file://" + _team.Remote];
        Parallel.For(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 8 }, number =>
            Assert.Equal(urls[number % 4] == other.Remote ? null : _ada.Head, Look(urls[number % 4])?.Head));
    }

    public void Dispose()
    {
        _environment.Dispose();
        _team.Dispose();
    }

    private static Hotfix? Read(HotfixSession session) => new HotfixReader(session).Read(session.Look(HotfixReader.Patterns(session.Settings)));

    private Hotfix? Look(string? url = null, SettingsRequest? request = null, RemoteAccess? access = null) =>
        RemoteLook.At(new GitService(), url ?? _team.Remote, request ?? SettingsRequest.Plain, access ?? GeneratedHistory.Access, _clock, Read);

    private void Start()
    {
        _ada.Git("switch", "--quiet", "-c", "hotfix", _live);
        _ada.Commit("fix.txt", "fixed", "Fix the orders");
        _ada.Git("push", "--quiet", "origin", "hotfix");
    }

    private CommitId? Record(JournalEventKind kind, string branch, CommitId? tip = null)
    {
        using var session = Sessions.Open(_ada, HotfixSettings.Default with { Branch = BranchName.Parse(branch) });
        return session.Journal.Append(tip, new JournalEvent(kind, "h1", BranchName.Parse(branch), _clock.Now, new GitIdentity("Ada", "ada@example.com"), CommitId.Parse(_live)));
    }

    private int Commits() => GitProcess.Run(Path.Combine(Entry, "repository"), "cat-file", "--batch-all-objects", "--batch-check").Split('\n').Count(line => line.Contains(" commit "));

    private string[] Files() => [.. Directory.GetFiles(Entry, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
