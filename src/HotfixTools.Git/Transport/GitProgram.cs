using System.Diagnostics;
using System.Text;

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

    /// <summary>Runs it to its end, with nothing to read; nobody is there to be asked for a password.</summary>
    /// <param name="start">A call of it.</param>
    public static GitAnswer Run(ProcessStartInfo start)
    {
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.StandardOutputEncoding = start.StandardErrorEncoding = Encoding.UTF8;
        using var git = Process.Start(start)!;
        git.StandardInput.Close();
        // Both at once: who waits for one of them while the other is full waits for ever.
        var words = git.StandardError.ReadToEndAsync();
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return new GitAnswer(git.ExitCode, output, words.Result);
    }

    /// <summary>The folder that a path remote names.</summary>
    /// <param name="url">The remote.</param>
    /// <param name="relativeTo">What a relative path starts from.</param>
    public static string LocalPath(RemoteUrl url, string relativeTo) =>
        url.Text.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? new Uri(url.Text).LocalPath : Path.GetFullPath(url.Text, relativeTo);
}
