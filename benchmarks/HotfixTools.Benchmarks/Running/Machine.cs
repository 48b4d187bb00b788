using System.Runtime.InteropServices;

namespace HotfixTools.Benchmarks.Running;

/// <summary>What it was measured on.</summary>
internal static class Machine
{
    // A file system in memory, and what all that is measured writes and reads needs at most.
    private const string Memory = "/dev/shm";
    private const long Needed = 4L << 30;

    /// <summary>
    /// Has all that is measured work on files in memory, where there is room for them and <c>TMPDIR</c> names no other place.
    /// Rounds follow each other and clean up: on ext4 a file takes thirty times as long to make where many were removed in the
    /// last minutes (recently_deleted of fs/ext4/ialloc.c), and the two that are compared do not make as many.
    /// </summary>
    public static void WorkInMemory()
    {
        if (Environment.GetEnvironmentVariable("TMPDIR") is null && Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace >= Needed)
            Environment.SetEnvironmentVariable("TMPDIR", Memory);
    }

    /// <summary>In one line: processors, system, runtime, where the files are, and the versions of the programs that are measured against.</summary>
    public static string Describe()
    {
        var pwsh = Programs.Has("pwsh", "-Version") ? Programs.Run(".", "pwsh", "-Version") : "no pwsh";
        var flow = GitFlow.IsInstalled ? "git-flow " + Programs.Run(".", "git", "flow", "version") : "no git-flow";
        return $"{Processor()}, {Environment.ProcessorCount} cores; {RuntimeInformation.OSDescription}; {RuntimeInformation.FrameworkDescription}; files in {Path.GetTempPath()}; {Programs.Run(".", "git", "version")}; {flow}; {pwsh}";
    }

    private static string Processor() => OperatingSystem.IsLinux() && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
        ? line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]
        : RuntimeInformation.ProcessArchitecture.ToString();
}
