using HotfixTools.Benchmarks.Histories;
using HotfixTools.Benchmarks.Running;

namespace HotfixTools.Benchmarks;

/// <summary><c>Get-Hotfix</c> and <c>Compare-Deploy</c> in long histories, against the Git commands that tell the same, and against a short history.</summary>
internal sealed class LookBenchmark : IBenchmark
{
    private const int Merges = 50;

    private const string Fetch = "git fetch -q origin '+refs/heads/hotfix*:refs/seen/heads/hotfix*' '+refs/deploys/*:refs/seen/deploys/*' '+refs/heads/master:refs/seen/heads/master'";

    // The deploy, the base, the commits, whether they are merged, picked or squashed, how far behind, and whether the merge would conflict.
    private const string HotfixByGit =
        Fetch + "; h=refs/seen/heads/hotfix; m=refs/seen/heads/master"
        + "; git show refs/seen/deploys/production:entry.json >/dev/null; b=$(git merge-base $h $m)"
        + "; git log --reverse --format='%H %an %cI %s' $b..$h >/dev/null"
        + "; git merge-base --is-ancestor $h $m || true; git log --cherry-mark --no-merges --format='%m %H' $h...$m >/dev/null"
        // Squashed: as one commit, which is looked for in the mainline by its patch. Always the same commit, so that they do not pile up.
        + "; d='2026-01-01T00:00:00Z'; git cherry $m $(GIT_AUTHOR_DATE=$d GIT_COMMITTER_DATE=$d git commit-tree -p $b -m squashed $h^{tree}) >/dev/null"
        + "; git rev-list --count $h..$m >/dev/null; git merge-tree --write-tree $m $h >/dev/null";

    // The deploy, and what the mainline has since, change by change.
    private const string CompareByGit =
        Fetch + "; m=refs/seen/heads/master; b=$(git show refs/seen/deploys/production:entry.json | grep '\"commit\"' | cut -d '\"' -f 4)"
        + "; git merge-base --is-ancestor $b $m; git log --first-parent --format='%H %P %an %cI %B' $b..$m >/dev/null; git rev-list --count $b..$m >/dev/null";

    /// <inheritdoc/>
    public string Name => "look";

    /// <inheritdoc/>
    public IEnumerable<Contest> Run(int rounds)
    {
        using (var big = new BigRepository(100_000, Merges))
        {
            yield return Against(big, "`Get-Hotfix`, 100,000 commits", "Get-Hotfix", HotfixByGit, rounds);
            yield return Against(big, "`Compare-Deploy`, 100,000 commits", "Compare-Deploy", CompareByGit, rounds);
        }

        using var huge = new BigRepository(1_000_000, Merges);
        using var small = new BigRepository(1_000, Merges);
        yield return Between(huge, small, "Get-Hotfix", rounds);
        yield return Between(huge, small, "Compare-Deploy", rounds);
    }

    private static Contest Against(BigRepository repository, string work, string command, string git, int rounds)
    {
        using var shell = new WarmShell(repository.Clone);
        var contest = new Contest(work, "the `git` commands that tell the same", 0.5);
        Contest.Play(rounds, Contest.UntilWarm, _ => contest.Round(() => Something(shell.Run(command)), () => Programs.Shell(repository.Clone, git)), contest);

        return contest;
    }

    private static Contest Between(BigRepository huge, BigRepository small, string command, int rounds)
    {
        using var there = new WarmShell(huge.Clone);
        using var here = new WarmShell(small.Clone);
        var contest = new Contest($"`{command}`, 1,000,000 commits", "itself, 1,000 commits", 1.5);
        Contest.Play(rounds, Contest.UntilWarm, _ => contest.Round(() => Something(there.Run(command)), () => Something(here.Run(command))), contest);

        return contest;
    }

    private static void Something(IReadOnlyList<object> found)
    {
        if (found.Count == 0)
            throw new InvalidOperationException("It found nothing.");
    }
}
