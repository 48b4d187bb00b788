using HotfixTools.Testing.Forges;

namespace HotfixTools.Services.Tests;

public sealed class GitLabPipelineDeployerTests : PipelineDeployerTests
{
    private readonly GitLabPipelinesStandIn _forge;

    public GitLabPipelineDeployerTests() => _forge = new GitLabPipelinesStandIn(Remote);

    protected override string StartCall => "POST /api/v4/projects/*/pipeline";

    protected override string LookCall => "GET /api/v4/projects/*/pipelines/*";

    protected override string CancelCall => "POST /api/v4/projects/*/cancel";

    protected override string PrepareCall => "GET /api/v4/projects/*/repository/commits/*";

    protected override string Pipeline => "pipeline";

    protected override string IdInput => "DEPLOY_ID";

    private protected override PipelineStandIn Forge => _forge;

    private protected override DeployPipelineSettings Settings => new(PipelineKind.GitLabPipeline, new ReviewSettings(), Timeout)
    {
        Inputs = new Dictionary<string, string> { ["DEPLOY_TO"] = "{environment}", ["DEPLOY_ID"] = "{id}" },
    };

    private protected override PipelineDeployer Create(DeployPipelineSettings settings, string token, PipelinePace pace) =>
        new GitLabPipelineDeployer(settings, new ForgePlace(ForgePlace.WithSlash(new Uri(_forge.Api)), _forge.Repository, new ServiceCredential("PRIVATE-TOKEN", string.Empty, token)), new ServiceClient(), Lines, pace);

    [Fact]
    public void A_branch_that_is_at_another_commit_is_not_deployed()
    {
        var moved = _forge.Git.AddCommit("hotfix", "Push meanwhile");
        Fails("DeployFailed", $"the pipeline deploys what hotfix is at, which is {moved}, and not {Fix}");
        Assert.Empty(_forge.Runs);
    }

    [Fact]
    public void A_branch_that_moves_at_that_very_moment_is_noticed_and_its_pipeline_stopped()
    {
        _forge.BeforeRun = () => _forge.Git.AddCommit("hotfix", "Push meanwhile");
        Fails("DeployFailed", "hotfix was moved meanwhile. It was told to stop");
        Assert.True(_forge.Run.IsCancelled);
        Assert.Empty(_forge.Deployed);
    }

    [Fact]
    public void Where_a_variable_names_the_commit_the_pipeline_of_the_mainline_deploys_it()
    {
        Change = settings => settings with { Inputs = new Dictionary<string, string>(settings.Inputs) { ["COMMIT"] = "{commit}" } };
        _forge.WhatItDeploys = run => run.Inputs["COMMIT"];
        Deploy();
        Assert.Equal([Fix.ToString()], _forge.Deployed);
        Assert.Equal("master", _forge.Run.Ref);
    }

    [Fact]
    public void Without_a_mark_the_only_new_pipeline_of_the_commit_is_it_and_those_of_pushes_do_not_count()
    {
        Change = settings => settings with { Inputs = Without(settings.Inputs, "DEPLOY_ID") };
        _forge.StartBy("pipeline", "hotfix");
        _forge.BeforeRun = () => _forge.StartBy("pipeline", "hotfix", reason: "push");
        _forge.Break(StartCall, Broken, isDone: true);
        Deploy();
        Assert.Equal(_forge.Runs[2].Id.ToString(), Started.Single().Id);
    }

    [Fact]
    public void Where_variables_are_not_shown_a_single_pipeline_is_it_and_several_are_none()
    {
        _forge.HidesVariables = true;
        _forge.StartBy("pipeline", "hotfix", Marked(Id));
        Deploy(Resumed);
        Assert.Single(_forge.Runs);
        _forge.StartBy("pipeline", "hotfix", Marked("another"));
        Fails("DeployNotOver", "it is cannot be told", Resumed);
    }

    [Fact]
    public void Pipelines_of_before_do_not_count()
    {
        _forge.ClockSkew = TimeSpan.FromHours(-1);
        _forge.StartBy("pipeline", "hotfix");
        _forge.ClockSkew = TimeSpan.Zero;
        Change = settings => settings with { Inputs = Without(settings.Inputs, "DEPLOY_ID") };
        Deploy(Resumed);
        Assert.Equal(2, _forge.Runs.Count);
    }

    [Theory]
    [InlineData("skipped", "DeployFailed", "ended with 'skipped'")]
    [InlineData("failure", "DeployFailed", "ended with 'failed'")]
    public void Only_success_is_success(string state, string id, string says)
    {
        _forge.States = ["created", "preparing", "waiting_for_resource", "scheduled", "canceling", state];
        Fails(id, says);
        Assert.Contains("waits for another pipeline to end", Lines.Text);
        Assert.Contains("waits for the time of a job of it", Lines.Text);
    }

    [Fact]
    public void A_project_that_is_not_shown_is_no_missing_branch()
    {
        _forge.Break(PrepareCall, HotfixTools.Testing.WebReply.Json("""{"message":"404 Project Not Found"}""", 404));
        Fails("DeployFailed", "127.0.0.1 knows no project acme/shop, or does not show it to who asks (status 404); nothing was started");
        Assert.Empty(_forge.Runs);
    }

    [Fact]
    public void Refusals_are_told_in_the_words_of_the_service()
    {
        Change = settings => settings with { Ref = "nowhere" };
        Fails("DeployFailed", "GitLab has no branch or tag 'nowhere'");
        Change = settings => settings;
        _forge.ForbidsVariables = true;
        Fails("DeployFailed", "the pipeline was not started: 127.0.0.1 refused (status 400): {\"message\":{\"base\":[\"Insufficient permissions to set pipeline variables\"]}}");
        Assert.Empty(_forge.Runs);
    }
}
