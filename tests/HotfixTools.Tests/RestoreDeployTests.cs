using System.Management.Automation;

namespace HotfixTools.ModuleTests;

public sealed class RestoreDeployTests : ModuleTest
{
    private string Log => Path.Combine(Team.Root, "calls");

    [Fact]
    public void It_goes_back_to_what_was_live_before_the_hotfix()
    {
        var fix = StartAndFix();
        Run("Publish-Hotfix production -Confirm:$false").Single();

        var deploy = Run("Restore-Deploy production -Command $args[0] -ArgumentList '{commit}' -Confirm:$false -Reason 'It made it worse'", Script("echo \"$1 $HOTFIX_ENVIRONMENT\" >> " + Log)).Single();

        Assert.Equal(Live, deploy.Text("Commit"));
        Assert.Equal(false, deploy.Get("IsHotfix"));
        Assert.Equal([$"{Live} production"], File.ReadAllLines(Log));
        Assert.Equal([Live, fix, Live], LedgerCommits());
        Assert.Equal(["RolledBack", "Published", "Started"], JournalKinds());
        Assert.Contains("It made it worse", GitProcess.Run(Team.Remote, "show", "-s", "--format=%b", "refs/hotfix/journal"));
        Assert.Equal("InProgress", Run("Get-Hotfix").Single().Text("State"));
        // The fix is not live any more, so it can be published again.
        Assert.Equal(fix, Run("Publish-Hotfix production -Confirm:$false").Single().Text("Commit"));
        Assert.Equal([fix, Live, fix, Live], LedgerCommits());
        Assert.Equal(["Published", "RolledBack", "Published", "Started"], JournalKinds());
    }

    [Fact]
    public void A_second_run_goes_neither_further_back_nor_forth()
    {
        Run("Register-Deploy production $args[0]", Live + "~1").Single();
        Run("Register-Deploy production $args[0] -Url https://ci.example.com/2", Live).Single();
        Run("Register-Deploy production master").Single();
        Assert.Equal(Live, Run("Restore-Deploy production -Confirm:$false").Single().Text("Commit"));
        var now = Now();

        var again = Run("Restore-Deploy production");

        Assert.Equal(Live, again.Single().Text("Commit"));
        Assert.Empty(again.Questions);
        Assert.Contains("taken back already", Assert.Single(again.Warnings));
        now.Still();
        Assert.Empty(JournalKinds());
    }

    [Fact]
    public void WhatIf_lists_the_steps_and_takes_none()
    {
        StartAndPublish();
        var now = Now();

        var result = Run("Restore-Deploy production -WhatIf").NoErrors();

        Assert.Equal(3, result.WhatIf.Count);
        Assert.StartsWith($"Deploy {Short(Live)} to production", result.WhatIf[0]);
        Assert.Equal($"Append the deploy of {Short(Live)} to refs/deploys/production", result.WhatIf[1]);
        Assert.Equal("Append 'RolledBack' to refs/hotfix/journal", result.WhatIf[2]);
        now.Still();
    }

    [Fact]
    public void It_asks_and_a_no_does_nothing()
    {
        StartAndPublish();
        Shell.Screen.Answer = "No";
        var now = Now();

        var result = Run("Restore-Deploy production");

        result.Nothing();
        Assert.Contains($"Take production back to {Short(Live)}", Assert.Single(result.Questions));
        now.Still();
    }

    [Fact]
    public void Another_deploy_is_chosen_by_its_commit_or_from_the_pipeline()
    {
        var older = GitProcess.Run(Team.Remote, "rev-parse", Live + "~1");
        Run("Register-Deploy production $args[0]", older).Single();
        Run("Register-Deploy production master").Single();

        Assert.Equal(Live, Run("Restore-Deploy production -To $args[0] -Confirm:$false", Live[..10]).Single().Text("Commit"));
        Assert.Equal(older, Run("Get-DeployHistory | Where-Object Commit -EQ $args[0] | Restore-Deploy -Confirm:$false", older).Single().Text("Commit"));
        Assert.Equal([older, Live, Master, older, Live], LedgerCommits());
    }

    [Fact]
    public void What_was_never_live_there_is_refused()
    {
        StartAndPublish();
        var now = Now();

        var error = Run("Restore-Deploy production -To master -Confirm:$false").Fails("NoDeployRecord", ErrorCategory.ObjectNotFound, "Get-DeployHistory production");

        Assert.Contains($"{Short(Master)} was never live there", error.Exception.Message);
        now.Still();
    }

    [Fact]
    public void Where_nothing_was_live_before_there_is_nothing_to_go_back_to()
    {
        var now = Now();

        Run("Restore-Deploy production -Confirm:$false").Fails("NoDeployRecord", ErrorCategory.ObjectNotFound, "Get-DeployHistory production");
        Run("Restore-Deploy staging -Confirm:$false").Fails("NoDeployRecord", ErrorCategory.ObjectNotFound, "Register-Deploy -Environment staging");

        now.Still();
    }

    [Fact]
    public void One_that_fails_leaves_the_ledger_as_it_is_and_says_so_in_the_journal()
    {
        var fix = StartAndPublish();

        Run("Restore-Deploy production -Command $args[0] -Confirm:$false", Script("exit 7")).Fails("DeployFailed", ErrorCategory.InvalidResult, "Restore-Deploy production");

        Assert.Equal([fix, Live], LedgerCommits());
        Assert.Equal(["PublishFailed", "Started"], JournalKinds());
    }

    [Fact]
    public void Without_a_hotfix_in_progress_the_ledger_alone_is_written()
    {
        Run("Register-Deploy production master").Single();

        Assert.Equal(Live, Run("Restore-Deploy production -Confirm:$false").Single().Text("Commit"));

        Assert.Equal([Live, Master, Live], LedgerCommits());
        Assert.Null(Journal);
        Assert.Empty(Notes());
    }

    [Fact]
    public void Deployed_and_not_recorded_is_recorded_by_a_second_run_without_deploying_again()
    {
        Run("Register-Deploy production master").Single();
        var script = Script("echo x >> " + Log);
        Team.AddHook("update", "exit 1");
        Run("Restore-Deploy production -Command $args[0] -Confirm:$false", script).Fails("DeployNotRecorded", ErrorCategory.PermissionDenied, "without deploying again");
        Team.AddHook("update", "exit 0");

        Run("Restore-Deploy production -Command $args[0] -Confirm:$false", script).Single();

        Assert.Single(File.ReadAllLines(Log));
        Assert.Equal([Live, Master, Live], LedgerCommits());
    }
}
