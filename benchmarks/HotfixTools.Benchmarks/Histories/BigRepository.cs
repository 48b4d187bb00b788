using HotfixTools.Benchmarks.Running;
using HotfixTools.Testing;

namespace HotfixTools.Benchmarks.Histories;

/// <summary>A remote with a long history and a clone of it: a deploy near the tip, merges since, and a hotfix from the deploy with two commits.</summary>
internal sealed class BigRepository : IDisposable
{
    private const int FilesChangeEach = 20;
    private readonly string _root = Directory.CreateTempSubdirectory("hotfixtools-big-").FullName;

    /// <summary>Makes it.</summary>
    /// <param name="commits">How many commits the mainline has before the deploy.</param>
    /// <param name="merges">How many merges since.</param>
    public BigRepository(int commits, int merges)
    {
        (Remote, Clone) = (Path.Combine(_root, "shop.git"), Path.Combine(_root, "shop"));
        Programs.Run(_root, "git", "init", "--quiet", "--bare", "--initial-branch=master", Remote);
        using (var script = new HistoryScript(Remote))
        {
            long live = 0;
            for (var number = 1; number <= commits; number++)
                live = script.Commit("refs/heads/master", $"Work {number}", 0, 0, number % FilesChangeEach == 1 ? [($"src/{number % 400}.txt", $"{number}\n")] : []);
            var tip = live;
            for (var number = 1; number <= merges; number++)
            {
                var first = script.Commit($"refs/work/{number}", $"Begin feature {number}", tip, 0, ($"features/{number}.txt", $"{number}\n"));
                var second = script.Commit($"refs/work/{number}", $"Finish feature {number}", first, 0, ($"features/{number}.txt", $"{number} done\n"));
                tip = script.Commit("refs/heads/master", $"Merge pull request #{number} from shop/feature-{number}\n\nFeature {number}", tip, second, ($"features/{number}.txt", $"{number} done\n"));
            }

            var fix = script.Commit("refs/heads/hotfix", "Fix the orders", live, 0, ("fix.txt", "fixed\n"));
            script.Commit("refs/heads/hotfix", "Fix them for good", fix, 0, ("fix.txt", "fixed for good\n"));
            script.Reset("refs/live", live);
        }

        Live = Programs.Run(Remote, "git", "rev-parse", "refs/live");
        Programs.Shell(Remote, "git for-each-ref --format='delete %(refname)' refs/work refs/live | git update-ref --stdin");
        Programs.Run(_root, "git", "clone", "--quiet", Remote, Clone);
        using var shell = new WarmShell(Clone);
        shell.Run("Register-Deploy production $args[0]", Live);
    }

    /// <summary>The bare remote.</summary>
    public string Remote { get; }

    /// <summary>The clone.</summary>
    public string Clone { get; }

    /// <summary>The commit that is live.</summary>
    public string Live { get; }

    /// <inheritdoc/>
    public void Dispose() => TestHome.Remove(_root);
}
