using System.Management.Automation;
using Xunit.Sdk;

namespace HotfixTools.ModuleTests.Running;

/// <summary>
/// The commands that write, over a network with faults. Whatever strikes a first run, it did its work or says that it
/// could not, and a second run settles it: what is there at the end is what a run without a fault makes.
/// </summary>
public abstract class BadNetworkTest : ModuleTest
{
    // One line a command: how a second run says that the first did everything, and what comes before.
    private static readonly Dictionary<string, (string? Done, Action<BadNetworkTest> Before)> Writers = new()
    {
        ["New-Hotfix -Reason 'Orders fail'"] = ("HotfixInProgress", _ => { }),
        ["Register-Deploy staging master -Url https://ci.example.com/1"] = (null, _ => { }),
        ["Add-HotfixCommit master"] = (null, test => test.FixOfBen()),
        ["Publish-Hotfix production -Confirm:$false"] = (null, test => test.FixOfBen()),
        ["Update-Hotfix"] = (null, test => test.Supersede()),
        ["Complete-Hotfix -RollIn"] = ("NoHotfix", test => test.FixOfBen()),
        ["Stop-Hotfix -Reason x -Confirm:$false"] = ("NoHotfix", test => test.FixOfBen()),
    };

    // Entries differ by a few bytes from run to run, as they compress better or worse.
    private const int Slack = 32;

    private readonly Workplace _ben;
    private readonly HttpGitServer _server;
    private int _scenes;

    protected BadNetworkTest()
    {
        _server = HttpGitServer.For(Team);
        GitProcess.Run(Team.Remote, "config", "receive.autogc", "false");
        // As in every clone of a remote that was not empty.
        Ada.Git("remote", "set-head", "origin", "--auto");
        // Something to fetch.
        _ben = Team.Clone("ben");
        _ben.Commit("next.txt", "next", "Sell more");
        _ben.Git("push", "--quiet", "origin", "master");
    }

    /// <summary>The commands that write.</summary>
    public static TheoryData<string> Commands => [.. Writers.Keys];

    /// <summary>Far longer than any command takes that ends.</summary>
    private protected static TimeSpan Patience { get; } = TimeSpan.FromMinutes(3);

    /// <summary>Sets the scene for a command, and runs it on a copy, over a good network.</summary>
    private protected UndisturbedRun Prepare(string command)
    {
        Writers[command].Before(this);
        // Few files are soon copied.
        foreach (var folder in new[] { Team.Remote, Ada.Folder })
            GitProcess.Run(folder, "repack", "--quiet", "-a", "-d");
        using var scene = Open();
        RunInTime(command).Single();
        var isPush = scene.Requests.Select(request => request.StartsWith("POST", StringComparison.Ordinal) && request.Contains("git-receive-pack", StringComparison.Ordinal)).ToList();
        var run = new UndisturbedRun(scene.Network.Traffic, isPush, scene.Picture());
        Assert.Equal(isPush.Count, run.Traffic.Requests.Count);
        Assert.Equal(isPush.Count, run.Traffic.Answers.Count);
        return run;
    }

    /// <summary>A copy of the scene; the shell is in it.</summary>
    private protected NetworkScene Open()
    {
        var scene = new NetworkScene(_server, Team, Ada, $"scene-{++_scenes:000}");
        Shell.Go(scene.Place.Folder);
        return scene;
    }

    /// <summary>Asserts that each fault, on a copy of the scene of its own, is settled by a second run at the latest.</summary>
    private protected void AssertSettled(string command, Func<UndisturbedRun, IEnumerable<NetworkFault>> faults)
    {
        var undisturbed = Prepare(command);
        Assert.Multiple([.. faults(undisturbed).Select<NetworkFault, Action>(fault => () =>
        {
            try
            {
                AssertSettled(command, fault, undisturbed);
            }
            catch (XunitException error)
            {
                throw new XunitException($"{fault}: {error.Message}", error);
            }
        })]);
    }

    /// <summary>Asserts that a second run settles each push that the server works on only when that run has looked already.</summary>
    private protected void AssertSettlesLatePushes(string command)
    {
        var undisturbed = Prepare(command);
        for (var push = 1; push <= undisturbed.IsPush.Count(isPush => isPush); push++)
        {
            using var scene = Open();
            _server.LatePush = push;
            AssertHonest(RunInTime(command));
            // Commits of another second are other commits.
            Thread.Sleep(TimeSpan.FromSeconds(1));
            AssertSettles(command);
            // A second run that found nothing to push let it lie.
            _server.FinishLate();
            AssertIs(undisturbed.Picture, scene);
        }
    }

    /// <summary>Asserts that a second run succeeds, or says that the first did everything.</summary>
    private protected void AssertSettles(string command)
    {
        var second = RunInTime(command);
        if (second is { Thrown: null, Errors: [var error] } && Writers[command].Done is { } done)
        {
            Assert.StartsWith(done + ",", error.FullyQualifiedErrorId);
            if (done == "HotfixInProgress")
                Assert.Contains($"started by {TestHome.UserName} <{TestHome.UserEmail}> at ", error.Exception.Message);
        }
        else
        {
            second.Single();
        }
    }

    /// <summary>Asserts what is at the remote, and that nothing is left over in the clone.</summary>
    private protected static void AssertIs(string picture, NetworkScene scene)
    {
        Assert.Equal(picture, scene.Picture());
        var gitFolder = Path.Combine(scene.Place.Folder, ".git");
        Assert.False(File.Exists(Path.Combine(gitFolder, "hotfixtools", "claim")), "The claim is still noted.");
        Assert.False(File.Exists(Path.Combine(gitFolder, "FETCH_HEAD")), "FETCH_HEAD is not as it was.");
        var landing = Path.Combine(gitFolder, "refs", "hotfixtools");
        Assert.Empty(Directory.Exists(landing) ? Directory.GetFiles(landing, "*", SearchOption.AllDirectories) : []);
    }

    /// <summary>Asserts that a run says that it could not, and that another one will settle it.</summary>
    private protected static void AssertHonest(RunResult result)
    {
        // What is live and could not be recorded is said as such; why not, the error within says.
        var isLive = result.Errors.Any(found => found.FullyQualifiedErrorId.StartsWith("DeployNotRecorded", StringComparison.Ordinal));
        var error = result.Fails(isLive ? "DeployNotRecorded" : "RemoteUnreachable", ErrorCategory.ConnectionError, "run the command again");
        Assert.Contains("http://127.0.0.1:", error.Exception.Message);
    }

    /// <summary>Runs a command that must end, however bad the network.</summary>
    private protected RunResult RunInTime(string command)
    {
        using var running = Shell.Start(command);
        Assert.True(running.EndsWithin(Patience), "It does not end.");
        return running.Wait();
    }

    protected override void Dispose(bool disposing)
    {
        _server.Dispose();
        base.Dispose(disposing);
    }

    private void AssertSettled(string command, NetworkFault fault, UndisturbedRun undisturbed)
    {
        using var scene = Open();
        scene.Network.Expect(fault);
        var first = RunInTime(command);
        Assert.True(scene.Network.Strikes == 1 || fault.AfterBytes > undisturbed.Traffic.Ends(fault.Direction)[^1] - Slack, "It did not strike.");
        if (first.Errors.Count == 0)
        {
            first.Single();
        }
        else
        {
            AssertHonest(first);
            if (fault.Stays)
                AssertHonest(RunInTime(command));
            scene.Network.Mend();
            AssertSettles(command);
        }

        AssertIs(undisturbed.Picture, scene);
    }

    private void Supersede()
    {
        FixOfBen();
        Run("Register-Deploy production master").Single();
    }

    // Of somebody else, so that the clone has it to fetch.
    private void FixOfBen()
    {
        Run("New-Hotfix -Reason 'Orders fail'").Single();
        _ben.CommitFix();
    }
}
