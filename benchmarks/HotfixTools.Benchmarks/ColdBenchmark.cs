using System.Reflection.PortableExecutable;
using HotfixTools.Benchmarks.Running;

namespace HotfixTools.Benchmarks;

/// <summary>The first <c>Get-Hotfix</c> of a fresh process, in PowerShell and in the host, against one that only starts.</summary>
internal sealed class ColdBenchmark : IBenchmark
{
    /// <inheritdoc/>
    public string Name => "cold";

    /// <inheritdoc/>
    public IEnumerable<Contest> Run(int rounds)
    {
        using var desk = new Desk();
        using (var shell = new WarmShell(desk.Clone))
            shell.Run("New-Hotfix");
        desk.Fix("hotfix");
        // What PowerShell does beside starting: the host does neither.
        Environment.SetEnvironmentVariable("POWERSHELL_UPDATECHECK", "Off");
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        if (Programs.Has("pwsh", "-NoProfile", "-NonInteractive", "-Command", "exit"))
        {
            var kind = IsCompiledAhead(Programs.Run(desk.Clone, "pwsh", "-NoProfile", "-NonInteractive", "-Command", "[psobject].Assembly.Location")) ? "compiled ahead" : "not compiled ahead";
            yield return Measure(
                new Contest($"`Import-Module`, first `Get-Hotfix`, fresh `pwsh` ({kind})", "bare start of the same", 200) { IsDifference = true },
                () => Programs.Run(desk.Clone, "pwsh", "-NoProfile", "-NonInteractive", "-Command", $"Import-Module '{WarmShell.Manifest()}'; $null = Get-Hotfix"),
                () => Programs.Run(desk.Clone, "pwsh", "-NoProfile", "-NonInteractive", "-Command", "$null = 1"),
                rounds);
        }

        var host = Path.Combine(WarmShell.Root(), "src", "HotfixTools.Host", "bin", "Release", "net10.0", "HotfixTools.Host.dll");
        yield return Measure(
            new Contest("host, to the first object", "bare start of the engine", 300) { IsDifference = true },
            () => Programs.Run(desk.Clone, "dotnet", host, "Get-Hotfix"),
            () => Programs.Run(desk.Clone, "dotnet", Path.Combine(AppContext.BaseDirectory, "HotfixTools.Benchmarks.dll"), "bare"),
            rounds);
    }

    /// <summary>Starts the engine, here, and has it do nothing.</summary>
    public static void Bare()
    {
        using var shell = new WarmShell(withModule: false);
        shell.Run("$null = 1");
    }

    // PowerShell is in its installers, and not in the .NET tool.
    private static bool IsCompiledAhead(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        return file.PEHeaders.CorHeader?.ManagedNativeHeaderDirectory.Size > 0;
    }

    private static Contest Measure(Contest contest, Action ours, Action theirs, int rounds)
    {
        Contest.Play(rounds, 1, _ => contest.Round(ours, theirs), contest);

        return contest;
    }
}
