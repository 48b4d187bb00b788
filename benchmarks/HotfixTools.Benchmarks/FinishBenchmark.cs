using HotfixTools.Benchmarks.Running;

namespace HotfixTools.Benchmarks;

/// <summary><c>Complete-Hotfix</c> in a session that is at work, against git-flow.</summary>
internal sealed class FinishBenchmark : IBenchmark
{
    /// <inheritdoc/>
    public string Name => "finish";

    /// <inheritdoc/>
    public IEnumerable<Contest> Run(int rounds)
    {
        if (!GitFlow.IsInstalled)
            yield break;
        using var desk = new Desk();
        using var flow = new Desk();
        using var shell = new WarmShell(desk.Clone);
        GitFlow.Begin(flow);
        var contest = new Contest("`Complete-Hotfix`", "`git flow hotfix finish -p`", 0.12);
        for (var round = 0; round < Contest.UntilWarm; round++)
        {
            Begin();
            shell.Run("Complete-Hotfix");
            ReleaseNext();
        }

        Contest.Play(
            rounds,
            Contest.ForPrograms,
            round =>
            {
                Begin();
                Programs.Shell(flow.Clone, $"git flow hotfix start r{round}; echo {round} > fix.txt; git add fix.txt; git commit -q -m 'Fix the orders'; git flow hotfix publish r{round}");
                contest.Round(
                    () => shell.Run("Complete-Hotfix"),
                    () => Programs.Shell(flow.Clone, $"GIT_MERGE_AUTOEDIT=no git flow hotfix finish -p -m done r{round}"));
                ReleaseNext();
            },
            contest);

        yield return contest;

        void Begin()
        {
            shell.Run("New-Hotfix");
            desk.Fix("hotfix");
            shell.Run("Register-Deploy production hotfix");
        }

        void ReleaseNext()
        {
            desk.Git("fetch", "--quiet", "origin", "master");
            shell.Run("Register-Deploy production FETCH_HEAD");
        }
    }
}
