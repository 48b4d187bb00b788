namespace HotfixTools.Git;

/// <summary>
/// Finds programs as a shell does. .NET would look in the current folder first, and what lies there may be whatever
/// somebody pushed.
/// </summary>
internal static class ProgramPath
{
    /// <summary>The file of a program; null where there is none.</summary>
    /// <param name="program">A name that is looked up on the PATH, or a path.</param>
    /// <param name="folder">What a relative path starts from.</param>
    public static string? Find(string program, string folder)
    {
        if (program.IndexOfAny([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar]) >= 0)
            return Existing(Path.GetFullPath(program, folder));
        return (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .Select(place => Existing(Path.Combine(place, program)))
            .FirstOrDefault(found => found is not null);
    }

    private static string? Existing(string file)
    {
        if (!OperatingSystem.IsWindows())
            return MayRun(file) ? file : null;
        string[] endings = Path.HasExtension(file) ? [string.Empty] : [".exe", ".cmd", ".bat", ".com"];
        return endings.Select(ending => file + ending).FirstOrDefault(File.Exists);
    }

    private static bool MayRun(string file) =>
        File.Exists(file) && !OperatingSystem.IsWindows()
        && (File.GetUnixFileMode(file) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
}
