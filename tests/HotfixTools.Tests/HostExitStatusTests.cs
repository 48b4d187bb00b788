using System.Diagnostics;

namespace HotfixTools.ModuleTests;

/// <summary>What a pipeline's process ends with: 0 may go, 1 may not, 2 could not be found out.</summary>
public sealed class HostExitStatusTests : ModuleTest
{
    [Theory]
    [InlineData("Test-DeployGate production master", 0)]
    [InlineData("Test-DeployGate production master -Quiet", 0)]
    [InlineData("if (Test-DeployGate production master -Quiet) { exit 7 }", 7)]
    [InlineData("Test-DeployGate production nowhere", 2)]
    [InlineData("Test-DeployGate no/such master", 2)]
    [InlineData("Test-DeployGate production master -Path /", 2)]
    [InlineData("Test-DeployGate production master -Foo", 2)]
    [InlineData("Test-DeployGate production", 2)]
    [InlineData("Test-DeployGate production master extra", 2)]
    [InlineData("Test-DeployGate production master -Path $null; 'after'", 2)]
    [InlineData("try { Test-DeployGate production master -Foo } catch { 'caught' }", 0)]
    [InlineData("Test-DeployGate prodution master", 2)]
    [InlineData("Test-HotfixJournal -Foo", 2)]
    [InlineData("Get-LastDeploy -Foo", 1)]
    [InlineData("Get-Hotfix -Path /", 1)]
    [InlineData("Test-HotfixJournal", 0)]
    [InlineData("Test-HotfixJournal -Quiet", 0)]
    [InlineData("Test-HotfixJournal -Path /", 2)]
    public void Without_a_hotfix(string command, int status) => Assert.Equal(status, Status(command));

    [Theory]
    [InlineData("Test-DeployGate production master", 1)]
    [InlineData("Test-DeployGate production master -Quiet", 1)]
    [InlineData("Test-DeployGate staging master; Test-DeployGate production master; Test-DeployGate staging master", 1)]
    [InlineData("$verdict = Test-DeployGate production master", 0)]
    [InlineData("Test-DeployGate production hotfix", 0)]
    [InlineData("Test-DeployGate production master -Force -Reason 'It must' -Confirm:$false", 0)]
    public void While_one_is_in_progress(string command, int status)
    {
        StartAndFix();

        Assert.Equal(status, Status(command));
    }

    [Theory]
    [InlineData("Test-HotfixJournal", 1)]
    [InlineData("Test-HotfixJournal -Quiet", 1)]
    public void A_ledger_that_does_not_hold(string command, int status)
    {
        GitProcess.Run(Team.Remote, "update-ref", "refs/deploys/production", "master");

        Assert.Equal(status, Status(command));
    }

    [Theory]
    [InlineData("Get-Hotfix -Stale", 0)]
    [InlineData("Get-Hotfix -Finding Superseded -Heartbeat last.json", 0)]
    [InlineData("Get-Hotfix -Finding HeadNotPublished", 1)]
    [InlineData("Get-Hotfix -Finding HeadNotPublished | Out-Null", 1)]
    [InlineData("Get-Hotfix -Finding HeadNotPublished | Out-Host", 1)]
    [InlineData("Get-Hotfix -Finding HeadNotPublished | ForEach-Object Branch", 1)]
    // The engine alone has no such command; whatever one makes of the objects, it is the same.
    [InlineData("function Format-Table { process { \"$($_.Branch) $($_.State)\" } }; Get-Hotfix -Finding HeadNotPublished | Format-Table", 1)]
    [InlineData("Get-Hotfix -Finding HeadNotPublished | Out-Null; exit 0", 0)]
    [InlineData("Get-Hotfix -Finding HeadNotPublished; Get-Hotfix -Stale", 1)]
    [InlineData("Get-Hotfix -Finding HeadNotPublished -Path /", 2)]
    [InlineData("Get-Hotfix -Finding HeadNotPublished -Path / -ErrorAction Stop", 2)]
    [InlineData("'/', '.' | ForEach-Object { [pscustomobject]@{ Path = $_ } } | Get-Hotfix -Finding HeadNotPublished | Out-Null", 2)]
    [InlineData("Get-Hotfix -Finding HeadNotPublished -Path / 2>$null; 'after'", 2)]
    [InlineData("Get-Hotfix -Finding HeadNotPublished -Path / -ErrorAction Ignore; 'after'", 2)]
    [InlineData("@() | Get-Hotfix -Stale -Heartbeat last.json", 2)]
    [InlineData("Get-Hotfix -Stale -StaleAfter 2", 2)]
    [InlineData("Get-Hotfix -Stale -Heartbeat no/such/folder/last.json", 2)]
    [InlineData("Get-Hotfix", 0)]
    [InlineData("Get-Hotfix -Path /; 'after'", 0)]
    public void A_check(string command, int status)
    {
        StartAndFix();

        Assert.Equal(status, Status(command));
    }

    [Theory]
    [InlineData("Get-Hotfix -Heartbeat last.json; Test-HotfixHeartbeat last.json", 0)]
    [InlineData("Get-Hotfix -Heartbeat last.json; Test-HotfixHeartbeat last.json -Quiet", 0)]
    [InlineData("Test-HotfixHeartbeat last.json", 1)]
    [InlineData("Test-HotfixHeartbeat last.json -Quiet", 1)]
    [InlineData("Test-HotfixHeartbeat .git", 2)]
    [InlineData("Test-HotfixHeartbeat .git -Quiet", 2)]
    [InlineData("Test-HotfixHeartbeat last.json -MaxAge 25", 2)]
    [InlineData("Test-HotfixHeartbeat http://example.com/x", 2)]
    public void A_heartbeat(string command, int status) => Assert.Equal(status, Status(command));

    [Fact]
    public void A_remote_that_is_gone()
    {
        Directory.Move(Team.Remote, Team.Remote + ".moved");

        Assert.Equal(2, Status("Test-DeployGate production master"));
        Assert.Equal(2, Status("Test-DeployGate production master -Quiet"));
        Assert.Equal(2, Status("Test-HotfixJournal -Quiet"));
        Assert.Equal(2, Status("Get-Hotfix -Stale"));
        Assert.Equal(1, Status("Get-Hotfix"));
    }

    private int Status(string command)
    {
        var start = new ProcessStartInfo("dotnet", [Paths.Host, "-NonInteractive", "-Command", command])
        {
            WorkingDirectory = Ada.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var host = Process.Start(start)!;
        host.StandardInput.Close();
        var errors = host.StandardError.ReadToEndAsync();
        host.StandardOutput.ReadToEnd();
        errors.Wait();
        host.WaitForExit();
        return host.ExitCode;
    }
}
