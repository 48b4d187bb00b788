using System.Management.Automation;

namespace HotfixTools.Host.Arguments;

/// <summary>What the host says about itself.</summary>
internal static class Usage
{
    // As a .NET tool it has another name.
    private static string Program => Path.GetFileName(Environment.ProcessPath) is "hotfixtools" or "hotfixtools.exe" ? "hotfixtools" : "HotfixTools.Host";

    public static string Version =>
        $"HotfixTools.Host {typeof(Usage).Assembly.GetName().Version?.ToString(3)} "
        + $"(PowerShell engine {PSVersionInfo.PSVersion}, .NET {Environment.Version})";

    public static string Text =>
        $"""
        {Version}

        Runs HotfixTools commands where PowerShell is not installed: in containers and
        cron jobs, or to try the module out. The module is imported already.

        Usage:
          {Program} [options] [-Command] <command...>
          {Program} [options] -File <script.ps1> [arguments...]

        Options, before the command:
          -Command, -c     the rest of the line is the command (what happens without it, too)
          -File, -f        run a script; the rest of the line are its arguments
          -NonInteractive  a question is an error, even at a terminal
          -Module <path>   import this module manifest instead
          -Version, -v     the versions of the host and of the engine
          -Help, -h, -?    this text

        Examples:
          {Program} "New-HotfixSandbox | Get-LastDeploy | New-Hotfix"
          {Program} "Get-Command -Module HotfixTools"
          {Program} "Get-Help New-Hotfix -Examples"
          {Program} -NonInteractive -File nightly.ps1 -Environment production

        Results go to stdout; errors, warnings, progress and questions go to stderr.
        Answers are read from stdin, a line each.

        An error that ends a command ends the whole run, so that nothing goes on after
        a step that failed; an error about one item of many is reported, and the rest goes on.
        Exit status: 0 done, 1 ended by an error or an error in the last statement of a
        command, 64 wrong usage, 130 Ctrl+C, 143 SIGTERM, or what 'exit' says.
        What Test-DeployGate emits ends it with 0 (may go), 1 (may not go) or 2 (could not
        be found out); of several, the worst counts.
        $ErrorActionPreference = 'Stop' lets every error end the run.

        It is the engine alone: commands of other modules (Select-Object, Format-Table,
        Write-Host, Set-Location, ...) need PowerShell itself.
        """;
}
