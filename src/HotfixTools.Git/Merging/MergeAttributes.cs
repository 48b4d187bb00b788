using LibGit2Sharp;

namespace HotfixTools.Git.Merging;

/// <summary>The attributes that a merge goes by: those of the commit that is merged into, whatever is checked out.</summary>
/// <param name="repository">The repository.</param>
/// <param name="worktree">The worktree that it is seen from.</param>
/// <param name="ours">The tree of that commit.</param>
/// <param name="folders">The folders above the files that may be merged.</param>
internal sealed class MergeAttributes(Repository repository, RepositoryInformation worktree, Tree ours, IReadOnlySet<string> folders)
{
    private const string FileName = ".gitattributes";

    // Words with which attributes may say how a file is merged: "merge" and its drivers, "binary", and macros of one's own.
    private static readonly string[] Words = ["merge", "binary", "[attr]"];

    private IEnumerable<string> Folders => folders.Append(string.Empty).Distinct();

    /// <summary>Whether attributes of any place may have a say. The library reads those of the checkout, too.</summary>
    public bool MaySayHowToMerge
    {
        get
        {
            List<string> places = [Path.Combine(repository.Info.Path, "info", "attributes"), .. OfUser()];
            if (repository.Info.WorkingDirectory is { } root)
                places.AddRange(Folders.Select(folder => Path.Combine(root, folder, FileName)));
            return repository.Config.Get<string>("merge.default") is not null
                || OfTree(FileName).Select(file => file.Blob.GetContentText()).Concat(places.Where(File.Exists).Select(File.ReadAllText))
                    .Any(text => Words.Any(word => text.Contains(word, StringComparison.Ordinal)));
        }
    }

    /// <summary>Writes what git reads of a checkout when it merges there: the attributes, and where submodules are.</summary>
    /// <param name="root">The folder that git is told to be the working tree.</param>
    public void WriteTo(string root)
    {
        foreach (var (path, blob) in OfTree(FileName).Concat(OfTree(".gitmodules").Where(file => file.Path == ".gitmodules")))
        {
            var file = Path.GetFullPath(Path.Combine(root, path));
            // A tree may name a folder "..", which no checkout would make; nothing is written outside of the folder.
            if (!file.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using var content = blob.GetContentStream();
            using var copy = File.Create(file);
            content.CopyTo(copy);
        }
    }

    // A symbolic link is not followed, as git does not follow it.
    private IEnumerable<(string Path, Blob Blob)> OfTree(string name) =>
        from folder in Folders
        let path = folder.Length == 0 ? name : $"{folder}/{name}"
        let entry = ours[path]
        where entry is { Mode: Mode.NonExecutableFile or Mode.ExecutableFile }
        select (path, (Blob)entry.Target);

    // Where a path is relative, git begins at the top of the worktree, and the library wherever this process is.
    private string[] OfUser()
    {
        if (repository.Config.Get<string>("core.attributesFile")?.Value is { Length: > 0 } named)
            return [Path.GetFullPath(HomePath.Expand(named), worktree.WorkingDirectory ?? worktree.Path), HomePath.Expand(named)];
        return [Path.Combine(Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { Length: > 0 } xdg ? xdg : HomePath.Expand("~/.config"), "git", "attributes")];
    }
}
