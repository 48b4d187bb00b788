using System.ComponentModel;
using System.Diagnostics;

namespace HotfixTools.Benchmarks.Running;

/// <summary>Other programs.</summary>
internal static class Programs
{
    /// <summary>Whether a program can be run.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Arguments with which it ends at once.</param>
    public static bool Has(string program, params string[] arguments)
    {
        try
        {
            return Start(Directory.GetCurrentDirectory(), program, arguments).Exit == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Runs a line of shell in a folder; a failure is an exception with its words.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="line">The line.</param>
    public static void Shell(string folder, string line) => Run(folder, "sh", "-e", "-c", line);

    /// <summary>Runs a program; a failure is an exception with its words.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    public static string Run(string folder, string program, params string[] arguments)
    {
        var (exit, output, error) = Start(folder, program, arguments);
        return exit == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {exit}: {error}{output}");
    }

    private static (int Exit, string Output, string Error) Start(string folder, string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.TrimEnd('\n'), error.Result);
    }
}
