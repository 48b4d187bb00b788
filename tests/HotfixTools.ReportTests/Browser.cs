using System.ComponentModel;
using System.Diagnostics;

namespace HotfixTools.ReportTests;

/// <summary>The Chromium and the Node.js of this machine, and the scripts that drive them.</summary>
internal static class Browser
{
    // A check takes some seconds; a machine under load, some more. Only what hangs takes this long.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly Version OldestNode = new(20, 0);
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
    private static readonly string Repository = FindRepository();
    private static readonly Lazy<string?> Obstacle = new(FindObstacle);
    private static readonly Lazy<string> PageFolder = new(WritePages);

    /// <summary>The folder of the checks.</summary>
    public static string Checks { get; } = Path.Combine(Repository, "tests", "browser", "checks");

    /// <summary>Why the checks cannot run here; null where they can.</summary>
    public static string? WhyNotHere => Obstacle.Value;

    /// <summary>Runs one check; its exit status is 0 where it holds.</summary>
    public static (int ExitCode, string Said) Run(string check) =>
        Run("node", "run.mjs", check, PageFolder.Value, Path.Combine(Repository, "artifacts", "report"), FindChromium()!);

    private static string? FindObstacle()
    {
        if (FindChromium() is null)
            return "Chromium is not installed.";
        try
        {
            var (exitCode, said) = Run("node", "--version");
            if (exitCode != 0 || !Version.TryParse(said.Trim().TrimStart('v'), out var version) || version < OldestNode)
                return $"Node.js {OldestNode.Major} or later is not installed; node says: {said.Trim()}";
            if (!Directory.Exists(Path.Combine(Repository, "tests", "browser", "node_modules", "playwright-core")))
            {
                (exitCode, said) = Run(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", "ci");
                if (exitCode != 0)
                    return $"npm ci fails: {said.Trim().Split('\n')[0]}";
            }

            return null;
        }
        catch (Win32Exception)
        {
            return "Node.js is not installed: there is no program node or npm to start.";
        }
    }

    private static string? FindChromium() =>
        (from folder in (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
         from name in Names
         let file = Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name)
         where File.Exists(file)
         select file).FirstOrDefault();

    private static string WritePages()
    {
        var folder = Directory.CreateTempSubdirectory("hotfixtools-report-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        File.WriteAllText(Path.Combine(folder, "fleet.html"), Pages.Fleet());
        File.WriteAllText(Path.Combine(folder, "single.html"), Pages.Single());
        File.WriteAllText(Path.Combine(folder, "quiet.html"), Pages.Quiet());
        File.WriteAllText(Path.Combine(folder, "hostile.html"), Pages.Hostile());
        File.WriteAllText(Path.Combine(folder, "hostile-fleet.html"), Pages.HostileFleet());
        File.WriteAllText(Path.Combine(folder, "large.html"), Pages.Large(2000));
        File.WriteAllLines(Path.Combine(folder, "hostile.txt"), Pages.HostileNames.Select(name => DisplayText.Clean(name)));
        return folder;
    }

    private static (int ExitCode, string Said) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Path.Combine(Repository, "tests", "browser"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NO_COLOR"] = "1";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            return (-1, $"Ended after {Patience.TotalMinutes} minutes, because it hung.\n{output.Result}{error.Result}");
        }

        return (process.ExitCode, output.Result + error.Result);
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
