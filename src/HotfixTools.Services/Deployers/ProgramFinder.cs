namespace HotfixTools.Services;

/// <summary>Finds programs before anything is begun that would need them.</summary>
public static class ProgramFinder
{
    /// <summary>The full path of a program.</summary>
    /// <param name="program">A full path, or the name of a program that is on the PATH.</param>
    /// <exception cref="HotfixException"><c>CommandNotFound</c>.</exception>
    public static string Find(string program) =>
        (Path.IsPathFullyQualified(program) ? (ProgramPath.MayRun(program) ? program : null) : ProgramPath.Find(program))
        ?? throw HotfixErrors.CommandNotFound(program);
}
