using HotfixTools.Testing.Forges;

namespace HotfixTools.Services.Tests;

public sealed class GitHubDeploymentDeployerTests : PipelineTest
{
    private readonly GitHubActionsStandIn _forge;

    public GitHubDeploymentDeployerTests()
    {
        _forge = new GitHubActionsStandIn(Remote);
        Happens("queued", "in_progress", "success");
    }

    private protected override PipelineStandIn Forge => _forge;

    private protected override DeployPipelineSettings Settings => new(PipelineKind.GitHubDeployment, new ReviewSettings(), Timeout) { Environment = "Production EU" };

    private StandInRun Deployment => _forge.Deployments.Single();

    private protected override PipelineDeployer Create(DeployPipelineSettings settings, string token, PipelinePace pace) =>
        new GitHubDeploymentDeployer(settings, new ForgePlace(new Uri(_forge.Api), _forge.Repository, ServiceCredential.Bearer(token)), new ServiceClient(), Lines, pace);

    [Fact]
    public void Exactly_the_commit_is_deployed_wherever_the_branch_is()
    {
        _forge.Git.AddCommit("hotfix", "Push meanwhile");
        Deploy();
        Assert.Equal([Fix.ToString()], _forge.Deployed);
        Assert.Equal(("Production EU", Id), (Deployment.Pipeline, Deployment.Inputs["hotfix_deploy"]));
        Assert.Equal("by a deployment of GitHub (acme/shop)", Deployer.Description);
        Assert.Equal(
            [
                $"GitHub: deployment {Deployment.Id} was started",
                $"GitHub: deployment {Deployment.Id} waits for somebody to begin it",
                $"GitHub: deployment {Deployment.Id} is queued: https://deploy.test/1",
                $"GitHub: deployment {Deployment.Id} runs: https://deploy.test/1",
                $"GitHub: deployment {Deployment.Id} succeeded: https://deploy.test/1",
            ],
            Lines.All);
        Assert.Equal("https://deploy.test/1", Started[^1].Url);
    }

    [Theory]
    [InlineData("failure")]
    [InlineData("error")]
    [InlineData("inactive")]
    public void What_does_not_succeed_is_a_failure_with_what_was_said_and_where(string state)
    {
        Happens("pending", state);
        Fails("DeployFailed", $"ended with '{state}' (as {state}): https://deploy.test/1");
    }

    [Fact]
    public void One_that_a_later_one_took_the_place_of_was_live()
    {
        _forge.OnLook = look =>
        {
            _forge.SetStatus(Deployment, "success");
            _forge.SetStatus(Deployment, "inactive");
        };
        Deploy();
    }

    [Fact]
    public void Nothing_is_merged_and_no_check_is_asked_for()
    {
        _forge.MergesInstead = true;
        Fails("DeployFailed", "merged something instead of deploying");
        Assert.Contains("\"auto_merge\":false", _forge.Server.Requests[^1].Body);
    }

    [Fact]
    public void A_conflict_is_told_in_the_words_of_the_service()
    {
        _forge.Break("POST /repos/*/deployments", Testing.WebReply.Json("""{"message":"Conflict merging master into hotfix"}""", 409));
        Fails("DeployFailed", "Conflict merging master into hotfix");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_lost_answer_is_found_by_what_the_deployment_holds(bool isText)
    {
        (_forge.HasPayloadAsText, _forge.HidesNewRuns) = (isText, 1);
        _forge.DeployBy("Production EU", Fix.ToString());
        _forge.Break("POST /repos/*/deployments", Broken, isDone: true);
        Happens("success");
        Deploy();
        Assert.Equal(2, _forge.Deployments.Count);
        Assert.Equal(_forge.Deployments[1].Id.ToString(), Started[0].Id);
    }

    [Fact]
    public void A_later_command_finds_it_again_and_makes_no_other()
    {
        (_forge.OnLook, Timeout) = (_ => { }, TimeSpan.FromMilliseconds(200));
        Fails("DeployNotOver", "it was waited for 1s");
        Timeout = TimeSpan.FromSeconds(20);
        Happens("success");
        Deploy(Request with { IsResumed = true });
        Assert.Equal([Fix.ToString()], _forge.Deployed);
        Assert.Single(_forge.Deployments);
        Deploy(Request with { IsResumed = true, Run = new DeployRun(Deployment.Id.ToString(), null) });
        Assert.Single(_forge.Deployments);
    }

    [Fact]
    public void One_that_is_stopped_has_failed_for_all_who_look()
    {
        (_forge.OnLook, Timeout, Change) = (_ => { }, TimeSpan.FromMilliseconds(200), Cancelling);
        Fails("DeployTimedOut");
        Assert.Equal(["error"], _forge.StatusesOf(Deployment));
    }

    [Fact]
    public void Who_stops_the_command_stops_it_where_the_settings_say_so()
    {
        (_forge.OnLook, Change) = (_ => Stop(), Cancelling);
        IsStopped();
        Assert.Equal(["error"], _forge.StatusesOf(Deployment));
    }

    [Fact]
    public void Or_leaves_it()
    {
        _forge.OnLook = _ => Stop();
        IsStopped();
        Assert.Empty(_forge.StatusesOf(Deployment));
        Assert.Contains("is not stopped; the same command waits for it again", Lines.All[^1]);
    }

    [Theory]
    [InlineData("https://api.github.com/", "https://github.com/acme/shop/deployments")]
    [InlineData("https://git.shop.example/api/v3/", "https://git.shop.example/acme/shop/deployments")]
    public async Task It_can_be_looked_at_on_the_page_of_the_repository(string api, string page)
    {
        using var http = new HttpClient(new Canned());
        var deployer = new GitHubDeploymentDeployer(Settings, new ForgePlace(new Uri(api), "acme/shop", null), new ServiceClient(client: http), Lines);
        var start = await deployer.Start(new PipelineOrder(Request, "hotfix", "production", new Dictionary<string, string>()), TestContext.Current.CancellationToken);
        Assert.Equal(new DeployRun("7", page), start.Run);
    }

    // Each look is followed by the next status.
    private void Happens(params string[] states)
    {
        var next = 0;
        _forge.OnLook = _ =>
        {
            if (next++ is > 0 and var at && at <= states.Length)
                _forge.SetStatus(_forge.Deployments[^1], states[at - 1], "https://deploy.test/1", $"as {states[at - 1]}");
        };
    }

    private sealed class Canned : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.Created) { Content = new StringContent("""{"id":7}""", System.Text.Encoding.UTF8, "application/json") });
    }
}
