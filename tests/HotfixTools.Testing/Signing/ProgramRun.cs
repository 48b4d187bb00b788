using System.ComponentModel;
using System.Diagnostics;

namespace HotfixTools.Testing.Signing;

/// <summary>Programs that tests run, and programs that they write.</summary>
public static class ProgramRun
{
    /// <summary>Whether a program is there.</summary>
    public static bool IsInstalled(string program)
    {
        try
        {
            Require(program, ["--version"]);
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Runs a program, which must do well.</summary>
    public static void Require(string program, string[] arguments, string input = "")
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {output} {error.Result}");
    }

    /// <summary>Writes a program of the shell; returns its path.</summary>
    public static string Write(string file, string body)
    {
        // By a process of its own: a file that this one has open for writing, in whichever child it is about to start, cannot be run.
        Require("sh", ["-c", "cat > \"$1\" && chmod +x \"$1\"", "sh", file], "#!/bin/sh\n" + body + "\n");
        return file;
    }
}
