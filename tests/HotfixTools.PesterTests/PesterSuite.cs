using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using HotfixTools.Testing;

namespace HotfixTools.PesterTests;

/// <summary>The Pester suite of this repository, and the PowerShell of this machine that runs it.</summary>
internal static class PesterSuite
{
    // A file takes some seconds; a machine under load, some more. Only what hangs takes this long.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private static readonly Version OldestPowerShell = new(7, 4);
    private static readonly Version OldestPester = new(5, 7);

    private static readonly Lazy<string?> Obstacle = new(FindObstacle);

    /// <summary>The folder of the Pester files.</summary>
    public static string Folder { get; } = Path.Combine(FindRepository(), "tests", "Pester");

    /// <summary>Why the suite cannot run here; null where it can.</summary>
    public static string? WhyNotHere => Obstacle.Value;

    /// <summary>Runs one file; the result is null where PowerShell ended without one.</summary>
    public static (PesterResult? Result, string Said) Run(string file)
    {
        var resultFile = Path.Combine(Path.GetTempPath(), $"hotfixtools-pester-{Guid.NewGuid():n}.json");
        try
        {
            var (exitCode, said) = PowerShell(
                "-File", Path.Combine(Folder, "Invoke-Suite.ps1"), "-Path", Path.Combine(Folder, file), "-ResultPath", resultFile);
            LeakWatch.Check($"what {file} printed", said);
            var result = File.Exists(resultFile) ? JsonSerializer.Deserialize<PesterResult>(File.ReadAllText(resultFile)) : null;
            // A failure that the result does not tell of is one all the same.
            return exitCode != 0 && result is { Failures.Count: 0 } ? (null, $"Exit status {exitCode}.\n{said}") : (result, said);
        }
        finally
        {
            File.Delete(resultFile);
        }
    }

    private static string? FindObstacle()
    {
        const string question = "\"$($PSVersionTable.PSVersion.Major).$($PSVersionTable.PSVersion.Minor)\"; "
            + "Get-Module -ListAvailable Pester | Where-Object { $_.Version.Major -eq 5 } | ForEach-Object { \"$($_.Version)\" }";
        string said;
        try
        {
            (var exitCode, said) = PowerShell("-Command", question);
            if (exitCode != 0)
                return $"pwsh does not run here (exit status {exitCode}): {said}";
        }
        catch (Win32Exception)
        {
            return $"PowerShell {OldestPowerShell} or later is not installed: there is no program pwsh to start.";
        }

        var versions = said.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => Version.TryParse(line, out var version) ? version : null).OfType<Version>().ToList();
        if (versions.Count == 0)
            return $"pwsh does not tell its version: {said}";
        if (versions[0] < OldestPowerShell)
            return $"PowerShell {OldestPowerShell} or later is not installed; pwsh is {versions[0]}.";
        return versions.Skip(1).Any(version => version >= OldestPester)
            ? null
            : $"Pester {OldestPester} or later is not installed for pwsh ({(versions.Count > 1 ? $"found {versions.Skip(1).Max()}" : "found no Pester 5")}).";
    }

    private static (int ExitCode, string Said) PowerShell(params string[] arguments)
    {
        var start = new ProcessStartInfo("pwsh", ["-NoProfile", "-NonInteractive", .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NO_COLOR"] = "1";
        using var shell = Process.Start(start)!;
        shell.StandardInput.Close();
        var output = shell.StandardOutput.ReadToEndAsync();
        var error = shell.StandardError.ReadToEndAsync();
        if (!shell.WaitForExit(Patience))
        {
            shell.Kill(entireProcessTree: true);
            shell.WaitForExit();
            return (-1, $"Ended after {Patience.TotalMinutes} minutes, because it hung.\n{output.Result}{error.Result}");
        }

        return (shell.ExitCode, output.Result + error.Result);
    }

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "HotfixTools.psd1")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"HotfixTools.psd1 was not found above {AppContext.BaseDirectory}.");
    }
}
