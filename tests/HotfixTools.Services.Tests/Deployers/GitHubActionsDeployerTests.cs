using HotfixTools.Testing;
using HotfixTools.Testing.Forges;

namespace HotfixTools.Services.Tests;

public sealed class GitHubActionsDeployerTests : PipelineDeployerTests
{
    private readonly GitHubActionsStandIn _forge;

    public GitHubActionsDeployerTests() => _forge = new GitHubActionsStandIn(Remote) { RunName = run => $"Deploy {run.Inputs.GetValueOrDefault("id")}" };

    protected override string StartCall => "POST /repos/*/dispatches";

    protected override string LookCall => "GET /repos/*/actions/runs/*";

    protected override string CancelCall => "POST /repos/*/cancel";

    protected override string PrepareCall => "GET /repos/*/commits/*";

    protected override string Pipeline => "deploy.yml";

    protected override string IdInput => "id";

    private protected override PipelineStandIn Forge => _forge;

    private protected override DeployPipelineSettings Settings => new(PipelineKind.GitHubActions, new ReviewSettings(), Timeout)
    {
        Pipeline = "deploy.yml", Inputs = new Dictionary<string, string> { ["environment"] = "{environment}", ["id"] = "{id}" },
    };

    private protected override PipelineDeployer Create(DeployPipelineSettings settings, string token, PipelinePace pace) =>
        new GitHubActionsDeployer(settings, new ForgePlace(new Uri(_forge.Api), _forge.Repository, ServiceCredential.Bearer(token)), new ServiceClient(), Lines, pace);

    [Fact]
    public void What_is_told_reads_well()
    {
        _forge.States = ["queued", "pending", "waiting", "running", "requested", "success"];
        Deploy();
        var (id, url) = (_forge.Run.Id, Started[0].Url);
        Assert.Equal(
            [
                $"GitHub: run {id} of deploy.yml was started: {url}",
                $"GitHub: run {id} of deploy.yml is queued: {url}",
                $"GitHub: run {id} of deploy.yml waits for another run to end: {url}",
                $"GitHub: run {id} of deploy.yml waits for somebody to approve it: {url}",
                $"GitHub: run {id} of deploy.yml runs: {url}",
                $"GitHub: run {id} of deploy.yml is 'requested': {url}",
                $"GitHub: run {id} of deploy.yml succeeded: {url}",
            ],
            Lines.All);
    }

    [Theory]
    [InlineData("skipped")]
    [InlineData("neutral")]
    [InlineData("timed_out")]
    [InlineData("action_required")]
    [InlineData("startup_failure")]
    public void Only_success_is_success(string conclusion)
    {
        _forge.States = ["queued", conclusion];
        Fails("DeployFailed", $"ended with '{conclusion}'");
    }

    [Fact]
    public void A_branch_that_is_at_another_commit_is_not_deployed()
    {
        var moved = _forge.Git.AddCommit("hotfix", "Push meanwhile");
        var error = Fails("DeployFailed", $"deploys what hotfix is at, which is {moved}, and not {Fix}");
        Assert.Contains("an input with {commit}", error.Message);
        Assert.Empty(_forge.Runs);
    }

    [Fact]
    public void A_branch_that_moves_at_that_very_moment_is_noticed_and_its_run_stopped()
    {
        _forge.States = ["queued", "running", "success"];
        _forge.BeforeRun = () => _forge.Git.AddCommit("hotfix", "Push meanwhile");
        var error = Fails("DeployFailed", $"and not of {Fix}: hotfix was moved meanwhile. It was told to stop");
        Assert.Contains(Started[0].Url!, error.Message);
        Assert.True(_forge.Run.IsCancelled);
        Assert.Empty(_forge.Deployed);
    }

    [Fact]
    public void Where_such_a_run_cannot_be_stopped_that_is_said()
    {
        _forge.BeforeRun = () => _forge.Git.AddCommit("hotfix", "Push meanwhile");
        _forge.Break(CancelCall, Broken, times: 9);
        Fails("DeployFailed", "It could not be stopped (127.0.0.1 refused (status 502): bad gateway), and goes on");
    }

    [Fact]
    public void Also_where_it_is_over_already()
    {
        _forge.States = ["success"];
        _forge.BeforeRun = () => _forge.Git.AddCommit("hotfix", "Push meanwhile");
        Fails("DeployFailed", "It is over already");
    }

    [Fact]
    public void Where_an_input_names_the_commit_the_workflow_of_the_mainline_deploys_it()
    {
        Change = Naming;
        _forge.WhatItDeploys = run => run.Inputs["commit"];
        _forge.Git.AddCommit("hotfix", "Push meanwhile");
        Deploy();
        Assert.Equal([Fix.ToString()], _forge.Deployed);
        Assert.Equal(("master", _forge.Git.Tip("master")), (_forge.Run.Ref, _forge.Run.Commit));
    }

    [Fact]
    public void Or_that_of_the_branch_that_the_settings_name()
    {
        Change = settings => Naming(settings) with { Ref = "{branch}" };
        Deploy();
        Assert.Equal("hotfix", _forge.Run.Ref);
        Change = settings => settings with { Ref = "nowhere" };
        Fails("DeployFailed", "GitHub has no branch or tag 'nowhere' to run the workflow deploy.yml of; nothing was started");
    }

    [Fact]
    public void A_tag_will_do()
    {
        GitProcess.Run(Remote, "tag", "deploy/now", Fix.ToString());
        Change = settings => settings with { Ref = "deploy/now" };
        Deploy();
        Assert.Equal("deploy/now", _forge.Run.Ref);
    }

    [Fact]
    public void Newer_servers_say_which_run_it_is_and_no_list_is_read()
    {
        Deploy();
        Assert.DoesNotContain(_forge.Server.Requests, seen => seen.Path.EndsWith("/runs", StringComparison.Ordinal));
        Assert.Contains("\"return_run_details\":true", _forge.Server.Requests.Single(seen => seen.Method == "POST").Body);
    }

    [Fact]
    public void On_older_servers_the_run_is_found_by_its_name()
    {
        (_forge.IsOld, _forge.HidesNewRuns, _forge.ClockSkew, Search) = (true, 2, TimeSpan.FromMinutes(-20), TimeSpan.FromSeconds(20));
        _forge.BeforeRun = () => _forge.StartBy("deploy.yml", "hotfix", Marked("another"));
        Deploy();
        Assert.Equal(2, _forge.Runs.Count);
        Assert.Equal(_forge.Runs[1].Id.ToString(), Started.Single().Id);
        Assert.Equal(2, _forge.Server.Requests.Count(seen => seen.Method == "POST"));
    }

    [Fact]
    public void Without_a_mark_the_only_new_run_of_the_commit_is_it()
    {
        (_forge.IsOld, _forge.RunName, Change) = (true, null, Unmarked);
        _forge.StartBy("deploy.yml", "hotfix");
        _forge.StartBy("deploy.yml", "master");
        _forge.BeforeRun = () => _forge.StartBy("deploy.yml", "master");
        Deploy();
        Assert.Equal(_forge.Runs[^1].Id.ToString(), Started.Single().Id);
        Assert.Equal([Fix.ToString()], _forge.Deployed);
    }

    [Fact]
    public void Of_several_none_is_taken_and_it_is_said_how_to_tell_them_apart()
    {
        (_forge.IsOld, _forge.RunName, Change) = (true, null, Unmarked);
        _forge.BeforeRun = () => _forge.StartBy("deploy.yml", "hotfix");
        Fails("DeployNotOver", "it is cannot be told; so that it can next time, give the workflow an input with {id}, and show it: run-name: Deploy ${{ inputs.id }}");
        Assert.Empty(Started);
    }

    [Fact]
    public void A_run_that_never_shows_may_have_been_started()
    {
        (_forge.IsOld, _forge.HidesNewRuns) = (true, 10_000);
        Fails("DeployNotOver", "the workflow deploy.yml was started, and its run cannot be seen yet");
    }

    [Fact]
    public void An_input_that_no_run_shows_is_noticed_while_all_is_well()
    {
        _forge.RunName = null;
        Deploy();
        Assert.Single(Lines.All, line => line.Contains("could not be found again if an answer were lost; give the workflow", StringComparison.Ordinal));
    }

    [Fact]
    public void Then_a_single_run_is_it_and_several_are_none()
    {
        _forge.RunName = null;
        _forge.StartBy("deploy.yml", "hotfix", Marked(Id));
        Deploy(Resumed);
        Assert.Single(_forge.Runs);
        _forge.StartBy("deploy.yml", "hotfix", Marked("another"));
        Fails("DeployNotOver", "it is cannot be told", Resumed);
        Assert.Equal(2, _forge.Runs.Count);
    }

    [Fact]
    public void Runs_of_pushes_are_not_taken_for_it()
    {
        _forge.RunName = null;
        _forge.StartBy("deploy.yml", "hotfix", reason: "push");
        Deploy(Resumed);
        Assert.Equal(2, _forge.Runs.Count);
        Assert.Equal(_forge.Runs[1].Id.ToString(), Started.Single().Id);
    }

    [Fact]
    public void A_run_that_is_run_again_while_it_is_waited_for_is_followed()
    {
        _forge.States = ["running", "running", "failure"];
        _forge.OnLook = look =>
        {
            if (look == 3 && _forge.Runs[0].Attempt == 1)
                (_forge.Runs[0].Attempt, _forge.Runs[0].Looks, _forge.Runs[0].States) = (2, 1, ["queued", "running", "success"]);
        };
        Deploy();
        Assert.Equal([Fix.ToString()], _forge.Deployed);
        Assert.Contains("is queued (attempt 2)", Lines.Text);
    }

    [Fact]
    public void An_input_that_is_not_declared_is_refused_in_the_words_of_the_service()
    {
        Change = settings => settings with { Inputs = new Dictionary<string, string>(settings.Inputs) { ["speed"] = "fast" } };
        Fails("DeployFailed", "Unexpected");
        Assert.Empty(_forge.Runs);
        Assert.Empty(Started);
    }

    [Fact]
    public void Refusals_are_told_in_the_words_of_the_service()
    {
        _forge.NotDispatchable.Add("ci.yml");
        Change = settings => settings with { Pipeline = "ci.yml" };
        Fails("DeployFailed", "the workflow ci.yml was not started: 127.0.0.1 refused (status 422): {\"message\":\"Workflow does not have ");
        Change = settings => settings with { Pipeline = "none.yml" };
        Fails("DeployFailed", "knows no such thing, or does not show it to who asks (status 404)");
        Change = settings => settings;
        _forge.Forbids = true;
        Fails("DeployFailed", "Resource not accessible by personal access token");
        Assert.Empty(Started);
    }

    [Fact]
    public void A_repository_that_is_not_shown_is_no_missing_branch()
    {
        _forge.Break(PrepareCall, WebReply.Json("""{"message":"Not Found","status":"404"}""", 404));
        Fails("DeployFailed", "knows no such thing, or does not show it to who asks (status 404)");
        Assert.Empty(_forge.Runs);
    }

    [Fact]
    public async Task A_run_that_is_over_may_be_told_to_stop()
    {
        _forge.States = ["success"];
        await Deployer.Cancel(_forge.StartBy("deploy.yml", "hotfix").Id.ToString(), TestContext.Current.CancellationToken);
        Assert.False(_forge.Run.IsCancelled);
    }

    private static DeployPipelineSettings Naming(DeployPipelineSettings settings) => settings with { Inputs = new Dictionary<string, string>(settings.Inputs) { ["commit"] = "{commit}" } };

    private static DeployPipelineSettings Unmarked(DeployPipelineSettings settings) => settings with { Inputs = Without(settings.Inputs, "id") };
}
