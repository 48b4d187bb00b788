namespace HotfixTools.Services;

/// <summary>Finds programs before anything is begun that would need them.</summary>
public static class ProgramFinder
{
    /// <summary>The full path of a program.</summary>
    /// <param name="program">A full path, or the name of a program that is on the PATH.</param>
    /// <exception cref="HotfixException"><c>CommandNotFound</c>.</exception>
    public static string Find(string program)
    {
        if (Path.IsPathFullyQualified(program))
            return MayRun(program) ? program : throw HotfixErrors.CommandNotFound(program);
        string[] endings = OperatingSystem.IsWindows() && !Path.HasExtension(program) ? [".exe", ".cmd", ".bat", ".com"] : [string.Empty];
        var places = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return (from place in places from ending in endings select Path.Combine(place, program + ending)).FirstOrDefault(MayRun)
            ?? throw HotfixErrors.CommandNotFound(program);
    }

    private static bool MayRun(string file) =>
        File.Exists(file)
        && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
