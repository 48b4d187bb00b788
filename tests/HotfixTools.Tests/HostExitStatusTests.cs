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

    [Fact]
    public void A_remote_that_is_gone()
    {
        Directory.Move(Team.Remote, Team.Remote + ".moved");

        Assert.Equal(2, Status("Test-DeployGate production master"));
        Assert.Equal(2, Status("Test-DeployGate production master -Quiet"));
        Assert.Equal(2, Status("Test-HotfixJournal -Quiet"));
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
