using System.Diagnostics;
using System.Security.Cryptography;

namespace HotfixTools.Testing;

/// <summary>A clone that somebody works in, by the real git.</summary>
public sealed class Workplace(string folder)
{
    /// <summary>The folder.</summary>
    public string Folder { get; } = folder;

    /// <summary>The commit that is checked out.</summary>
    public string Head => Git("rev-parse", "HEAD");

    /// <summary>Runs git here and returns what it printed.</summary>
    public string Git(params string[] arguments) => GitProcess.Run(Folder, arguments);

    /// <summary>Writes a file, commits it, and returns the commit.</summary>
    public string Commit(string file, string content, string message)
    {
        Write(file, content);
        Git("add", "--", file);
        Git("commit", "--quiet", "-m", message);
        return Head;
    }

    /// <summary>Writes a file of the working tree.</summary>
    public void Write(string file, string content)
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content + "\n");
    }

    /// <summary>Makes a pipe with a name where a file could be, and returns its path. Who opens it waits for somebody at its other end.</summary>
    public string MakePipe(string file)
    {
        var path = Path.GetFullPath(file, Folder);
        using var made = Process.Start("mkfifo", [path]);
        made.WaitForExit();
        return path;
    }

    /// <summary>Commits a fix on the hotfix branch and pushes it; returns the commit. Stays on that branch.</summary>
    public string CommitFix(string file = "fix.txt", string content = "fixed", string message = "Fix the orders")
    {
        Git("fetch", "--quiet", "origin");
        Git("switch", "--quiet", "hotfix");
        var commit = Commit(file, content, message);
        Git("push", "--quiet", "origin", "hotfix");
        return commit;
    }

    /// <summary>All refs: equal texts mean that nothing changed.</summary>
    public string Refs() => GitProcess.Refs(Folder);

    /// <summary>
    /// What is the user's, byte for byte: working tree, index, HEAD, operations in progress, branches, configuration.
    /// Equal texts mean that nothing changed.
    /// </summary>
    public string Fingerprint()
    {
        var gitFolder = Git("rev-parse", "--absolute-git-dir");
        var mine = Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Where(file => !file.StartsWith(gitFolder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            .Concat(Directory.EnumerateFiles(gitFolder))
            .Concat(new[] { "rebase-merge", "rebase-apply" }.Select(name => Path.Combine(gitFolder, name)).Where(Directory.Exists)
                .SelectMany(name => Directory.EnumerateFiles(name, "*", SearchOption.AllDirectories)))
            .Order(StringComparer.Ordinal)
            .Select(file => $"{Path.GetRelativePath(Folder, file)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}");
        return string.Join('\n', mine) + "\n" + Git("for-each-ref", "refs/heads");
    }
}
