using HotfixTools.Benchmarks.Histories;
using HotfixTools.Benchmarks.Running;

namespace HotfixTools.Benchmarks;

/// <summary><c>Get-DeployHistory</c> of long ledgers: the first entries at once, and all of them in no more memory.</summary>
internal sealed class LedgerBenchmark : IBenchmark
{
    private const int Long = 100_000;
    private const int Short = 100;

    // Long enough to fill what has a limit: .NET's heap before it is collected, and the library's 16 MB of what packs are made of.
    private const int Half = Long / 2;

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

        using var fewer = new LongLedger(Half);
        var memory = new Contest("`Get-DeployHistory`, all of 100,000 entries", "itself, 50,000 entries", 1.2) { Unit = "MB" };
        for (var round = 0; round < Math.Min(rounds, 3); round++)
        {
            memory.Ours.Add(StreamRun.Start(many.Clone, Long));
            memory.Theirs.Add(StreamRun.Start(fewer.Clone, Half));
        }

        yield return memory;
    }
}
