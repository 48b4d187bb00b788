using HotfixTools.Git.Tests.Racing;
using HotfixTools.Testing;

namespace HotfixTools.Git.Tests;

[Collection(AloneCollection.Name)]
public class RaceTests
{
    [Fact]
    public void Of_six_processes_that_claim_at_once_exactly_one_wins_in_every_round()
    {
        const int rounds = 12;
        using var team = Team.AtWork(out _, out var live);
        using var race = new Race(team, 6);
        for (var round = 1; round <= rounds; round++)
        {
            var verdicts = race.Start($"claim refs/heads/hotfix{round} {live}");
            // Every loser is told that somebody was faster, not that something is wrong.
            Assert.Equal(
                ["Moved", "Moved", "Moved", "Moved", "Moved", "Written"],
                verdicts.Order(StringComparer.Ordinal));
            Assert.Equal(live, team.RemoteRef($"refs/heads/hotfix{round}"));
        }
    }

    [Fact]
    public void Who_finds_the_ref_locked_by_the_winner_is_told_that_it_moved_and_not_that_it_was_refused()
    {
        using var team = Team.AtWork(out _, out var live);
        // The winner holds the lock for longer than git waits for one.
        team.AddHook("reference-transaction", "if test \"$1\" = prepared; then sleep 0.5; fi");
        using var race = new Race(team, 3);
        var verdicts = race.Start($"claim refs/heads/hotfix {live}");
        Assert.Equal(["Moved", "Moved", "Written"], verdicts.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Of_several_processes_that_append_to_one_ledger_at_once_no_entry_is_lost_and_none_is_there_twice()
    {
        const int racers = 4;
        const int entries = 5;
        using var team = Team.AtWork(out var ada, out var live);
        using (var race = new Race(team, racers))
            Assert.All(race.Start($"append production {live} {entries}"), answer => Assert.Equal("done", answer));

        using var session = Sessions.Open(ada);
        var tip = session.Remote.Fetch(["refs/deploys/production"])[RefName.Parse("refs/deploys/production")];
        var expected = from racer in Enumerable.Range(1, racers) from entry in Enumerable.Range(1, entries) select $"racer{racer}-{entry}";
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            session.LedgerOf(EnvironmentName.Production).Read(tip).Select(deploy => deploy.DeployedBy!).Order(StringComparer.Ordinal));
    }
}
