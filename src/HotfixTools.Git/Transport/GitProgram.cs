using System.Diagnostics;

namespace HotfixTools.Git.Transport;

/// <summary>The program <c>git</c>.</summary>
internal static class GitProgram
{
    private const string Name = "git";

    /// <summary>Whether it is on the PATH.</summary>
    public static bool IsInstalled() => ProgramPath.Find(Name) is not null;

    /// <summary>A call of it.</summary>
    /// <param name="arguments">The arguments, unquoted.</param>
    /// <exception cref="HotfixException"><c>GitRequired</c>.</exception>
    public static ProcessStartInfo For(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(ProgramPath.Find(Name) ?? throw HotfixErrors.GitRequired("a remote that is a path"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        // Set by a hook or alias that we run in, they would point git at the wrong repository.
        foreach (var variable in new[] { "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX" })
            start.Environment.Remove(variable);
        return start;
    }

    /// <summary>The folder that a path remote names.</summary>
    /// <param name="url">The remote.</param>
    /// <param name="relativeTo">What a relative path starts from.</param>
    public static string LocalPath(RemoteUrl url, string relativeTo) =>
        url.Text.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? new Uri(url.Text).LocalPath : Path.GetFullPath(url.Text, relativeTo);
}
