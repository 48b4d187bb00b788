using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using HotfixTools.Benchmarks.Running;

namespace HotfixTools.Benchmarks.Fleets;

/// <summary>One run of <c>Get-Hotfix</c> over a list, in a process of its own, whose memory is of nothing else.</summary>
/// <param name="Seconds">How long the command took, in a session that has the module.</param>
/// <param name="Hotfixes">How many hotfixes it found.</param>
/// <param name="Errors">How many errors it wrote.</param>
/// <param name="PeakMegabytes">The most memory that the process had, whole; 0 where that is not known.</param>
internal sealed record FleetRun(double Seconds, int Hotfixes, int Errors, double PeakMegabytes)
{
    /// <summary>Runs it in a process of its own.</summary>
    /// <param name="list">The file with the addresses.</param>
    /// <param name="limit">How many at once.</param>
    public static FleetRun Start(string list, int limit)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["run", list, limit.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var line = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var parts = line.Split(' ', StringSplitOptions.TrimEntries);
        return process.ExitCode == 0
            ? new FleetRun(double.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture), double.Parse(parts[3], CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"It ended with {process.ExitCode}: {line}");
    }

    /// <summary>Runs it here.</summary>
    /// <param name="list">The file with the addresses.</param>
    /// <param name="limit">How many at once.</param>
    public static FleetRun Here(string list, int limit)
    {
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using (var import = PowerShell.Create(runspace))
            import.AddScript("Import-Module $args[0] -ErrorAction Stop").AddArgument(WarmShell.Manifest()).Invoke();
        using var shell = PowerShell.Create(runspace);
        shell.AddScript("[IO.File]::ReadLines($args[0]) | Get-Hotfix -ThrottleLimit $args[1]").AddArgument(list).AddArgument(limit);
        var watch = Stopwatch.StartNew();
        var found = shell.Invoke().Count;
        return new FleetRun(watch.Elapsed.TotalSeconds, found, shell.Streams.Error.Count, ProcessMemory.PeakMegabytes);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Seconds:0.000} {Hotfixes} {Errors} {PeakMegabytes:0}");
}
