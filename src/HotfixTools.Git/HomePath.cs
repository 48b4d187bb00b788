using HotfixTools.Git.Transport;

namespace HotfixTools.Git;

/// <summary>Paths in settings of git, which may begin at somebody's home folder.</summary>
internal static class HomePath
{
    /// <summary>The path that a setting means.</summary>
    /// <param name="path">The setting, such as <c>~/.ssh/id_ed25519.pub</c> or <c>~ada/.ssh/id_ed25519.pub</c>.</param>
    public static string Expand(string path) =>
        path.StartsWith("~/", StringComparison.Ordinal)
            ? Path.Combine(Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? home : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..])
            : path.StartsWith('~') ? OfAnother(path) : path;

    // Each system knows where its users live in a way of its own, and .NET in none. A home that is not known is left to fail.
    private static string OfAnother(string path) =>
        GitProgram.IsInstalled() && GitProgram.Run(GitProgram.For(["config", "--type=path", "--default", path, "hotfixtools.path"])) is { ExitCode: 0, Output: var found }
            ? found.TrimEnd('\r', '\n')
            : path;
}
