using HotfixTools.Benchmarks.Fleets;
using HotfixTools.Benchmarks.Running;

namespace HotfixTools.Benchmarks;

/// <summary><c>Get-Hotfix</c> over a thousand remotes, against the least that plain Git could do over the same list.</summary>
internal sealed class FleetBenchmark : IBenchmark
{
    private const int Remotes = 1000;
    private const int AtOnce = 8;
    private const int Growth = 4;
    private const int MostRounds = 5;
    private const double Second = 1000;

    /// <inheritdoc/>
    public string Name => "fleet";

    /// <inheritdoc/>
    public IEnumerable<Contest> Run(int rounds)
    {
        using var farm = new RemoteFarm(Remotes * Growth);
        foreach (var (way, addresses) in new[] { ("paths", farm.Paths), ("HTTP", farm.Urls) })
        {
            var some = farm.ListOf(addresses.Take(Remotes));
            var contest = new Contest($"`Get-Hotfix`, fleet of {Remotes:N0}, {way}", $"`xargs -P {AtOnce} git ls-remote`", 1.0);
            var memory = new Contest($"the same, fleet of {Remotes * Growth:N0}", $"itself, {Remotes:N0}", 1.2) { Unit = "MB" };
            Contest.Play(
                Math.Min(rounds, MostRounds),
                1,
                _ =>
                {
                    var run = FleetRun.Start(some, AtOnce);
                    contest.Ours.Add(run.Seconds * Second);
                    contest.Theirs.Add(GitRun.Start(some, AtOnce) * Second);
                    memory.Theirs.Add(run.PeakMegabytes);
                },
                contest, memory);

            memory.Ours.Add(FleetRun.Start(farm.ListOf(addresses), AtOnce).PeakMegabytes);
            yield return contest;
            yield return memory;
        }
    }
}
