namespace HotfixTools.ModuleTests;

/// <summary>Real processes at the same instant.</summary>
public sealed class RaceTests : ModuleTest
{
    private const int Rounds = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void Of_two_processes_that_start_a_hotfix_at_the_same_instant_exactly_one_wins()
    {
        string[] names = ["Ada", "Ben"];
        using var ada = Racer.Start(Ada, names[0], Rounds, Signal);
        using var ben = Racer.Start(Team.Clone("ben"), names[1], Rounds, Signal);
        for (var round = 1; round <= Rounds; round++)
        {
            Await(names.Select(name => Signal($"ready-{name}-{round}")));
            File.WriteAllText(Signal($"go-{round}"), string.Empty);
            Await(names.Select(name => Signal($"done-{name}-{round}")));
            var answers = names.ToDictionary(name => name, name => File.ReadAllText(Signal($"done-{name}-{round}")));

            var winner = Assert.Single(names, name => answers[name].StartsWith("won", StringComparison.Ordinal));
            var loser = names.Single(name => name != winner);
            Assert.StartsWith("HotfixInProgress,", answers[loser]);
            Assert.Matches($@"started by {winner} <{winner}@example\.com> at \d{{4}}-\d\d-\d\d \d\d:\d\d UTC \({winner} was here\)", answers[loser]);
            Assert.Equal(Live, Hotfix);
            Assert.Equal(["Started"], JournalKinds());

            GitProcess.Run(Team.Remote, "update-ref", "-d", "refs/heads/hotfix");
            GitProcess.Run(Team.Remote, "update-ref", "-d", "refs/hotfix/journal");
            File.WriteAllText(Signal($"next-{round}"), string.Empty);
        }

        Assert.Equal(["over"], ada.Lines());
        Assert.Equal(["over"], ben.Lines());
    }

    [Fact]
    public void Of_two_processes_that_complete_at_the_same_instant_one_merge_is_made()
    {
        var fix = StartAndPublish();
        var ben = Team.Clone("ben");
        var script = $"Get-Hotfix | ForEach-Object {{ }}; [IO.File]::WriteAllText('{Team.Root}/ready-' + $PID, ''); while (-not [IO.File]::Exists('{Signal("go")}')) {{ [Threading.Thread]::Sleep(1) }}; try {{ 'won ' + (Complete-Hotfix -ErrorAction Stop 3>$null).MergeCommit }} catch {{ $_.FullyQualifiedErrorId }}";
        using var one = HostProcess.Start(Ada.Folder, script);
        using var two = HostProcess.Start(ben.Folder, script);
        Assert.True(SpinWait.SpinUntil(() => Directory.GetFiles(Team.Root, "ready-*").Length == 2, Patience));
        File.WriteAllText(Signal("go"), string.Empty);

        var answers = new[] { Assert.Single(one.Lines()), Assert.Single(two.Lines()) };

        Assert.Contains("won " + Master, answers);
        Assert.All(answers, answer => Assert.Matches($"^(won {Master}|NoHotfix,.*)$", answer));
        Assert.Equal(1, GitProcess.Run(Team.Remote, "log", "--format=%P", "master").Split('\n').Count(parents => parents.EndsWith(" " + fix, StringComparison.Ordinal)));
        Assert.Null(Hotfix);
        Assert.Equal(["Completed", "Started"], JournalKinds());
    }

    private string Signal(string name) => Path.Combine(Team.Root, name);

    private static void Await(IEnumerable<string> files) =>
        Assert.True(SpinWait.SpinUntil(() => files.All(File.Exists), Patience), "Nobody came: " + string.Join(", ", files));
}
