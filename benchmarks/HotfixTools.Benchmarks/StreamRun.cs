using System.Globalization;
using HotfixTools.Benchmarks.Running;

namespace HotfixTools.Benchmarks;

/// <summary>Reads a whole ledger through a pipeline, in a process of its own, whose memory is of nothing else.</summary>
internal static class StreamRun
{
    /// <summary>Runs it in a process of its own; the most memory of its own that it had, in MB.</summary>
    /// <param name="clone">The clone.</param>
    /// <param name="expected">How many deploys there are.</param>
    public static double Start(string clone, int expected)
    {
        var words = Programs.Run(clone, Environment.ProcessPath!, "stream").Split(' ');
        return int.Parse(words[0], CultureInfo.InvariantCulture) == expected
            ? double.Parse(words[1], CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"Of {expected} deploys, {words[0]} came.");
    }

    /// <summary>Runs it here, in the present folder.</summary>
    public static string Here()
    {
        using var shell = new WarmShell(Directory.GetCurrentDirectory());
        using var memory = new MemoryWatch();
        var count = shell.Run("$count = 0; Get-DeployHistory | ForEach-Object { $count++ }; $count").Single();
        return string.Create(CultureInfo.InvariantCulture, $"{count} {memory.PeakMegabytes:0}");
    }
}
