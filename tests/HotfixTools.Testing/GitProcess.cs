using System.Diagnostics;

namespace HotfixTools.Testing;

/// <summary>Runs the real git, as an oracle and as the user would.</summary>
public static class GitProcess
{
    /// <summary>Runs git in a folder and returns what it printed; throws where it failed.</summary>
    public static string Run(string folder, params string[] arguments)
    {
        var (exitCode, output, error) = Try(folder, arguments);
        return exitCode == 0 ? output : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {error}");
    }

    /// <summary>Runs git in a folder; a failure is an answer too.</summary>
    public static (int ExitCode, string Output, string Error) Try(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var git = Process.Start(start)!;
        var error = git.StandardError.ReadToEndAsync();
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return (git.ExitCode, output.TrimEnd('\n'), error.Result);
    }

    /// <summary>All refs of a repository and their objects, sorted: equal texts mean that nothing changed.</summary>
    public static string Refs(string repository) =>
        Run(repository, "for-each-ref", "--format=%(refname) %(objectname) %(symref)");
}
