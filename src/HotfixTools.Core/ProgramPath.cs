namespace HotfixTools;

/// <summary>
/// Where a program is. What is started is always named by its full path: by a bare name, .NET and Windows look in the
/// current folder first, and a clone may hold a file that somebody called <c>git</c>.
/// </summary>
public static class ProgramPath
{
    /// <summary>The full path of a program of the PATH; null where it has none. Parts of the PATH that depend on where somebody stands are passed over.</summary>
    /// <param name="program">Its name, without a folder.</param>
    public static string? Find(string program)
    {
        string[] endings = OperatingSystem.IsWindows() && !Path.HasExtension(program) ? [".exe", ".cmd", ".bat", ".com"] : [string.Empty];
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return (from folder in folders where Path.IsPathFullyQualified(folder) from ending in endings select Path.Combine(folder, program + ending)).FirstOrDefault(MayRun);
    }

    /// <summary>Whether a file is there, and may be run.</summary>
    /// <param name="file">Its full path.</param>
    public static bool MayRun(string file) =>
        File.Exists(file)
        && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
