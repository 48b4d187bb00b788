using System.Diagnostics;
using System.Text;

namespace HotfixTools.Git.Transport;

/// <summary>The program <c>git</c>.</summary>
internal static class GitProgram
{
    /// <summary>Which version of its protocol a Git server is to speak. We speak the oldest, which is what it speaks unasked.</summary>
    public const string ProtocolVariable = "GIT_PROTOCOL";

    private const string Name = "git";

    // Those of "git rev-parse --local-env-vars", but for settings, and what a server that we run in has: set by a hook or alias,
    // they would point git at the wrong repository, or have it speak what nobody asked for.
    private static readonly string[] Foreign =
    [
        "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_DIR", "GIT_GRAFT_FILE", "GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_INTERNAL_SUPER_PREFIX",
        "GIT_NAMESPACE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX", ProtocolVariable, "GIT_QUARANTINE_PATH", "GIT_REPLACE_REF_BASE", "GIT_SHALLOW_FILE", "GIT_WORK_TREE",
    ];

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
        foreach (var variable in Foreign)
            start.Environment.Remove(variable);
        return start;
    }

    /// <summary>
    /// A call of it that reads objects, as they are. What <c>git replace</c> puts in place of one is of this clone alone, and
    /// the library does not go by it either.
    /// </summary>
    /// <param name="repository">The Git folder.</param>
    /// <param name="arguments">The arguments, unquoted.</param>
    /// <exception cref="HotfixException"><c>GitRequired</c>.</exception>
    public static ProcessStartInfo OnObjects(string repository, IEnumerable<string> arguments)
    {
        var start = For(arguments);
        start.Environment["GIT_DIR"] = repository;
        start.Environment["GIT_NO_REPLACE_OBJECTS"] = "1";
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
