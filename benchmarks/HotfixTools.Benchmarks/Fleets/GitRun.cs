using System.Diagnostics;

namespace HotfixTools.Benchmarks.Fleets;

/// <summary>What <c>Get-Hotfix</c> is measured against: the least that plain Git could do over the same list.</summary>
internal static class GitRun
{
    /// <summary>Asks every remote for its refs; returns the seconds.</summary>
    /// <param name="list">The file with the addresses.</param>
    /// <param name="limit">How many at once.</param>
    public static double Start(string list, int limit)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start("sh", ["-c", $"xargs -P {limit} -n 1 git ls-remote < '{list}' > /dev/null"]);
        process.WaitForExit();
        return process.ExitCode == 0 ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException($"xargs ended with {process.ExitCode}.");
    }
}
