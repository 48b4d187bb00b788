using HotfixTools.Benchmarks.Histories;
using HotfixTools.Benchmarks.Running;

namespace HotfixTools.Benchmarks;

/// <summary><c>Get-DeployHistory</c> of long ledgers: the first entries at once, and all of them in no more memory.</summary>
internal sealed class LedgerBenchmark : IBenchmark
{
    private const int Long = 100_000;
    private const int Short = 100;
    private const int Tenth = Long / 10;

    /// <inheritdoc/>
    public string Name => "ledger";

    /// <inheritdoc/>
    public IEnumerable<Contest> Run(int rounds)
    {
        using var many = new LongLedger(Long);
        using (var few = new LongLedger(Short))
        using (var there = new WarmShell(many.Clone))
        using (var here = new WarmShell(few.Clone))
        {
            var contest = new Contest("`Get-DeployHistory -First 10`, 100,000 entries", "itself, 100 entries", 1.2);
            Contest.Play(rounds, Contest.UntilWarm, _ => contest.Round(() => there.Run("Get-DeployHistory -First 10"), () => here.Run("Get-DeployHistory -First 10")), contest);

            yield return contest;
        }

        using var fewer = new LongLedger(Tenth);
        var memory = new Contest("`Get-DeployHistory`, all of 100,000 entries", "itself, 10,000 entries", 1.2) { Unit = "MB" };
        for (var round = 0; round < Math.Min(rounds, 3); round++)
        {
            memory.Ours.Add(StreamRun.Start(many.Clone, Long));
            memory.Theirs.Add(StreamRun.Start(fewer.Clone, Tenth));
        }

        yield return memory;
    }
}
