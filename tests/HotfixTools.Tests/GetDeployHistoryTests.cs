using System.Management.Automation;

namespace HotfixTools.ModuleTests;

public sealed class GetDeployHistoryTests : ModuleTest
{
    public GetDeployHistoryTests()
    {
        foreach (var day in new[] { 1, 2, 3 })
            Run($"Register-Deploy staging master -DeployedAt '2026-03-0{day}T12:00:00Z' -DeployedBy 'Run {day}'").Single();
    }

    [Fact]
    public void The_ledger_comes_newest_first()
    {
        Assert.Equal(["Run 3", "Run 2", "Run 1"], By("Get-DeployHistory staging"));
        Assert.Equal(["Ben <ben@example.com>"], By("Get-DeployHistory"));
    }

    [Theory]
    [InlineData("-First 2", new[] { "Run 3", "Run 2" })]
    [InlineData("-First 0", new string[0])]
    [InlineData("-First 99", new[] { "Run 3", "Run 2", "Run 1" })]
    [InlineData("-Since '2026-03-02T12:00:00Z'", new[] { "Run 3", "Run 2" })]
    [InlineData("-Since '2026-03-02T12:00:01Z'", new[] { "Run 3" })]
    [InlineData("-Since '2030-01-01'", new string[0])]
    [InlineData("-Since '2026-03-01T13:00:00Z' -First 1", new[] { "Run 3" })]
    public void It_can_be_limited(string limit, string[] expected) => Assert.Equal(expected, By($"Get-DeployHistory staging {limit}"));

    [Fact]
    public void An_older_deploy_that_was_recorded_late_does_not_hide_the_rest()
    {
        Run("Register-Deploy staging master -DeployedAt '2026-01-01T12:00:00Z' -DeployedBy 'Late'").Single();

        Assert.Equal(["Run 3", "Run 2"], By("Get-DeployHistory staging -Since '2026-03-02T12:00:00Z'"));
    }

    [Fact]
    public void It_streams_so_that_a_pipeline_may_stop_it()
    {
        // By the same kind of exception as Select-Object -First, which the engine alone does not have.
        Assert.Equal(["Run 3"], By("foreach ($deploy in 1) { Get-DeployHistory staging | ForEach-Object { $_; break } }"));
    }

    [Fact]
    public void Several_environments_one_of_them_bad()
    {
        var result = Run("Get-DeployHistory staging, nowhere, '..', production");

        Assert.Equal(4, result.Output.Count);
        Assert.Equal(["NoDeployRecord", "InvalidEnvironment"], result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
    }

    [Fact]
    public void A_ledger_that_somebody_damaged_is_told()
    {
        GitProcess.Run(Team.Remote, "update-ref", "refs/deploys/staging", Live);

        Assert.StartsWith(Live, (string)Run("Get-DeployHistory staging").Fails("ChainDamaged", ErrorCategory.InvalidResult, "git log -p").TargetObject);
    }

    private IEnumerable<string?> By(string command) => Run(command).NoErrors().Output.Select(deploy => deploy.Text("DeployedBy"));
}
