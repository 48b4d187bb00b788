using HotfixTools.Testing;
using HotfixTools.Testing.Forges;

namespace HotfixTools.Services.Tests;

/// <summary>A hotfix that is pushed, and a system that deploys it.</summary>
public abstract class PipelineTest : IDisposable
{
    protected const string Id = "9f3c2a7d41";

    // Made once, and copied for each test: a dozen calls of git take longer than most tests do.
    private static readonly Lazy<(string Remote, string Fix)> Pushed = new(Push);

    private readonly string _folder = Directory.CreateTempSubdirectory("hotfixtools-test-").FullName;
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    protected PipelineTest()
    {
        var (remote, fix) = Pushed.Value;
        Fix = CommitId.Parse(fix);
        foreach (var folder in Directory.EnumerateDirectories(remote, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(_folder, Path.GetRelativePath(remote, folder)));
        foreach (var file in Directory.EnumerateFiles(remote, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(_folder, Path.GetRelativePath(remote, file)));
    }

    /// <summary>Whatever the test does with the settings.</summary>
    private protected Func<DeployPipelineSettings, DeployPipelineSettings> Change { get; set; } = settings => settings;

    private protected Lines Lines { get; } = new();

    private protected List<DeployRun> Started { get; } = [];

    private protected abstract PipelineStandIn Forge { get; }

    private protected abstract PipelineDeployer Create(DeployPipelineSettings settings, string token, PipelinePace pace);

    private protected abstract DeployPipelineSettings Settings { get; }

    protected CommitId Fix { get; }

    protected string Remote => _folder;

    private protected TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    private protected TimeSpan Search { get; set; } = TimeSpan.FromMilliseconds(300);

    private protected TimeSpan Tolerance { get; set; } = TimeSpan.FromSeconds(20);

    private protected TimeSpan StopTime { get; set; } = TimeSpan.FromSeconds(20);

    private protected string Token { get; set; } = ForgeStandIn.Token;

    private protected DeployRequest Request => new(EnvironmentName.Production, Fix, BranchName.Parse("hotfix"), "/home/ada/shop")
    {
        Id = Id, Mainline = BranchName.Parse("master"), BegunAt = DateTimeOffset.UtcNow, Started = Started.Add,
    };

    private protected PipelineDeployer Deployer => Create(Change(Settings with { Timeout = Timeout }), Token, new PipelinePace(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(20))
    {
        Search = Search, Tolerance = Tolerance, Stop = StopTime, Grace = TimeSpan.FromMilliseconds(300),
    });

    protected static WebReply Broken { get; } = new(502, "bad gateway") { Headers = new Dictionary<string, string> { ["Retry-After"] = "0" } };

    public virtual void Dispose()
    {
        GC.SuppressFinalize(this);
        try
        {
            Forge.Dispose();
        }
        finally
        {
            _stop.Dispose();
            TestHome.Remove(_folder);
        }
    }

    private protected void Deploy(DeployRequest? request = null) => Deployer.Deploy(request ?? Request, _stop.Token);

    /// <summary>Deploys, and expects an error.</summary>
    private protected HotfixException Fails(string id, DeployRequest? request = null)
    {
        var error = Assert.Throws<HotfixException>(() => Deploy(request));
        Assert.Equal(id, error.Id);
        Assert.DoesNotContain(Token, error.ToString());
        Assert.DoesNotContain(Token, Lines.Text);
        return error;
    }

    private protected HotfixException Fails(string id, string says, DeployRequest? request = null)
    {
        var error = Fails(id, request);
        Assert.Contains(says, error.Message);
        return error;
    }

    /// <summary>Somebody types Ctrl+C.</summary>
    private protected void Stop() => _stop.Cancel();

    private protected void IsStopped(DeployRequest? request = null) => Assert.ThrowsAny<OperationCanceledException>(() => Deploy(request));

    private protected static DeployPipelineSettings Cancelling(DeployPipelineSettings settings) => settings with { IsStoppedWithCommand = true };

    private protected static Dictionary<string, string> Without(IReadOnlyDictionary<string, string> inputs, string name) => inputs.Where(input => input.Key != name).ToDictionary();

    private static (string Remote, string Fix) Push()
    {
        var team = Team.AtWork(out var ada, out var live);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => team.Dispose();
        ada.Git("switch", "--quiet", "-c", "hotfix", live);
        var fix = ada.Commit("fix.txt", "fixed", "Fix the orders");
        ada.Git("push", "--quiet", "origin", "hotfix");
        return (team.Remote, fix);
    }
}
