using System.Diagnostics;
using System.Globalization;

namespace HotfixTools.Benchmarks.Running;

/// <summary>The memory of this process, in MB.</summary>
internal static class ProcessMemory
{
    private const double Kilobytes = 1024;
    private const double Bytes = 1048576;

    /// <summary>The most that it ever had: on Linux the kernel's own high-water mark.</summary>
    public static double PeakMegabytes => OperatingSystem.IsLinux() ? Status("VmHWM") : Process.GetCurrentProcess().PeakWorkingSet64 / Bytes;

    /// <summary>What it has of its own now: without files that it reads through the memory.</summary>
    public static double OwnMegabytes => OperatingSystem.IsLinux() ? Status("RssAnon") : Process.GetCurrentProcess().PrivateMemorySize64 / Bytes;

    private static double Status(string field) =>
        double.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith(field + ":", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / Kilobytes;
}
