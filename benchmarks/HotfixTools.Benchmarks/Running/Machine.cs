using System.Runtime.InteropServices;

namespace HotfixTools.Benchmarks.Running;

/// <summary>What it was measured on.</summary>
internal static class Machine
{
    /// <summary>In one line: processors, system, runtime, and the versions of the programs that are measured against.</summary>
    public static string Describe()
    {
        var pwsh = Programs.Has("pwsh", "-Version") ? Programs.Run(".", "pwsh", "-Version") : "no pwsh";
        var flow = GitFlow.IsInstalled ? "git-flow " + Programs.Run(".", "git", "flow", "version") : "no git-flow";
        return $"{Processor()}, {Environment.ProcessorCount} cores; {RuntimeInformation.OSDescription}; {RuntimeInformation.FrameworkDescription}; {Programs.Run(".", "git", "version")}; {flow}; {pwsh}";
    }

    private static string Processor() => OperatingSystem.IsLinux() && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
        ? line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]
        : RuntimeInformation.ProcessArchitecture.ToString();
}
