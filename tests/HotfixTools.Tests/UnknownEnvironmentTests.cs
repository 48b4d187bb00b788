using System.Management.Automation;

namespace HotfixTools.ModuleTests;

/// <summary>An environment that is called nearly like one that is known, and was never deployed to: whoever types it means the other.</summary>
public sealed class UnknownEnvironmentTests : ModuleTest
{
    private const string Meant = "Did you mean 'production'?";

    [Theory]
    [InlineData("Get-LastDeploy prodcution")]
    [InlineData("Get-LastDeploy prod")]
    [InlineData("Get-DeployHistory prodution")]
    [InlineData("Compare-Deploy prodution")]
    [InlineData("Restore-Deploy prodution -Confirm:$false")]
    public void Who_asks_for_it_is_asked_whether_the_other_was_meant(string command)
    {
        Run(command).Fails("NoDeployRecord", ErrorCategory.ObjectNotFound, Meant);
    }

    [Theory]
    [InlineData("Get-LastDeploy uat")]
    [InlineData("Get-LastDeploy production-2")]
    [InlineData("Get-LastDeploy production2")]
    public void Nobody_is_asked_of_one_that_is_called_otherwise_on_purpose(string command)
    {
        Assert.DoesNotContain("Did you mean", Run(command).Fails("NoDeployRecord", ErrorCategory.ObjectNotFound, "Register-Deploy").ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void Nothing_is_published_there()
    {
        StartAndFix();
        var now = Now();

        Run("Publish-Hotfix prodution -Confirm:$false").Fails("InvalidEnvironment", ErrorCategory.InvalidArgument, Meant);
        Run("Publish-Hotfix prodution, production -Confirm:$false").Fails("InvalidEnvironment", ErrorCategory.InvalidArgument, Meant);

        now.Still();
        Assert.Contains("UnknownEnvironment", Run("Test-Hotfix -Environment prodution").NoErrors().Output.Select(finding => finding.Text("Id")));
        Assert.DoesNotContain("UnknownEnvironment", Run("Test-Hotfix").NoErrors().Output.Select(finding => finding.Text("Id")));
        // Who says that it is new may.
        Assert.Equal("prodution", Run("Publish-Hotfix prodution -EnvironmentOrder prodution, production -Confirm:$false").Single().Text("Environment"));
    }

    [Fact]
    public void A_gate_for_it_lets_nothing_through()
    {
        var verdict = Run("Test-DeployGate prodution master").Single();

        Assert.Equal(("Refuse", true, 2), (verdict.Text("Decision"), verdict.Get("CannotVerify"), verdict.Get("ExitStatus")));
        Assert.Contains(Meant, Assert.Single(verdict.All("Findings")).Text("WayOut"));
        Assert.Equal("Allow", Run("Test-DeployGate uat master").Single().Text("Decision"));
        Assert.Equal("Allow", Run("Test-DeployGate prodution master -EnvironmentOrder prodution").Single().Text("Decision"));
    }

    [Fact]
    public void A_deploy_there_is_recorded_with_a_warning_where_nobody_says_which_there_are()
    {
        var result = Run("Register-Deploy prodution master");

        Assert.Equal("prodution", result.Single().Text("Environment"));
        Assert.Contains(Meant, Assert.Single(result.Warnings));
        // Known by now.
        Assert.Empty(Run("Register-Deploy prodution master").Warnings);
        Assert.Empty(Run("Register-Deploy uat master").Warnings);
    }

    [Fact]
    public void A_deploy_there_is_refused_where_the_settings_say_which_there_are()
    {
        Configure("{ 'environments': { 'staging': {}, 'eu-west-1': {}, 'production': {} } }");
        var now = Now();

        Run("Register-Deploy stagin master").Fails("InvalidEnvironment", ErrorCategory.InvalidArgument, "Did you mean 'staging'?");

        now.Still();
        foreach (var name in new[] { "staging", "eu-west-2", "uat", "production-eu" })
            Assert.Equal(name, Run("Register-Deploy $args[0] master", name).Single().Text("Environment"));
    }

    [Fact]
    public void What_tags_say_was_deployed_there_is_enough()
    {
        Ada.Git("tag", "deploy/prod/1", Live);
        Ada.Git("push", "--quiet", "origin", "deploy/prod/1");

        Assert.Equal("Allow", Run("Test-DeployGate prod master").Single().Text("Decision"));
        Assert.Empty(Run("Register-Deploy prod master").Warnings);
    }
}
