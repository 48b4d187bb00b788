using HotfixTools.Benchmarks.Running;

namespace HotfixTools.Benchmarks;

/// <summary><c>New-Hotfix</c> in a session that is at work, against git-flow, and against the same in plain Git.</summary>
internal sealed class StartBenchmark : IBenchmark
{
    /// <inheritdoc/>
    public string Name => "start";

    /// <inheritdoc/>
    public IEnumerable<Contest> Run(int rounds)
    {
        using var desk = new Desk();
        using var plain = new Desk();
        using var shell = new WarmShell(desk.Clone);
        var git = new Contest("`New-Hotfix`", "`git fetch`, `ls-remote`, `branch`, `push`", 0.6);
        Contest.Play(
            rounds,
            Contest.UntilWarm,
            _ =>
            {
                git.Round(
                    () => shell.Run("New-Hotfix"),
                    () => Programs.Shell(plain.Clone, $"git fetch -q origin; git ls-remote origin refs/heads/hotfix; git branch hotfix {plain.Live}; git push -q origin hotfix"));
                desk.Git("push", "--quiet", "origin", ":refs/heads/hotfix", ":refs/hotfix/journal");
                plain.Git("push", "--quiet", "origin", ":refs/heads/hotfix");
                plain.Git("branch", "--quiet", "-D", "hotfix");
            },
            git);

        yield return git;
        if (!GitFlow.IsInstalled)
            yield break;
        using var flow = new Desk();
        GitFlow.Begin(flow);
        var contest = new Contest("`New-Hotfix`", "`git flow hotfix start`, `publish`", 0.12);
        // The session is warm by now.
        Contest.Play(
            rounds,
            Contest.ForPrograms,
            round =>
            {
                contest.Round(
                    () => shell.Run("New-Hotfix"),
                    () => Programs.Shell(flow.Clone, $"git flow hotfix start r{round}; git flow hotfix publish r{round}"));
                desk.Git("push", "--quiet", "origin", ":refs/heads/hotfix", ":refs/hotfix/journal");
                flow.Git("switch", "--quiet", "develop");
                flow.Git("branch", "--quiet", "-D", $"hotfix/r{round}");
                flow.Git("push", "--quiet", "origin", $":refs/heads/hotfix/r{round}");
            },
            contest);

        yield return contest;
    }
}
