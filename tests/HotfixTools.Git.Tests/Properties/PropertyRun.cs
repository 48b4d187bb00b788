using System.Globalization;
using CsCheck;

namespace HotfixTools.Git.Tests.Properties;

/// <summary>Runs a property on random histories, many of them in one repository, so that one process of git answers for all.</summary>
internal static class PropertyRun
{
    // Of a batch that fails CsCheck looks for a smaller one; small batches leave it less to do, large ones start git less often.
    private const int BatchSize = 125;

    /// <summary>
    /// Runs it. A failure names the seed: <c>CsCheck_Seed=…</c> runs that batch first. <c>HOTFIXTOOLS_PROPERTY_CASES</c> is how
    /// many histories are tried of each property.
    /// </summary>
    /// <param name="cases">How many histories, where nobody says otherwise.</param>
    /// <param name="property">Throws where it does not hold.</param>
    /// <param name="isAlone">Whether it changes what there is one of in the process.</param>
    public static void Check(int cases, Action<HistoryBatch> property, bool isAlone = false)
    {
        if (Environment.GetEnvironmentVariable("HOTFIXTOOLS_PROPERTY_CASES") is { Length: > 0 } asked)
            cases = int.Parse(asked, CultureInfo.InvariantCulture);
        var aborted = 0;
        History.Any.Array[Math.Min(BatchSize, cases)].Sample(
            histories =>
            {
                using var batch = new HistoryBatch(histories);
                try
                {
                    property(batch);
                }
                catch (GitAbortedException) when (Interlocked.Increment(ref aborted) == 1)
                {
                    // A merge in some thousands is too much for some versions of git (merge-ort.c: process_renames).
                }
            },
            iter: Math.Max(1, cases / BatchSize),
            threads: isAlone ? 1 : -1,
            print: histories => $"{histories.Length} histories; the message of the failure draws the one.");
    }
}
