using System.Diagnostics;
using System.Management.Automation;

namespace HotfixTools.ModuleTests;

/// <summary>A network that is gone, slow, or silent.</summary>
public sealed class BadNetworkTests : BadNetworkTest
{
    [Theory]
    [MemberData(nameof(Commands))]
    public void A_network_that_is_gone_is_told_and_a_run_when_it_is_back_settles_it(string command) =>
        AssertSettled(command, undisturbed =>
        [
            new NetworkFault(NetworkTrouble.Reset, NetworkDirection.ToServer, 0) { Stays = true },
            new NetworkFault(NetworkTrouble.Cut, NetworkDirection.ToServer, undisturbed.EndOfFirstPush) { Stays = true },
            new NetworkFault(NetworkTrouble.Reset, NetworkDirection.ToServer, undisturbed.InLastPush) { Stays = true },
            new NetworkFault(NetworkTrouble.Cut, NetworkDirection.ToClient, undisturbed.InLastAnswer) { Stays = true },
        ]);

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_slow_network_changes_nothing(string command)
    {
        var undisturbed = Prepare(command);
        foreach (var fault in InPush(undisturbed, NetworkTrouble.Delay))
        {
            using var scene = Open();
            scene.Network.Expect(fault);
            var watch = Stopwatch.StartNew();

            RunInTime(command).Single();

            Assert.Equal(1, scene.Network.Strikes);
            Assert.True(watch.Elapsed >= fault.Pause, $"It took {watch.Elapsed}.");
            AssertIs(undisturbed.Picture, scene);
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_silent_network_is_not_waited_for_after_CtrlC(string command)
    {
        var undisturbed = Prepare(command);
        foreach (var fault in InPush(undisturbed, NetworkTrouble.Stall).Append(new NetworkFault(NetworkTrouble.Stall, NetworkDirection.ToServer, 0)))
        {
            using var scene = Open();
            scene.Network.Expect(fault);
            using var running = Shell.Start(command);
            Assert.True(SpinWait.SpinUntil(() => scene.Network.Strikes == 1, Patience), "It did not strike.");
            // Until it waits for what does not come.
            Thread.Sleep(100);
            Assert.False(running.IsCompleted);

            var hasStopped = Task.Run(running.Stop).Wait(TimeSpan.FromSeconds(10));

            // What still waits is let go, or the test would not end either.
            scene.Network.Mend();
            Assert.True(hasStopped, "It still waits.");
            Assert.Equal(PSInvocationState.Stopped, running.State);
            var result = running.Wait();
            Assert.IsType<PipelineStoppedException>(result.Thrown);
            Assert.Empty(result.Output);
            Assert.Empty(result.Errors);
            AssertSettles(command);
            AssertIs(undisturbed.Picture, scene);
        }
    }

    [Fact]
    public void A_claim_that_comes_through_only_while_a_second_run_claims_is_finished_by_that_one()
    {
        const string command = "New-Hotfix -Reason 'Orders fail'";
        // The branch alone, whose push is as long each time: where it ends is where the network breaks.
        GitProcess.Run(Team.Remote, "config", "receive.advertiseAtomic", "false");
        var undisturbed = Prepare(command);
        // The first push waits for the second, and the second for what the first writes.
        Team.AddHook("update", """
            [ "$1" = refs/heads/hotfix ] || exit 0
            wait() { i=0; until "$@" >/dev/null 2>&1 || [ $i -ge 300 ]; do sleep 0.05; i=$((i+1)); done; }
            if mkdir first 2>/dev/null; then wait test -e second; else touch second; wait git rev-parse --verify refs/heads/hotfix; fi
            exit 0
            """);
        using var scene = Open();
        scene.Network.Expect(new NetworkFault(NetworkTrouble.Cut, NetworkDirection.ToServer, undisturbed.EndOfFirstPush));
        AssertHonest(RunInTime(command));
        Assert.Empty(GitProcess.Run(scene.Remote, "for-each-ref", "refs/heads/hotfix"));

        var hotfix = RunInTime(command).Single();

        Assert.Equal("Orders fail", hotfix.Text("Reason"));
        Assert.True(File.Exists(Path.Combine(scene.Remote, "second")), "The first push was through too early.");
        AssertIs(undisturbed.Picture, scene);
    }

    // Within the last push, and within its answer.
    private static IEnumerable<NetworkFault> InPush(UndisturbedRun undisturbed, NetworkTrouble trouble) =>
    [
        new NetworkFault(trouble, NetworkDirection.ToServer, undisturbed.InLastPush),
        new NetworkFault(trouble, NetworkDirection.ToClient, undisturbed.InLastAnswer),
    ];
}
