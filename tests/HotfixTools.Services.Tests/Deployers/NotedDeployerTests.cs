namespace HotfixTools.Services.Tests;

public sealed class NotedDeployerTests
{
    private static readonly DeployRequest Request = new(EnvironmentName.Production, CommitId.Parse(Shas.A), BranchName.Parse("hotfix"), "/home/ada/shop") { Id = "one" };

    private readonly StubForge _forge = StubForge.Create();
    private readonly List<HotfixException> _warnings = [];

    [Fact]
    public void A_deploy_is_noted_before_and_after()
    {
        Deploy(_ => Assert.Equal(AnnouncedState.Running, Assert.Single(_forge.Notes).State));
        Assert.Equal([(AnnouncedState.Running, null), (AnnouncedState.Succeeded, "note-1")], _forge.Notes.Select(note => (note.State, note.Known)));
        Assert.Equal(new DeployAnnouncement(Request.Commit, Request.Environment, Request.Branch, "one", null, true), _forge.Notes[0].Deploy);
        Assert.Empty(_warnings);
    }

    [Fact]
    public void Where_it_runs_is_noted_as_soon_as_it_is_known_and_handed_on()
    {
        List<DeployRun> told = [];
        Deploy(request => request.Started(new DeployRun("7", "https://run.test/7")), request: Request with { Started = told.Add, Run = new DeployRun("6", "https://run.test/6") });
        Assert.Equal(["https://run.test/6", "https://run.test/7"], _forge.Notes.Select(note => note.Deploy.Url));
        Assert.Equal("7", Assert.Single(told).Id);
    }

    [Fact]
    public void A_failure_is_noted_and_stays_the_failure()
    {
        var failure = HotfixErrors.DeployFailed(Request.Environment, Request.Commit, "no");
        Assert.Same(failure, Assert.Throws<HotfixException>(() => Deploy(_ => throw failure)));
        Assert.Equal([AnnouncedState.Running, AnnouncedState.Failed], _forge.Notes.Select(note => note.State));
        var late = HotfixErrors.DeployTimedOut(Request.Environment, Request.Commit, TimeSpan.FromSeconds(1));
        Assert.Same(late, Assert.Throws<HotfixException>(() => Deploy(_ => throw late)));
        Assert.Equal(AnnouncedState.Failed, _forge.Notes[^1].State);
    }

    [Fact]
    public void What_goes_on_elsewhere_stays_noted_as_running()
    {
        var goesOn = HotfixErrors.DeployNotOver(Request.Environment, Request.Commit, "it was waited for", null);
        Assert.Same(goesOn, Assert.Throws<HotfixException>(() => Deploy(_ => throw goesOn)));
        Assert.Throws<OperationCanceledException>(() => Deploy(_ => throw new OperationCanceledException()));
        Assert.All(_forge.Notes, note => Assert.Equal(AnnouncedState.Running, note.State));
    }

    [Fact]
    public void What_cannot_be_noted_is_a_warning_once()
    {
        var silent = HotfixErrors.ForgeFailed("GitHub (acme/shop)", "no answer");
        _forge.Answer = _ => Task.FromException<string>(silent);
        var isDeployed = false;
        Deploy(_ => isDeployed = true);
        Assert.True(isDeployed);
        Assert.Same(silent, Assert.Single(_warnings));
        Assert.Equal([AnnouncedState.Running, AnnouncedState.Succeeded], _forge.Notes.Select(note => note.State));
    }

    [Fact]
    public void A_failure_that_cannot_be_noted_stays_the_failure()
    {
        _forge.Answer = _ => Task.FromException<string>(HotfixErrors.ForgeFailed("GitHub (acme/shop)", "no answer"));
        var failure = HotfixErrors.DeployFailed(Request.Environment, Request.Commit, "no");
        Assert.Same(failure, Assert.Throws<HotfixException>(() => Deploy(_ => throw failure)));
    }

    [Fact]
    public void A_forge_that_does_not_answer_delays_nothing_for_long()
    {
        _forge.Answer = Never;
        var isDeployed = false;
        Deploy(_ => isDeployed = true);
        Assert.True(isDeployed);
        Assert.Contains("did not note the deploy to production in time", Assert.Single(_warnings).Message);
    }

    [Fact]
    public void Who_stops_the_command_while_it_is_noted_deploys_nothing()
    {
        using var stop = new CancellationTokenSource(50);
        _forge.Answer = Never;
        Assert.ThrowsAny<OperationCanceledException>(() => Deploy(_ => Assert.Fail("deployed"), stop.Token, TimeSpan.FromSeconds(20)));
        Assert.Empty(_warnings);
    }

    [Fact]
    public void It_is_described_as_what_deploys()
    {
        var noted = new NotedDeployer(new RecordDeployer(), _forge.Forge, isLast: true, _warnings.Add);
        Assert.Equal((new RecordDeployer().Description, false), (noted.Description, noted.CanResume));
    }

    private static async Task<string> Never(CancellationToken cancellation)
    {
        await Task.Delay(Timeout.Infinite, cancellation);
        return string.Empty;
    }

    private void Deploy(Action<DeployRequest> deploys, CancellationToken cancellation = default, TimeSpan? patience = null, DeployRequest? request = null) =>
        new NotedDeployer(new Deployer(deploys), _forge.Forge, isLast: true, _warnings.Add) { Patience = patience ?? TimeSpan.FromMilliseconds(100) }.Deploy(request ?? Request, cancellation);

    private sealed class Deployer(Action<DeployRequest> deploys) : IDeployer
    {
        public string Description => "by a test";

        public void Deploy(DeployRequest request, CancellationToken cancellation) => deploys(request);
    }
}
