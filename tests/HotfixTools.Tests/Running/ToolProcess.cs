using System.Diagnostics;

namespace HotfixTools.ModuleTests.Running;

/// <summary>A program that runs to its end.</summary>
internal static class ToolProcess
{
    /// <summary>Runs a program, and waits for it.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>Its exit status, and all that it said.</returns>
    public static (int Status, string Said) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
