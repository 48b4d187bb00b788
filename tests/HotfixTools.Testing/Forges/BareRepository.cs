using System.Collections.Concurrent;

namespace HotfixTools.Testing.Forges;

/// <summary>The bare repository of a forge, and what a forge does in it: real merges, by the real git.</summary>
/// <param name="folder">The repository.</param>
public sealed class BareRepository(string folder)
{
    private static readonly string[] Committer = ["-c", "user.name=Forge", "-c", "user.email=noreply@forge.example"];

    // What is so of two commits stays so; a forge asks it all the time, and each time costs a process.
    private readonly ConcurrentDictionary<string, bool> _known = [];

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>The tip of a branch; null where there is none.</summary>
    public string? Tip(string branch)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "refs", "heads", branch)).TrimEnd('\n');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // In the packed refs, or nowhere.
            return Commit("refs/heads/" + branch);
        }
    }

    /// <summary>The commit that an expression names; null for none.</summary>
    public string? Commit(string expression) => GitProcess.Try(folder, "rev-parse", "--verify", "--quiet", expression + "^{commit}") is (0, var id, _) ? id : null;

    /// <summary>The branch that HEAD names.</summary>
    public string DefaultBranch => GitProcess.Run(folder, "symbolic-ref", "--short", "HEAD");

    /// <summary>Whether a commit is in the history of another.</summary>
    public bool IsAncestor(string commit, string of) => _known.GetOrAdd($"{commit} is in {of}", _ => GitProcess.Try(folder, "merge-base", "--is-ancestor", commit, of).ExitCode == 0);

    /// <summary>The commits of one that another has not, oldest first.</summary>
    public string[] Between(string without, string commit) =>
        [.. GitProcess.Run(folder, "rev-list", "--reverse", $"{without}..{commit}").Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>Whether merging would conflict.</summary>
    public bool Conflicts(string into, string head)
    {
        var tip = Tip(into) ?? into;
        return _known.GetOrAdd($"{tip} conflicts with {head}", _ => GitProcess.Try(folder, "merge-tree", "--write-tree", tip, head).ExitCode == 1);
    }

    /// <summary>The parents of a commit.</summary>
    public string[] Parents(string commit) => GitProcess.Run(folder, "show", "-s", "--format=%P", commit).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Merges by a merge commit; returns it.</summary>
    public string Merge(string branch, string head, string message) => Make(branch, head, message, [Tip(branch)!, head]);

    /// <summary>Merges as one new commit; returns it.</summary>
    public string Squash(string branch, string head, string message) => Make(branch, head, message, [Tip(branch)!]);

    /// <summary>Merges by a merge commit of one new commit; returns both.</summary>
    public (string Merged, string Squashed) MergeSquashed(string branch, string head, string message)
    {
        var tip = Tip(branch)!;
        var squashed = Make(branch, head, message, [tip]);
        var merged = GitProcess.Run(folder, [.. Committer, "commit-tree", "-p", tip, "-p", squashed, "-m", message, squashed + "^{tree}"]);
        Move(branch, merged, squashed);
        return (merged, squashed);
    }

    /// <summary>Moves a branch on to a commit that comes after its tip; returns it.</summary>
    public string FastForward(string branch, string head)
    {
        Move(branch, head, Tip(branch)!);
        return head;
    }

    /// <summary>Makes each commit anew on top of the branch; returns the last.</summary>
    public string Rebase(string branch, string head)
    {
        var tip = Tip(branch)!;
        var work = Directory.CreateTempSubdirectory("hotfixtools-forge-").FullName;
        try
        {
            GitProcess.Run(folder, "worktree", "add", "--quiet", "--detach", Path.Combine(work, "tree"), head);
            var tree = Path.Combine(work, "tree");
            GitProcess.Run(tree, [.. Committer, "rebase", "--quiet", tip]);
            var made = GitProcess.Run(tree, "rev-parse", "HEAD");
            GitProcess.Run(folder, "worktree", "remove", "--force", tree);
            Move(branch, made, tip);
            return made;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Adds a commit to a branch, as somebody else's work; returns it.</summary>
    public string AddCommit(string branch, string message)
    {
        var tip = Tip(branch)!;
        var made = GitProcess.Run(folder, [.. Committer, "commit-tree", "-p", tip, "-m", message, tip + "^{tree}"]);
        Move(branch, made, tip);
        return made;
    }

    /// <summary>Makes a branch.</summary>
    public void AddBranch(string branch, string commit) => GitProcess.Run(folder, "update-ref", "refs/heads/" + branch, commit);

    /// <summary>Removes a branch.</summary>
    public void Remove(string branch) => GitProcess.Run(folder, "update-ref", "-d", "refs/heads/" + branch);

    private string Make(string branch, string head, string message, string[] parents)
    {
        var tip = Tip(branch)!;
        var tree = GitProcess.Run(folder, "merge-tree", "--write-tree", tip, head);
        var made = GitProcess.Run(folder, [.. Committer, "commit-tree", .. parents.SelectMany(parent => new[] { "-p", parent }), "-m", message, tree]);
        Move(branch, made, tip);
        return made;
    }

    private void Move(string branch, string to, string from) => GitProcess.Run(folder, "update-ref", "refs/heads/" + branch, to, from);
}
