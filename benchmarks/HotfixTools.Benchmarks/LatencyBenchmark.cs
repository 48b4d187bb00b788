using HotfixTools.Benchmarks.Running;
using HotfixTools.Testing;

namespace HotfixTools.Benchmarks;

/// <summary>The same over HTTP on a line of 50 ms, where what counts is how often a command turns to the remote.</summary>
internal sealed class LatencyBenchmark : IBenchmark
{
    private const int RoundTripMilliseconds = 50;

    /// <inheritdoc/>
    public string Name => "latency";

    /// <inheritdoc/>
    public IEnumerable<Contest> Run(int rounds)
    {
        using var desk = new Desk();
        using var plain = new Desk();
        foreach (var remote in new[] { desk.Remote, plain.Remote })
            Programs.Run(remote, "git", "config", "http.receivepack", "true");
        using var server = new HttpGitServer(Path.GetDirectoryName(desk.Remote)!);
        using var otherServer = new HttpGitServer(Path.GetDirectoryName(plain.Remote)!);
        using var line = new SlowLine(server.Address, TimeSpan.FromMilliseconds(RoundTripMilliseconds));
        using var otherLine = new SlowLine(otherServer.Address, TimeSpan.FromMilliseconds(RoundTripMilliseconds));
        var (slow, otherSlow) = (Through(line, desk.Remote), Through(otherLine, plain.Remote));
        using var shell = new WarmShell(desk.Clone);
        var start = new Contest("`New-Hotfix`, 50 ms away", "`git fetch`, `ls-remote`, `branch`, `push`", 1.0);
        var look = new Contest("`Get-Hotfix`, 50 ms away", "`git fetch`", 1.5);
        Contest.Play(
            rounds,
            1,
            _ =>
            {
                desk.ReachBy(slow);
                plain.ReachBy(otherSlow);
                start.Round(
                    () => shell.Run("New-Hotfix"),
                    () => Programs.Shell(plain.Clone, $"git fetch -q origin; git ls-remote origin refs/heads/hotfix; git branch hotfix {plain.Live}; git push -q origin hotfix"));
                look.Round(() => shell.Run("Get-Hotfix"), () => Programs.Shell(plain.Clone, "git fetch -q origin"));
                desk.ReachBy(desk.Remote);
                plain.ReachBy(plain.Remote);
                desk.Git("push", "--quiet", "origin", ":refs/heads/hotfix", ":refs/hotfix/journal");
                plain.Git("push", "--quiet", "origin", ":refs/heads/hotfix");
                plain.Git("branch", "--quiet", "-D", "hotfix");
            },
            start, look);

        yield return start;
        yield return look;
    }

    private static string Through(SlowLine line, string repository) => new Uri(line.Address, Path.GetFileName(repository)).ToString();
}
