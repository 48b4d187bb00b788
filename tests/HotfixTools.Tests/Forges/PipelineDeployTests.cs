using System.Management.Automation;
using HotfixTools.Testing.Forges;

namespace HotfixTools.ModuleTests.Forges;

/// <summary>Deploys by the systems of forges, from the settings to the ledger. What each of them may say is tested with its own deployer.</summary>
public sealed class PipelineDeployTests : ForgeTest
{
    private const string Actions = "'type': 'github-actions', 'workflow': 'deploy.yml', 'inputs': { 'commit': '{commit}', 'environment': '{environment}', 'id': '{id}' }";

    private static readonly Dictionary<string, string> Deploys = new()
    {
        ["github-actions"] = Actions,
        ["github-deployment"] = "'type': 'github-deployment'",
        ["azure-pipelines"] = "'type': 'azure-pipelines', 'pipeline': 12",
        ["gitlab-pipeline"] = "'type': 'gitlab-pipeline', 'inputs': { 'COMMIT': '{commit}', 'DEPLOY_ID': '{id}' }",
    };

    private PipelineStandIn? _system;

    public static TheoryData<string> Systems => [.. Deploys.Keys];

    private PipelineStandIn System => _system ?? throw new InvalidOperationException("No system.");

    [Theory]
    [MemberData(nameof(Systems))]
    public void The_exact_head_is_deployed_once_and_where_it_was_is_recorded(string kind)
    {
        Prepare(kind);
        var fix = StartAndFix();
        if (System is GitHubActionsStandIn { } actions && kind == "github-deployment")
            actions.Server.Answer = Listening(actions);

        var deploy = Run("Publish-Hotfix production -Confirm:$false").Single();

        Assert.Equal(fix, deploy.Text("Commit"));
        Assert.StartsWith("http", deploy.Text("Url"));
        Assert.Equal([fix, Live], LedgerCommits());
        Assert.Equal(["Published", "Started"], JournalKinds());
        Assert.Empty(Notes());
        if (kind != "github-deployment")
            Assert.Equal([fix], System.Deployed.Select(commit => commit.Split(' ')[^1]));
    }

    [Fact]
    public void Stopped_while_it_runs_it_goes_on_and_the_next_command_waits_for_it()
    {
        Prepare("github-actions");
        var fix = StartAndFix();
        System.States = ["running"];
        using var seen = new ManualResetEventSlim();
        System.OnLook = _ => seen.Set();
        using (var running = Shell.Start("Publish-Hotfix production -Confirm:$false"))
        {
            Assert.True(seen.Wait(TimeSpan.FromMinutes(1)));
            running.Stop();
        }

        Assert.Equal([Live], LedgerCommits());
        Assert.Equal(["deploy-production"], Notes());
        Assert.Equal("HalfDone", Run("Get-Hotfix").Single().Finding("HalfDone").Text("Id"));
        System.RunAgain(System.Run, "success");
        Assert.StartsWith($"Wait for the deploy of {Short(fix)} to production", Run("Publish-Hotfix production -WhatIf").NoErrors().WhatIf[0]);

        Run("Publish-Hotfix production -Confirm:$false").Single();

        Assert.Single(System.Runs);
        Assert.Equal([fix, Live], LedgerCommits());
        Assert.Equal(["Published", "Started"], JournalKinds());
        Assert.Empty(Notes());
    }

    [Fact]
    public void At_the_time_limit_it_is_left_running_and_nothing_is_recorded()
    {
        Prepare("github-actions");
        var fix = StartAndFix();
        System.States = ["running"];

        var error = Run("Publish-Hotfix production -TimeoutSec 1 -Confirm:$false").Fails("DeployNotOver", ErrorCategory.OperationTimeout, "goes on waiting");

        Assert.Contains("/actions/runs/", error.ErrorDetails.RecommendedAction);
        Assert.Equal(["Started"], JournalKinds());
        System.RunAgain(System.Run, "success");
        Run("Publish-Hotfix production -Confirm:$false").Single();
        Assert.Single(System.Runs);
        Assert.Equal([fix, Live], LedgerCommits());
    }

    [Fact]
    public void A_lost_answer_starts_no_second_run()
    {
        Prepare("github-actions");
        StartAndFix();
        System.States = ["success"];
        System.Break("POST *dispatches", new WebReply(502, "<html>", "text/html"), isDone: true);

        Run("Publish-Hotfix production -Confirm:$false").Single();

        Assert.Single(System.Runs);
    }

    [Fact]
    public void What_fails_is_told_with_its_link_and_a_second_try_is_another_run()
    {
        Prepare("github-actions");
        StartAndFix();
        System.States = ["failure"];

        Assert.Contains("/actions/runs/", Run("Publish-Hotfix production -Confirm:$false").Fails("DeployFailed", ErrorCategory.InvalidResult, "Restore-Deploy").Exception.Message);

        Assert.Equal(["PublishFailed", "Started"], JournalKinds());
        System.States = ["success"];
        Run("Publish-Hotfix production -Confirm:$false").Single();
        Assert.Equal(2, System.Runs.Count);
    }

    [Fact]
    public void Where_somebody_pushed_meanwhile_the_earlier_run_is_settled_before_another_begins()
    {
        Prepare("github-actions");
        var fix = StartAndFix();
        System.States = ["running"];
        Assert.Single(Run("Publish-Hotfix production -TimeoutSec 1 -Confirm:$false").Errors);
        var more = PushMore();
        System.RunAgain(System.Run, "success");
        System.States = ["success"];

        Run("Publish-Hotfix production -Confirm:$false").Single();

        Assert.Equal([more, fix, Live], LedgerCommits());
        Assert.Equal(["Published", "Published", "Started"], JournalKinds());
        Assert.Equal([fix, more], System.Deployed.Select(commit => commit.Split(' ')[^1]));
    }

    [Fact]
    public void A_run_that_ended_before_somebody_else_deployed_is_not_recorded_over_that()
    {
        Prepare("github-actions");
        var fix = StartAndFix();
        System.States = ["running"];
        Assert.Single(Run("Publish-Hotfix production -TimeoutSec 1 -Confirm:$false").Errors);
        Run("Register-Deploy production master -DeployedBy 'Cleo <cleo@example.com>'").Single();
        System.RunAgain(System.Run, "success");

        var error = Run("Publish-Hotfix production -Confirm:$false").Fails("Superseded", ErrorCategory.InvalidOperation, "Get-LastDeploy");

        Assert.Contains("Cleo", error.Exception.Message);
        Assert.Equal([Master, Live], LedgerCommits());
        Assert.Equal(["Published", "Started"], JournalKinds());
        Assert.Empty(Notes());
        Assert.Equal("Superseded", Run("Publish-Hotfix production -Confirm:$false").Errors.Single().FullyQualifiedErrorId.Split(',')[0]);
        Assert.Single(System.Runs);
        Assert.NotNull(fix);
    }

    [Fact]
    public void What_was_never_started_goes_through_the_gates_again()
    {
        Prepare("github-actions");
        StartAndFix();
        System.Break("POST *dispatches", new WebReply(502, "<html>", "text/html"), isDone: false);
        Shell.Screen.OnProgress = _ => { };
        using (var running = Shell.Start("Publish-Hotfix production -Confirm:$false"))
        {
            Assert.True(SpinWait.SpinUntil(() => System.Server.Requests.Any(request => request.Path.EndsWith("/dispatches", StringComparison.Ordinal)), TimeSpan.FromMinutes(1)));
            running.Stop();
        }

        Assert.Equal(["deploy-production"], Notes());
        Run("Register-Deploy production master").Single();

        Run("Publish-Hotfix production -Confirm:$false").Fails("DeployFailed", ErrorCategory.InvalidResult, "again");
        Assert.Empty(System.Runs);
        Assert.Empty(Notes());
        Run("Publish-Hotfix production -Confirm:$false").Fails("Superseded", ErrorCategory.InvalidOperation, "Update-Hotfix");
        Assert.Empty(System.Runs);
    }

    [Fact]
    public void What_can_never_be_told_is_given_up_by_force_and_by_going_back()
    {
        Prepare("github-actions");
        var fix = StartAndFix();
        System.States = ["running"];
        Assert.Single(Run("Publish-Hotfix production -TimeoutSec 1 -Confirm:$false").Errors);
        var script = Script("exit 0");
        Run("Publish-Hotfix production -Command $args[0] -Confirm:$false", script).Fails("DeployNotOver", ErrorCategory.OperationTimeout, "-Force");

        Run("Publish-Hotfix production -Command $args[0] -Force -Reason 'The run is gone' -Confirm:$false", script).Single();

        Assert.Equal([fix, Live], LedgerCommits());
        Assert.Equal(["Published", "PublishFailed", "Started"], JournalKinds());
        var more = PushMore();
        Assert.Single(Run("Publish-Hotfix production -TimeoutSec 1 -Confirm:$false").Errors);
        Run("Restore-Deploy production -Command $args[0] -Confirm:$false", script).Single();
        Assert.Empty(Notes());
        Assert.NotEqual(more, LedgerCommits()[0]);
    }

    [Fact]
    public void Going_back_goes_by_the_same_pipeline()
    {
        Prepare("github-actions");
        var fix = StartAndFix();
        System.States = ["success"];
        Run("Publish-Hotfix production -Confirm:$false").Single();

        Run("Restore-Deploy production -Confirm:$false").Single();

        Assert.Equal([Live, fix, Live], LedgerCommits());
        Assert.Equal([fix, Live], System.Deployed.Select(commit => commit.Split(' ')[^1]));
    }

    [Fact]
    public void A_pipeline_that_is_told_no_commit_deploys_the_head_or_nothing()
    {
        Prepare("github-actions", "'type': 'github-actions', 'workflow': 'deploy.yml'");
        var fix = StartAndFix();
        System.States = ["success"];
        Run("Publish-Hotfix production -Confirm:$false").Single();
        Assert.Equal("hotfix", System.Run.Ref);

        Assert.Contains("{commit}", Run("Restore-Deploy production -Confirm:$false").Fails("DeployFailed", ErrorCategory.InvalidResult, "Restore-Deploy").Exception.Message);

        Assert.Single(System.Runs);
        Assert.Equal([fix, Live], LedgerCommits());
    }

    [Fact]
    public void A_deploy_by_a_program_is_noted_at_the_forge_where_the_team_wants_that()
    {
        MoveTo("github", "'noteDeploys': true, 'approvals': 0, 'checks': []");
        var fix = StartAndFix();
        var script = Script("exit 0");

        Run("Publish-Hotfix production -Command $args[0] -Confirm:$false", script).Single();

        var noted = Assert.Single(((GitHubStandIn)Forge).Deployments);
        Assert.Equal(fix, noted.Commit);
        Forge.Break("POST *deployments*", WebReply.Json("{\"message\":\"Resource not accessible\"}", 403), times: 9);
        var more = PushMore();
        var result = Run("Publish-Hotfix production -Command $args[0] -Confirm:$false", script);
        Assert.Equal(more, result.Single().Text("Commit"));
        Assert.Single(result.Warnings);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _system?.Dispose();
    }

    private void Prepare(string kind, string? deploy = null)
    {
        _system = (PipelineStandIn)StandIns.Start(kind == "github-deployment" ? "github-actions" : kind, Team.Remote);
        System.States = ["success"];
        System.WhatItDeploys = run => run.Inputs.GetValueOrDefault("commit") ?? run.Inputs.GetValueOrDefault("COMMIT") ?? run.Commit;
        if (System is GitHubActionsStandIn actions)
            actions.RunName = run => $"Deploy {run.Inputs.GetValueOrDefault("id")}";
        Configure($"{{ 'environments': {{ 'production': {{ 'deploy': {{ {deploy ?? Deploys[kind]}, 'url': '{System.Api}', 'repository': '{System.Repository}', 'token': '{TokenReference}' }} }} }} }}");
    }

    // Somebody's server that listens for deployments.
    private static Func<WebRequestSeen, WebReply> Listening(GitHubActionsStandIn actions)
    {
        var answer = actions.Server.Answer;
        return seen =>
        {
            var reply = answer(seen);
            if (seen.Method == "POST" && seen.Path.EndsWith("/deployments", StringComparison.Ordinal))
                actions.SetStatus(actions.Deployments[^1], "success", "https://ci.example.com/7");
            return reply;
        };
    }
}
