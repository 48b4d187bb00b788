namespace HotfixTools.Git;

/// <summary>Paths in settings of git, which may begin at the home folder.</summary>
internal static class HomePath
{
    /// <summary>The path that a setting means.</summary>
    /// <param name="path">The setting, such as <c>~/.ssh/id_ed25519.pub</c>.</param>
    public static string Expand(string path) =>
        path.StartsWith("~/", StringComparison.Ordinal)
            ? Path.Combine(Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } home ? home : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..])
            : path;
}
