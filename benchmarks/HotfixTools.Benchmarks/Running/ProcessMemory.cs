using System.Diagnostics;
using System.Globalization;

namespace HotfixTools.Benchmarks.Running;

/// <summary>The memory of this process.</summary>
internal static class ProcessMemory
{
    /// <summary>The most that it ever had: on Linux the kernel's own high-water mark.</summary>
    public static double PeakMegabytes => OperatingSystem.IsLinux()
        ? double.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024
        : Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0;
}
