using HotfixTools.Testing;

namespace HotfixTools.Benchmarks.Running;

/// <summary>A remote with a few commits of a team, and a clone of it in which one works; the deploy is recorded.</summary>
internal sealed class Desk : IDisposable
{
    private readonly Team _team = Team.AtWork(out _, out _);

    /// <summary>Makes it.</summary>
    public Desk()
    {
        Clone = _team.Clone("desk").Folder;
        Live = Git("rev-parse", "master~1");
        using var shell = new WarmShell(Clone);
        shell.Run("Register-Deploy production $args[0]", Live);
    }

    /// <summary>The clone.</summary>
    public string Clone { get; }

    /// <summary>The bare remote.</summary>
    public string Remote => _team.Remote;

    /// <summary>The commit that is live.</summary>
    public string Live { get; }

    /// <summary>Runs git in the clone.</summary>
    /// <param name="arguments">Its arguments.</param>
    public string Git(params string[] arguments) => Programs.Run(Clone, "git", arguments);

    /// <summary>Reaches the remote by another address from now on.</summary>
    /// <param name="url">The address.</param>
    public void ReachBy(string url) => Git("remote", "set-url", "origin", url);

    /// <summary>Pushes a fix to a branch that is there, without a checkout.</summary>
    /// <param name="branch">The branch.</param>
    public void Fix(string branch)
    {
        var tip = Programs.Run(Remote, "git", "rev-parse", $"refs/heads/{branch}");
        Git("fetch", "--quiet", "origin", branch);
        Git("push", "--quiet", "origin", $"{Git("commit-tree", "-p", tip, "-m", "Fix the orders", $"{FixedTree(tip)}")}:refs/heads/{branch}");
    }

    /// <inheritdoc/>
    public void Dispose() => _team.Dispose();

    private string FixedTree(string tip)
    {
        var index = Path.Combine(Clone, ".git", "fix-index");
        Programs.Shell(Clone, $"export GIT_INDEX_FILE='{index}'; git read-tree {tip}; git update-index --add --cacheinfo 100644,$(echo {Guid.NewGuid():N} | git hash-object -w --stdin),fix.txt");
        return Programs.Run(Clone, "sh", "-c", $"GIT_INDEX_FILE='{index}' git write-tree");
    }
}
