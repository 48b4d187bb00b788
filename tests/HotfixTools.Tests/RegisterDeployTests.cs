using System.Management.Automation;

namespace HotfixTools.ModuleTests;

public sealed class RegisterDeployTests : ModuleTest
{
    private string Ledger(string environment = "production") =>
        GitProcess.Run(Team.Remote, "for-each-ref", "--format=%(objectname)", $"refs/deploys/{environment}");

    [Fact]
    public void A_deploy_is_appended_to_the_ledger()
    {
        var before = Ledger();

        var deploy = Run("Register-Deploy production master -DeployedBy 'Release pipeline' -DeployedAt '2026-05-01T10:00:00+02:00' -Url 'https://ci.example.com/4711'").Single();

        Assert.Equal("production", deploy.Text("Environment"));
        Assert.Equal(Master, deploy.Text("Commit"));
        Assert.Equal("Release pipeline", deploy.Text("DeployedBy"));
        Assert.Equal(new DateTimeOffset(2026, 5, 1, 8, 0, 0, TimeSpan.Zero), deploy.Get("DeployedAt"));
        Assert.Equal(TimeSpan.Zero, ((DateTimeOffset)deploy.Get("DeployedAt")!).Offset);
        Assert.Equal("https://ci.example.com/4711", deploy.Text("Url"));
        Assert.Equal("ledger", deploy.Text("Source"));
        Assert.Equal(false, deploy.Get("IsHotfix"));
        Assert.Equal(Ada.Folder, deploy.Text("Repository"));
        Assert.Equal($"{before} {Master}", GitProcess.Run(Team.Remote, "show", "-s", "--format=%P", Ledger()));
        Assert.Equal($"Deploy {Short(Master)} to production", GitProcess.Run(Team.Remote, "show", "-s", "--format=%s", Ledger()));
        Assert.Equal(Master, Run("Get-LastDeploy").Single().Text("Commit"));
    }

    [Fact]
    public void Without_more_it_was_you_and_now()
    {
        var deploy = Run("Register-Deploy staging HEAD").Single();

        Assert.Equal($"{TestHome.UserName} <{TestHome.UserEmail}>", deploy.Text("DeployedBy"));
        Assert.InRange((DateTimeOffset)deploy.Get("DeployedAt")!, DateTimeOffset.UtcNow.AddMinutes(-2), DateTimeOffset.UtcNow);
    }

    [Fact]
    public void A_time_of_anywhere_is_UTC_in_objects_and_records_and_local_in_views()
    {
        using var host = HostProcess.Start(
            Ada.Folder,
            """
            $deploy = Register-Deploy staging master -DeployedAt '2026-01-02T03:04:05+13:00'
            "object: $($deploy.DeployedAt.ToString('o'))"
            "again: $((Get-LastDeploy staging).DeployedAt.ToString('o'))"
            "hotfix: $((New-Hotfix).StartedAt.Offset)"
            $deploy
            """,
            ("TZ", "Asia/Kolkata"));
        var said = string.Join('\n', host.Lines());

        Assert.Contains("object: 2026-01-01T14:04:05.0000000+00:00", said);
        Assert.Contains("again: 2026-01-01T14:04:05.0000000+00:00", said);
        Assert.Contains("hotfix: 00:00:00", said);
        Assert.Contains("2026-01-01 19:34", said);
        Assert.Contains("\"deployedAt\": \"2026-01-01T14:04:05+00:00\"", GitProcess.Run(Team.Remote, "show", "refs/deploys/staging:entry.json"));
    }

    [Fact]
    public void WhatIf_lists_the_step_and_does_not_take_it()
    {
        var now = Now();

        var result = Run("Register-Deploy production master -WhatIf").NoErrors();

        Assert.Equal([$"Append the deploy of {Short(Master)} to refs/deploys/production"], result.WhatIf);
        Assert.Empty(result.Output);
        now.Still();
    }

    [Fact]
    public void Deploys_come_from_the_pipeline_and_a_bad_one_leaves_the_rest_going()
    {
        var result = Run(
            """
            @(
                [pscustomobject]@{ Environment = 'staging'; Sha = 'master' }
                [pscustomobject]@{ Environment = 'no/such'; Sha = 'master' }
                [pscustomobject]@{ Environment = 'sandbox'; Sha = 'nowhere' }
                [pscustomobject]@{ Environment = 'production'; Sha = 'master' }
            ) | Register-Deploy
            """);

        Assert.Equal(["staging", "production"], result.Output.Select(deploy => deploy.Text("Environment")));
        Assert.Equal(["InvalidEnvironment", "CommitNotFound"], result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Equal(Master, Run("Get-LastDeploy staging").Single().Text("Commit"));
        Assert.Empty(Ledger("sandbox"));
    }

    [Fact]
    public void What_is_live_in_one_environment_can_be_recorded_for_another()
    {
        var deploy = Run("Get-LastDeploy production | ForEach-Object { Register-Deploy staging $_.Commit -Url $_.Url }").Single();

        Assert.Equal(Live, deploy.Text("Commit"));
    }

    [Fact]
    public void A_second_run_that_says_the_same_adds_nothing()
    {
        Run("Register-Deploy staging master -DeployedBy CI").Single();
        var ledger = Ledger("staging");

        var again = Run("Register-Deploy staging master -DeployedBy CI").Single();

        Assert.Equal(Master, again.Text("Commit"));
        Assert.Equal(ledger, Ledger("staging"));
        // Another run is a deploy of its own.
        Run("Register-Deploy staging master -DeployedBy CI -Url https://ci.example.com/2").Single();
        Assert.Equal(2, Run("Get-DeployHistory staging").Output.Count);
    }

    [Fact]
    public void A_branch_means_what_it_is_at_the_remote_not_in_the_clone()
    {
        Ada.Git("switch", "--quiet", "--detach");
        Ada.Git("branch", "--quiet", "--force", "master", Live);

        Assert.Equal(Master, Run("Register-Deploy production master").Single().Text("Commit"));
    }

    [Fact]
    public void Two_at_once_are_both_kept()
    {
        using var second = new ModuleSession(Team.Clone("ben").Folder);
        using var first = Shell.Start("1..5 | ForEach-Object { Register-Deploy production master -DeployedBy \"one $_\" }");
        var other = second.Run("1..5 | ForEach-Object { Register-Deploy production master -DeployedBy \"two $_\" }");

        Assert.Equal(5, other.NoErrors().Output.Count);
        Assert.Equal(5, first.Wait().NoErrors().Output.Count);
        Assert.Equal(11, Run("Get-DeployHistory").NoErrors().Output.Count);
    }

    [Fact]
    public void A_ledger_that_the_server_refuses_is_not_accepted()
    {
        GitProcess.Run(Team.Remote, "config", "receive.hideRefs", "refs/deploys/");
        var now = Now();

        var error = Run("Register-Deploy staging master").Fails("RefNotAccepted", ErrorCategory.PermissionDenied, "refs/deploys/*");

        Assert.Equal("refs/deploys/staging", error.TargetObject);
        now.Still();
    }

    [Fact]
    public void Terminal_escapes_do_not_reach_the_screen()
    {
        var deploy = Run("Register-Deploy staging master -DeployedBy \"Eve`e[2J <eve@example.com>\" -Url \"https://x/`e]0;x`a\"").Single();

        Assert.DoesNotContain('\e', deploy.Text("DeployedBy")!);
        Assert.DoesNotContain('\e', Run("Get-LastDeploy staging").Single().Text("Url")!);
    }
}
