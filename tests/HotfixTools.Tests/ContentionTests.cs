using HotfixTools.ModuleTests.Crashing;

namespace HotfixTools.ModuleTests;

/// <summary>Many real processes on one remote. They want the whole machine, so they run by themselves.</summary>
[Collection(AloneCollection.Name)]
public sealed class ContentionTests : ModuleTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    [Fact]
    public void Of_32_processes_that_start_a_hotfix_at_once_one_wins_and_the_others_are_told_who()
    {
        const int Rounds = 2;
        string[] names = [.. Enumerable.Range(1, 32).Select(number => $"Racer{number:00}")];
        var racers = names.Select(name => Racer.Start(Team.Clone(name), name, Rounds, Signal, "[Threading.Thread]::Sleep(2)")).ToArray();
        try
        {
            for (var round = 1; round <= Rounds; round++)
            {
                Await(names.Select(name => Signal($"ready-{name}-{round}")));
                Give(Signal($"go-{round}"));
                Await(names.Select(name => Signal($"done-{name}-{round}")));
                var answers = names.ToDictionary(name => name, name => File.ReadAllText(Signal($"done-{name}-{round}")));

                var winner = Assert.Single(names, name => answers[name].StartsWith("won", StringComparison.Ordinal));
                Assert.All(names.Where(name => name != winner), name =>
                {
                    Assert.StartsWith("HotfixInProgress,", answers[name]);
                    Assert.Contains($"started by {winner} <{winner}@example.com> at", answers[name]);
                    Assert.Contains($"({winner} was here)", answers[name]);
                });
                Assert.Equal(Live, Hotfix);
                Assert.Equal(["Started"], JournalKinds());

                GitProcess.Run(Team.Remote, "update-ref", "-d", "refs/heads/hotfix");
                GitProcess.Run(Team.Remote, "update-ref", "-d", "refs/hotfix/journal");
                Give(Signal($"next-{round}"));
            }

            Assert.All(racers, racer => Assert.Equal(["over"], racer.Lines()));
        }
        finally
        {
            foreach (var racer in racers)
                racer.Dispose();
        }
    }

    [Fact]
    public void Of_16_processes_that_record_25_deploys_each_no_deploy_is_lost_and_none_is_there_twice()
    {
        const int Processes = 16;
        const int Deploys = 25;
        // A second process of the remote's for each push, to see that there is nothing to tidy up.
        GitProcess.Run(Team.Remote, "config", "receive.autogc", "false");
        var writers = Enumerable.Range(1, Processes).Select(process => HostProcess.Start(
            Team.Clone($"writer{process}").Folder,
            $$"""
            foreach ($n in 1..{{Deploys}}) {
                $null = Register-Deploy staging {{Live}} -Url "https://ci.example.com/{{process}}-$n" -ErrorAction Stop
            }
            'done'
            """)).ToArray();
        try
        {
            Assert.All(writers, writer => Assert.Equal(["done"], writer.Lines()));
        }
        finally
        {
            foreach (var writer in writers)
                writer.Dispose();
        }

        var wanted = from process in Enumerable.Range(1, Processes) from n in Enumerable.Range(1, Deploys) select $"https://ci.example.com/{process}-{n}";
        var entries = ChainLog.Read(Team, "refs/deploys/staging");
        Assert.Equal(Processes * Deploys, entries.Count);
        Assert.Equal(wanted.Order(StringComparer.Ordinal), entries.Select(entry => entry.Text("url")!).Order(StringComparer.Ordinal));
        Assert.All(entries, entry => Assert.Equal(Live, entry.Text("commit")));
        var history = Run("Get-DeployHistory staging").NoErrors().Output;
        Assert.Equal(entries.Select(entry => entry.Text("url")), history.Select(deploy => deploy.Text("Url")));
        Assert.Equal((0, string.Empty, string.Empty), GitProcess.Try(Team.Remote, "fsck", "--strict", "--no-dangling", "--no-progress"));
    }

    // After so long, whatever the command does then; or at a step, for which the command waits.
    [Theory]
    [InlineData(0, null)]
    [InlineData(150, null)]
    [InlineData(300, null)]
    [InlineData(600, null)]
    [InlineData(0, "Step 1 of 4 begins")]
    [InlineData(0, "Step 1 of 4 is done")]
    [InlineData(0, "Step 3 of 4 begins")]
    [InlineData(0, "Step 3 of 4 is done")]
    public void Neither_a_busy_mainline_nor_a_late_fix_loses_a_commit_to_Complete_Hotfix(int milliseconds, string? step)
    {
        var fix = StartAndPublish();
        var cleo = Team.Clone("cleo");
        cleo.Git("switch", "--quiet", "hotfix");
        var late = cleo.Commit("late.txt", "late", "One more fix");
        using var over = new CancellationTokenSource();
        var busy = PushToMainline(Team.Clone("ben"), over.Token);
        using var host = HostProcess.Start(
            Ada.Folder,
            $$"""
            Get-Hotfix | ForEach-Object { }
            [IO.File]::WriteAllText('{{Signal("ready")}}', '')
            while (-not [IO.File]::Exists('{{Signal("go")}}')) { [Threading.Thread]::Sleep(1) }
            try {
                Complete-Hotfix -ErrorAction Stop -Verbose 4>&1 3>$null | ForEach-Object {
                    if ($_ -isnot [System.Management.Automation.VerboseRecord]) { "merged $($_.MergeCommit)" }
                    elseif ($_.Message -clike '{{step ?? "never"}}*') {
                        [IO.File]::WriteAllText('{{Signal("step")}}', '')
                        while (-not [IO.File]::Exists('{{Signal("pushed")}}')) { [Threading.Thread]::Sleep(1) }
                    }
                }
            }
            catch { $_.FullyQualifiedErrorId }
            """);
        Await([Signal("ready")]);
        Give(Signal("go"));
        if (step is not null)
            Await([Signal("step")]);
        Thread.Sleep(milliseconds);
        // git refuses where the branch goes between its look and its word; who is refused pushes again.
        var isLateAccepted = Enumerable.Range(1, 5).Any(_ => GitProcess.Try(cleo.Folder, "push", "--quiet", "origin", "HEAD:refs/heads/hotfix").ExitCode == 0);
        Give(Signal("pushed"));

        var answer = Assert.Single(host.Lines());

        over.Cancel();
        var accepted = busy.Result;
        Assert.Matches("^(merged [0-9a-f]{40}|HotfixMoved,.*|NotPublished,.*)$", answer);
        Assert.True(isLateAccepted);
        Assert.All(accepted, commit => Assert.True(Has("refs/heads/master", commit), commit));
        Assert.True(Has("refs/heads/hotfix", fix) || Has("refs/heads/master", fix));
        Assert.True(Hotfix == late || Has("refs/heads/master", late), $"{answer}: the late fix is at {Hotfix}");
        var wasMerged = Has("refs/heads/master", fix);
        Assert.Equal(wasMerged ? 1 : 0, MergesOf(fix));

        // And it is as good a hotfix as any.
        Run("Register-Deploy production hotfix").Single();
        Run("Complete-Hotfix").Single();
        Assert.Null(Hotfix);
        Assert.Equal(1, MergesOf(late));
        Assert.True(Has("refs/heads/master", fix));
        Assert.Equal("late", GitProcess.Run(Team.Remote, "show", "master:late.txt"));
        Assert.Equal((0, string.Empty, string.Empty), GitProcess.Try(Team.Remote, "fsck", "--strict", "--no-dangling", "--no-progress"));
        TestContext.Current.TestOutputHelper?.WriteLine($"{answer}; {accepted.Count} pushes to the mainline; {string.Join(", ", JournalKinds())}");
    }

    /// <summary>Real work, pushed by real git, until it is over; the commits that the remote took.</summary>
    private static Task<List<string>> PushToMainline(Workplace place, CancellationToken over) => Task.Run(() =>
    {
        List<string> accepted = [];
        while (!over.IsCancellationRequested)
        {
            place.Commit($"work{accepted.Count}.txt", "x", $"Work {accepted.Count}");
            while (GitProcess.Try(place.Folder, "push", "--quiet", "origin", "master").ExitCode != 0)
            {
                place.Git("fetch", "--quiet", "origin");
                place.Git("rebase", "--quiet", "origin/master");
            }

            accepted.Add(place.Head);
            Thread.Sleep(50);
        }

        return accepted;
    });

    private int MergesOf(string commit) =>
        GitProcess.Run(Team.Remote, "log", "--format=%P", "master").Split('\n').Count(parents => parents.Split(' ').Skip(1).Contains(commit));

    private bool Has(string reference, string commit) => GitProcess.Try(Team.Remote, "merge-base", "--is-ancestor", commit, reference).ExitCode == 0;

    private string Signal(string name) => Path.Combine(Team.Root, "signal-" + name);

    private static void Give(string signal) => File.WriteAllText(signal, string.Empty);

    private static void Await(IEnumerable<string> signals) =>
        Assert.True(SpinWait.SpinUntil(() => signals.All(File.Exists), Patience), "Nobody came: " + string.Join(", ", signals));
}
