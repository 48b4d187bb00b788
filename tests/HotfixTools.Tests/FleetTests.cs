using System.Diagnostics;
using System.Management.Automation;

namespace HotfixTools.ModuleTests;

/// <summary>Many repositories, side by side.</summary>
public sealed class FleetTests : ModuleTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Nobody listens at the first port.
    private const string Refusing = "http://127.0.0.1:1/shop.git";

    private readonly HttpGitServer _server;
    private readonly SilentServer _silent = new();

    public FleetTests()
    {
        _server = HttpGitServer.For(Team);
    }

    [Fact]
    public void All_are_looked_at_and_each_bad_one_is_one_error()
    {
        StartAndFix();
        var (nothing, broken) = (Path.Combine(Team.Root, "no-repository"), BrokenRemote());
        Directory.CreateDirectory(nothing);
        var gone = Path.Combine(Team.Root, "gone.git");
        string[] urls = [Team.Remote, gone, _server.Url(Team.Remote), Refusing, "svn://example.com/x", broken, nothing, "file://" + Team.Remote];

        var result = Run("$args | Get-Hotfix -Url { $_ }", urls);

        Assert.Null(result.Thrown);
        Assert.Equal([Team.Remote, "file://" + Team.Remote, _server.Url(Team.Remote)], result.Output.Select(hotfix => hotfix.Text("Repository")).Order(StringComparer.Ordinal));
        Assert.Equal(
            [("ConfigurationInvalid", ""), ("ConfigurationInvalid", ""), ("RemoteNotFound", "svn://example.com/x"), ("RemoteUnreachable", gone), ("RemoteUnreachable", nothing), ("RemoteUnreachable", Refusing)],
            result.Errors.Select(error => (Id(error), error.TargetObject as string ?? "")).OrderBy(error => error.Item1, StringComparer.Ordinal).ThenBy(error => error.Item2, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Get-ChildItem")]
    [InlineData("Text")]
    public void Folders_are_taken_from_the_pipeline(string source)
    {
        StartAndFix();
        var ben = Team.Clone("ben");
        Directory.CreateDirectory(Path.Combine(Team.Root, "aa-no-repository"));
        var root = new DirectoryInfo(Team.Root);

        var result = source == "Text"
            ? Run("$args | Get-Hotfix -Path { $_ } -Ordered", [.. root.GetDirectories().Select(folder => folder.FullName)])
            : Run("$args | Get-Hotfix -Ordered", [.. root.GetDirectories().OrderBy(folder => folder.Name)]);

        Assert.Equal([Ada.Folder, ben.Folder], result.Output.Select(hotfix => hotfix.Text("Repository")).Order(StringComparer.Ordinal));
        // The bare remote has no remote itself.
        Assert.Equal(["NotARepository", "RemoteNotFound"], result.Errors.Select(Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_clone_that_is_named_like_a_remote_is_warned_of()
    {
        StartAndFix();
        var clone = Path.Combine(Team.Root, "it's ours");
        Directory.Move(Team.Clone("ben").Folder, clone);

        var result = Run("$args | Get-Hotfix -Url { $_ } -Ordered", clone, Team.Remote).NoErrors();

        Assert.Equal(Team.Remote, Assert.Single(result.Output).Text("Repository"));
        var warning = Assert.Single(result.Warnings);
        Assert.Contains($"{clone} is a clone", warning);
        Assert.Equal(clone, Assert.Single(Run(warning[warning.IndexOf("Get-Hotfix -Path", StringComparison.Ordinal)..]).NoErrors().Output).Text("Repository"));
    }

    [Fact]
    public void Several_paths_are_one_parameter()
    {
        StartAndFix();
        var ben = Team.Clone("ben");

        Assert.Equal([Ada.Folder, ben.Folder], Run("Get-Hotfix -Path $args -Ordered", Ada.Folder, ben.Folder).NoErrors().Output.Select(hotfix => hotfix.Text("Repository")));
    }

    [Fact]
    public void In_order_they_come_as_they_were_handed_in_whatever_is_finished_first()
    {
        StartAndFix();
        using var second = Team.AtHotfix(out _, out _, out _);
        using var gate = new ManualResetEventSlim();
        using var slow = new WebStandIn(request => Forward(request, gate));
        string[] urls = [$"{slow.Address}{Path.GetFileName(Team.Remote)}", second.Remote, Refusing, Team.Remote];
        var seen = Path.Combine(Team.Root, "seen");

        using var running = Shell.Start($"{List(urls)} | Get-Hotfix -Url {{ $_ }} -Ordered 2>&1 | ForEach-Object {{ [IO.File]::AppendAllText('{seen}', \"$(if ($_ -is [Management.Automation.ErrorRecord]) {{ $_.TargetObject }} else {{ $_.Repository }})`n\") }}");
        Assert.True(SpinWait.SpinUntil(() => slow.Requests.Count > 0, Patience));
        Assert.False(File.Exists(seen));
        gate.Set();
        running.Wait();

        Assert.Equal(urls, File.ReadAllLines(seen));
    }

    [Fact]
    public void The_first_result_is_out_while_another_still_hangs_and_more_input_comes()
    {
        StartAndFix();
        using var gate = new ManualResetEventSlim();
        using var slow = new WebStandIn(request => Forward(request, gate));
        var hanging = $"{slow.Address}{Path.GetFileName(Team.Remote)}";
        var seen = Path.Combine(Team.Root, "seen");

        using var running = Shell.Start($"{List(hanging, Team.Remote)} | Get-Hotfix -Url {{ $_ }} | ForEach-Object {{ [IO.File]::AppendAllText('{seen}', \"$($_.Repository)`n\") }}");
        // It answers only now that the other result was seen.
        Assert.True(SpinWait.SpinUntil(() => File.Exists(seen) && new FileInfo(seen).Length > 0, Patience), "Nothing came.");
        Assert.False(running.IsCompleted);
        gate.Set();
        running.Wait().NoErrors();

        Assert.Equal([Team.Remote, hanging], File.ReadAllLines(seen));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void As_many_as_the_limit_says_are_asked_at_once_and_no_more(int limit)
    {
        using var together = new Barrier(limit);
        var (now, most) = (0, 0);
        using var server = new WebStandIn(_ =>
        {
            lock (together)
                most = Math.Max(most, ++now);
            // Nobody is answered before as many are there as may be.
            var areThere = together.SignalAndWait(Patience);
            lock (together)
                now--;
            return new WebReply(areThere ? 404 : 500);
        });

        var result = Run("$args | Get-Hotfix -Url { $_ } -ThrottleLimit " + limit, [.. Enumerable.Range(0, limit * 4).Select(number => $"{server.Address}{number}.git")]);

        Assert.Equal(limit * 4, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.Contains("404", error.ToString()));
        Assert.Equal(limit, most);
    }

    [Fact]
    public void One_that_hangs_is_one_error_and_the_rest_is_in()
    {
        StartAndFix();

        var result = Run("Get-Hotfix -Url $args -TimeoutSec 1 -ThrottleLimit 1", _silent.Url.Replace("http://", "http://ada:s3cret@"), Team.Remote);

        Assert.Equal(Team.Remote, Assert.Single(result.Output).Text("Repository"));
        var error = Assert.Single(result.Errors);
        error.Is("RepositoryTimedOut", ErrorCategory.OperationTimeout, "-TimeoutSec");
        Assert.Equal(_silent.Url, error.TargetObject);
        Assert.Contains("within 1s", error.ToString());
        Assert.DoesNotContain("s3cret", error.ToString() + error.Exception);
        Assert.True(SpinWait.SpinUntil(() => _silent.Open == 0, Patience), "The connection is still open.");
    }

    [Theory]
    [InlineData("hotfixtools/fetched-origin")]
    [InlineData("config")]
    public void One_that_does_not_even_listen_is_given_up_and_its_place_is_taken(string file)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A pipe with a name stands for a file system that hangs.");
        StartAndFix();
        var ben = Team.Clone("ben");
        var pipe = Path.Combine(ben.Folder, ".git", file);
        Directory.CreateDirectory(Path.GetDirectoryName(pipe)!);
        File.Delete(pipe);
        using (var made = Process.Start("mkfifo", [pipe]))
            made.WaitForExit();

        var result = Run("Get-Hotfix -Path $args -TimeoutSec 1 -ThrottleLimit 1", ben.Folder, Ada.Folder);

        Assert.Equal(Ada.Folder, Assert.Single(result.Output).Text("Repository"));
        var error = Assert.Single(result.Errors);
        error.Is("RepositoryTimedOut", ErrorCategory.OperationTimeout, "-TimeoutSec");
        Assert.Equal(ben.Folder, error.TargetObject);
        // It is still there, and in nobody's way.
        Assert.Equal(Ada.Folder, Run("Get-Hotfix").Single().Text("Repository"));
        // Its thread may go now.
        File.Move(pipe, pipe + ".hung");
        File.WriteAllText(pipe, string.Empty);
        File.Open(pipe + ".hung", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
        File.Delete(pipe + ".hung");
    }

    [Fact]
    public void What_cannot_be_shown_is_one_error_of_its_repository_and_all_are_looked_at()
    {
        StartAndFix();
        string[] clones = [Ada.Folder, Team.Clone("cem").Folder, Team.Clone("dan").Folder];
        // So that each has something to say: the settings that it knows are not those in force.
        Configure("{ 'environments': { 'staging': {}, 'production': {} } }");
        Ada.Git("remote", "set-head", "origin", "master");
        Shell.Screen.OnVerbose = _ => throw new IOException("No space left on device");
        Shell.Screen.OnProgress = _ => throw new IOException("No space left on device");

        using var running = Shell.Start($"{List(clones)} | Get-Hotfix -Path {{ $_ }} -Verbose");
        Assert.True(running.EndsWithin(Patience), "It does not end.");
        var result = running.Wait();

        Assert.Null(result.Thrown);
        Assert.Equal(clones, result.Output.Select(hotfix => hotfix.Text("Repository")).Order(StringComparer.Ordinal));
        Assert.All(result.Errors, error => error.Is("Unexpected", ErrorCategory.InvalidResult, "Get-Error"));
        Assert.Equal(clones, result.Errors.Select(error => (string)error.TargetObject).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_same_clone_many_times_is_looked_at_many_times()
    {
        var fix = StartAndFix();
        var hotfixes = Run("Get-Hotfix -Path $args", [.. Enumerable.Range(0, 24).Select(number => PlacesOfAda()[number % 3])]).NoErrors().Output;

        Assert.Equal(24, hotfixes.Count);
        Assert.All(hotfixes, hotfix => Assert.Equal(fix, hotfix.Text("Head")));
        Assert.Equal(fix, Ada.Git("rev-parse", "origin/hotfix"));
        Assert.Empty(Ada.Git("for-each-ref", "refs/hotfixtools"));
    }

    [Fact]
    public void In_one_clone_there_is_one_fetch_at_a_time()
    {
        StartAndFix();
        using var gate = new ManualResetEventSlim(true);
        using var second = new ManualResetEventSlim();
        var (now, most) = (0, 0);
        using var server = new WebStandIn(request =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            if (most > 1)
                second.Set();
            // Time enough for another one to come, if it would.
            second.Wait(TimeSpan.FromMilliseconds(200));
            Interlocked.Decrement(ref now);
            return Forward(request, gate);
        });
        Ada.Git("remote", "set-url", "origin", $"{server.Address}{Path.GetFileName(Team.Remote)}");

        Assert.Equal(3, Run("Get-Hotfix -Path $args", PlacesOfAda()).NoErrors().Output.Count);

        Assert.Equal(1, most);
        Assert.True(server.Requests.Count >= 3);
    }

    [Fact]
    public void Side_by_side_says_the_same_as_one_by_one()
    {
        StartAndFix();
        Configure("{ 'environments': { 'staging': {}, 'production': { 'requires': ['staging'] } } }");
        using var other = Team.AtHotfix(out _, out _, out _);
        using var third = Team.AtWork(out _, out _);
        string[] urls = [.. Enumerable.Range(0, 4).SelectMany(_ => new[] { Team.Remote, other.Remote, third.Remote, Refusing, _server.Url(Team.Remote) })];
        string Says(int limit)
        {
            var result = Run($"$args | Get-Hotfix -Url {{ $_ }} -Ordered -Verbose -ThrottleLimit {limit} *>&1 | ForEach-Object {{ $one = $_; \"$($one.GetType().Name) $one $(foreach ($p in 'Repository', 'Branch', 'State', 'Base', 'Head', 'BehindMainline', 'StartedBy', 'NextStep', 'Message') {{ $one.$p }}) $($one.Findings.Message)\" }}", urls);
            return string.Join('\n', result.NoErrors().Output);
        }

        var alone = Says(1);

        Assert.Contains("Publish-Hotfix staging", alone);
        Assert.Equal(alone, Says(8));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" -Ordered")]
    public void Once_downstream_has_enough_nobody_is_asked_any_more(string order)
    {
        StartAndFix();
        var watch = Stopwatch.StartNew();

        var result = Run($"$url, $server = $args; foreach ($once in 1) {{ $url, $server.Url | Get-Hotfix -Url {{ $_ }}{order} | ForEach-Object {{ while ($server.Taken -lt 1) {{ }}; 'first'; break }} }}", Team.Remote, _silent);

        Assert.Equal("first", result.Single().ToString());
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Patience);
        Assert.True(SpinWait.SpinUntil(() => _silent.Open == 0, Patience), "Somebody is still asked.");
    }

    [Fact]
    public void Ctrl_C_ends_all_at_once_and_nothing_is_written()
    {
        StartAndFix();
        using var running = Shell.Start($"{List([.. Enumerable.Repeat(_silent.Url, 12), Team.Remote])} | Get-Hotfix -Url {{ $_ }} -ThrottleLimit 4");
        Assert.True(SpinWait.SpinUntil(() => _silent.Taken == 4, Patience), "Nobody was asked.");

        var watch = Stopwatch.StartNew();
        running.Stop();

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        var result = running.Wait();
        Assert.IsType<PipelineStoppedException>(result.Thrown);
        Assert.Empty(result.Output);
        Assert.Empty(result.Errors);
        Assert.True(SpinWait.SpinUntil(() => _silent.Open == 0, Patience), "Somebody is still asked.");
        Assert.Equal(4, _silent.Taken);
        Assert.Equal(Team.Remote, Run("Get-Hotfix -Url $args[0]", Team.Remote).Single().Text("Repository"));
    }

    [Fact]
    public void An_error_that_is_to_stop_stops_all()
    {
        var result = Run("try { Get-Hotfix -Url $args -ErrorAction Stop } catch { $_.FullyQualifiedErrorId.Split(',')[0] }", _silent.Url, Refusing, _silent.Url);

        Assert.Equal("RemoteUnreachable", result.Single().ToString());
        Assert.True(SpinWait.SpinUntil(() => _silent.Open == 0, Patience), "Somebody is still asked.");
    }

    [Fact]
    public void Objects_of_forges_are_taken_by_the_address_that_git_clones_from()
    {
        StartAndFix();
        const string Make = "$args[0], ('file://' + $args[0]), $args[0], $args[0]";
        var script = $$"""
            $a, $b, $c, $d = {{Make}}
            $items = @(
                [pscustomobject]@{ url = 'https://api.example.com/repos/1'; clone_url = $a }
                [pscustomobject]@{ url = 'https://api.example.com/repos/2'; remoteUrl = $b }
                [pscustomobject]@{ http_url_to_repo = $c; web_url = 'https://example.com' }
                [pscustomobject]@{ Url = $d }
            )
            """;

        var result = Run(script + "; $items | Get-Hotfix -Ordered", Team.Remote).NoErrors();
        Assert.Equal([Team.Remote, "file://" + Team.Remote, Team.Remote, Team.Remote], result.Output.Select(hotfix => hotfix.Text("Repository")));
        Assert.Equal(2, Run(script + "; Get-Hotfix -Url $items[0, 1]", Team.Remote).NoErrors().Output.Count);
    }

    [Fact]
    public void A_list_of_addresses_may_have_blanks_and_empty_lines()
    {
        StartAndFix();

        var result = Run("$args | Get-Hotfix", $"  {Team.Remote}\t", string.Empty, "   ", Team.Remote);

        Assert.Null(result.Thrown);
        Assert.Equal([Team.Remote, Team.Remote], result.Output.Select(hotfix => hotfix.Text("Repository")));
        Assert.Empty(result.Errors);
    }

    [Theory]
    [InlineData("Get-Hotfix -Url $null")]
    [InlineData("Get-Hotfix -Url ''")]
    [InlineData("[pscustomobject]@{ clone_url = $null } | Get-Hotfix")]
    public void Where_an_address_is_missing_that_is_an_error(string command) =>
        Assert.Equal("RemoteNotFound", Id(Assert.Single(Run(command).Errors)));

    [Fact]
    public void What_a_parameter_says_wrongly_is_one_error_for_all()
    {
        var result = Run("$args | Get-Hotfix -Stale -StaleAfter 2", Team.Remote, Team.Remote, Team.Remote);

        Assert.Equal("InvalidDuration", Id(Assert.Single(result.Errors)));
        Assert.Empty(result.Output);
    }

    [Fact]
    public void An_error_names_the_repository()
    {
        Ada.Git("remote", "remove", "origin");

        Assert.Contains(Ada.Folder, Run("Get-Hotfix").Fails("RemoteNotFound", ErrorCategory.ObjectNotFound, "git remote add origin <url>").Exception.Message);
    }

    [Theory]
    [InlineData("-ThrottleLimit 0")]
    [InlineData("-ThrottleLimit 65")]
    [InlineData("-TimeoutSec -1")]
    public void Limits_that_make_no_sense_are_refused(string limit)
    {
        Assert.Equal("ParameterArgumentValidationError", Id(Assert.Single(Run("Get-Hotfix " + limit).Errors)));
    }

    [Fact]
    public void How_far_it_is_is_shown()
    {
        List<ProgressRecord> shown = [];
        Shell.Screen.OnProgress = record =>
        {
            if (record.RecordType == ProgressRecordType.Processing)
                shown.Add(record);
        };

        Run("Get-Hotfix -Url $args -TimeoutSec 2", Team.Remote, _silent.Url, Refusing);
        var many = shown.Last();
        Assert.Equal("Looked at 2 of 3", many.StatusDescription);
        Assert.Equal(66, many.PercentComplete);
        Assert.Equal(_silent.Url, many.CurrentOperation);

        shown.Clear();
        Run("Get-Hotfix -Url $args -TimeoutSec 1", _silent.Url);
        Assert.Equal($"Looking at {_silent.Url}", shown.Last().StatusDescription);
    }

    private static string Id(ErrorRecord error) => error.FullyQualifiedErrorId.Split(',')[0];

    private static string List(params string[] urls) => string.Join(", ", urls.Select(url => $"'{url}'"));

    // Its root, a folder below, and a linked worktree.
    private string[] PlacesOfAda()
    {
        var (below, linked) = (Path.Combine(Ada.Folder, "below"), Path.Combine(Team.Root, "linked"));
        Directory.CreateDirectory(below);
        if (!Directory.Exists(linked))
            Ada.Git("worktree", "add", "--quiet", "--detach", linked);
        return [Ada.Folder, below, linked];
    }

    // As the real server answers, once the gate is open.
    private WebReply Forward(WebRequestSeen request, ManualResetEventSlim gate)
    {
        Assert.True(gate.Wait(Patience));
        return WebReply.MovedTo($"{_server.Address.ToString().TrimEnd('/')}{request.Path}{request.Query}");
    }

    private string BrokenRemote()
    {
        using var other = Team.AtHotfix(out var place, out _, out _);
        place.Git("switch", "--quiet", "master");
        place.Commit(".hotfix.json", "{ \"branch\": 3, \"nonsense\": true }", "Say how hotfixes are made");
        place.Git("push", "--quiet", "origin", "master");
        var copy = Path.Combine(Team.Root, "broken.git");
        TeamTemplate.Copy(other.Remote, copy);
        return copy;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _server.Dispose();
        _silent.Dispose();
    }
}
