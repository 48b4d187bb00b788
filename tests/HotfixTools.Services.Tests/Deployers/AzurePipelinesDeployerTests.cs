using HotfixTools.Testing.Forges;

namespace HotfixTools.Services.Tests;

public sealed class AzurePipelinesDeployerTests : PipelineDeployerTests
{
    private readonly AzurePipelinesStandIn _forge;

    public AzurePipelinesDeployerTests() => _forge = new AzurePipelinesStandIn(Remote);

    protected override string StartCall => "POST /acme/retail/_apis/pipelines/12/runs";

    protected override string LookCall => "GET /acme/retail/_apis/pipelines/12/runs/*";

    protected override string CancelCall => "PATCH /acme/retail/_apis/build/builds/*";

    protected override string PrepareCall => "GET /acme/retail/_apis/pipelines/12";

    protected override string Pipeline => "12";

    protected override string IdInput => "deployId";

    private protected override PipelineStandIn Forge => _forge;

    private protected override DeployPipelineSettings Settings => new(PipelineKind.AzurePipelines, new ReviewSettings(), Timeout)
    {
        Pipeline = "12", Inputs = new Dictionary<string, string> { ["environment"] = "{environment}", ["deployId"] = "{id}" },
    };

    private protected override PipelineDeployer Create(DeployPipelineSettings settings, string token, PipelinePace pace) =>
        new AzurePipelinesDeployer(settings, new ForgePlace(new Uri(_forge.Api), _forge.Repository, ServiceCredential.Password(token)), new ServiceClient(), Lines, pace);

    [Fact]
    public void The_commit_is_deployed_wherever_the_branch_is()
    {
        _forge.Git.AddCommit("hotfix", "Push meanwhile");
        Deploy();
        Assert.Equal([Fix.ToString()], _forge.Deployed);
        Assert.Equal("refs/heads/hotfix", _forge.Run.Ref);
    }

    [Fact]
    public void Where_a_parameter_names_the_commit_the_pipeline_of_the_mainline_deploys_it()
    {
        Change = settings => settings with { Inputs = new Dictionary<string, string>(settings.Inputs) { ["commit"] = "{commit}" } };
        _forge.WhatItDeploys = run => run.Inputs["commit"];
        Deploy();
        Assert.Equal([Fix.ToString()], _forge.Deployed);
        Assert.Equal(("refs/heads/master", _forge.Git.Tip("master")), (_forge.Run.Ref, _forge.Run.Commit));
    }

    [Fact]
    public void A_lost_answer_of_such_a_run_is_found_too()
    {
        Change = settings => settings with { Inputs = new Dictionary<string, string>(settings.Inputs) { ["commit"] = "{commit}" } };
        _forge.BeforeRun = () => _forge.StartBy("12", "master", Marked("another"));
        _forge.Break(StartCall, Broken, isDone: true);
        Deploy();
        Assert.Equal(_forge.Runs[^1].Id.ToString(), Started.Single().Id);
    }

    [Fact]
    public void Parameters_that_a_list_does_not_have_are_asked_for()
    {
        _forge.ListsWithoutParameters = true;
        _forge.StartBy("12", "hotfix", Marked("another"));
        var ours = _forge.StartBy("12", "hotfix", Marked(Id));
        Deploy(Resumed);
        Assert.Equal(2, _forge.Runs.Count);
        Assert.Equal(ours.Id.ToString(), Started.Single().Id);
    }

    [Fact]
    public void Without_a_mark_the_only_new_run_of_the_commit_is_it_and_those_of_pushes_do_not_count()
    {
        Change = settings => settings with { Inputs = Without(settings.Inputs, "deployId") };
        _forge.StartBy("12", "hotfix");
        _forge.BeforeRun = () => _forge.StartBy("12", "hotfix", reason: "push");
        _forge.Break(StartCall, Broken, isDone: true);
        Deploy();
        Assert.Equal(3, _forge.Runs.Count);
        Assert.Equal(_forge.Runs[2].Id.ToString(), Started.Single().Id);
    }

    [Fact]
    public void Of_several_none_is_taken()
    {
        Change = settings => settings with { Inputs = Without(settings.Inputs, "deployId") };
        _forge.BeforeRun = () => _forge.StartBy("12", "hotfix");
        _forge.Break(StartCall, Broken, isDone: true);
        Fails("DeployNotOver", "give the pipeline a parameter with {id}");
    }

    [Fact]
    public void A_page_to_log_in_is_no_answer()
    {
        (_forge.SendsToLogIn, Token) = (true, "t0ken-that-is-wrong-12");
        Fails("DeployFailed", "did not accept who asks, or sends to a page to log in (status 302)");
        Assert.DoesNotContain(_forge.Server.Requests, seen => seen.Path.Contains("_signin", StringComparison.Ordinal));
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
    public void A_pipeline_or_branch_that_is_not_there_is_told_in_the_words_of_the_service()
    {
        Change = settings => settings with { Pipeline = "13" };
        Fails("DeployFailed", "Pipeline 13 not found.");
        Change = settings => settings with { Ref = "nowhere" };
        Fails("DeployFailed", "pipeline 12 was not started: 127.0.0.1 refused (status 400)");
        Assert.Empty(_forge.Runs);
    }

    [Fact]
    public void A_result_that_is_not_success_is_none()
    {
        _forge.States = ["running", "canceling", "unknown"];
        Fails("DeployFailed", "ended with 'unknown'");
        Assert.Contains("is being stopped", Lines.Text);
    }

    [Fact]
    public void What_is_waited_for_is_told_as_far_as_it_can_be_known()
    {
        _forge.States = ["waiting", "success"];
        _forge.Break("GET /acme/retail/_apis/build/builds/*/timeline", Broken, times: 9);
        Deploy();
        Assert.Contains(" runs: ", Lines.Text);
    }
}
