namespace HotfixTools.Services;

/// <summary>Paths of settings: they are relative to the repository, wherever somebody stands in it.</summary>
public static class RepositoryPaths
{
    /// <summary>The program that settings name.</summary>
    /// <param name="program">A path, or the name of a program on the PATH.</param>
    /// <param name="repository">The repository.</param>
    /// <exception cref="HotfixException"><c>CommandNotFound</c>.</exception>
    public static string Program(string program, string repository) =>
        ProgramFinder.Find(program.IndexOfAny(['/', '\\']) >= 0 ? Path.GetFullPath(program, repository) : program);

    /// <summary>The folder that settings name.</summary>
    /// <param name="folder">A path; null for the repository.</param>
    /// <param name="repository">The repository.</param>
    public static string Folder(string? folder, string repository) => folder is null ? repository : Path.GetFullPath(folder, repository);
}
