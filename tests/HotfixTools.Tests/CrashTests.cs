using System.Collections.Concurrent;
using HotfixTools.ModuleTests.Crashing;

namespace HotfixTools.ModuleTests;

/// <summary>
/// Any step may be the last. The process is killed before and after each step of each command that writes, and right
/// after each ref that the remote wrote; running the command again must come to the end of an undisturbed run.
/// </summary>
public sealed class CrashTests
{
    private const int AtATime = 2;

    public static TheoryData<string> Names => [.. Writers.All.Select(writer => writer.Name)];

    [Fact]
    public void Every_cmdlet_that_writes_is_killed_here()
    {
        using var shell = new ModuleSession();
        var writing = shell.Run("Get-Command -Module HotfixTools | Where-Object { $_.Parameters.ContainsKey('WhatIf') } | ForEach-Object Name").NoErrors().Output
            .Select(name => name.ToString()!)
            // They write to a new folder, or one file at once, and nothing to the remote.
            .Where(name => name is not ("New-HotfixSandbox" or "New-HotfixConfiguration" or "Export-HotfixReport"));

        Assert.Equal(writing.Order(StringComparer.Ordinal), Writers.All.Select(writer => writer.Cmdlet).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Killed_at_any_moment_and_run_again_it_comes_to_the_same_end(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGKILL.");
        var writer = Writers.All.Single(writer => writer.Name == name);
        using var scene = Scene.Of(writer);
        var known = Reachable(scene);
        using var undisturbed = scene.Copy();
        using var shell = new ModuleSession(undisturbed.Ada.Folder);
        var fingerprint = undisturbed.Ada.Fingerprint();
        var steps = StepMessages.Of(shell.Run(writer.Command + " -Verbose").NoErrors());
        Assert.NotEmpty(steps);
        var pushes = undisturbed.Pushes;
        var changesClone = undisturbed.Ada.Fingerprint() != fingerprint;
        var end = EndState.Of(undisturbed, shell, known);
        AssertWhole(undisturbed, known);

        Crash[] crashes =
        [
            .. steps.Select((step, place) => new Crash($"at '{step}'", place + 1, 0)),
            .. Enumerable.Range(1, pushes).Select(push => new Crash($"at push {push} of {pushes}", 0, push)),
        ];
        ConcurrentBag<ModuleSession> shells = [shell];
        ConcurrentBag<string> failures = [];
        Parallel.ForEach(crashes, new ParallelOptions { MaxDegreeOfParallelism = AtATime }, crash =>
        {
            var prompt = shells.TryTake(out var free) ? free : new ModuleSession();
            try
            {
                using var copy = scene.Copy();
                var before = copy.Ada.Fingerprint();
                crash.Happen(copy, writer.Command);
                RunAgain(copy, prompt, writer);
                if (!changesClone)
                    Assert.Equal(before, copy.Ada.Fingerprint());
                AssertWhole(copy, known);
                Assert.Equal(end, EndState.Of(copy, prompt, known));
            }
            catch (Exception error)
            {
                failures.Add($"{crash.Name}: {error.Message}");
            }
            finally
            {
                shells.Add(prompt);
            }
        });
        foreach (var prompt in shells)
            prompt.Dispose();
        Assert.True(failures.IsEmpty, string.Join("\n\n", failures));
    }

    private static void RunAgain(Scene scene, ModuleSession shell, Writer writer)
    {
        shell.Go(scene.Ada.Folder);
        var result = shell.Run(writer.Command);
        if (writer.Refusal is { } refusal && result.Errors is [var error])
            Assert.StartsWith(refusal + ",", error.FullyQualifiedErrorId);
        else
            result.NoErrors();
    }

    private static HashSet<string> Reachable(Scene scene) =>
        [.. GitProcess.Run(scene.Team.Remote, "rev-list", "--all").Split('\n')];

    private static void AssertWhole(Scene scene, HashSet<string> known)
    {
        Assert.Empty(known.Except(Reachable(scene)));
        Assert.Equal((0, string.Empty, string.Empty), GitProcess.Try(scene.Team.Remote, "fsck", "--strict", "--no-dangling", "--no-progress"));
    }
}
