namespace HotfixTools;

/// <summary>The way to Git; implemented apart, so that its library meets no other version of itself.</summary>
public interface IGitService
{
    /// <summary>Opens the repository that holds a path: a working tree, a folder in one, a linked worktree or a bare clone.</summary>
    /// <param name="path">A folder that exists.</param>
    /// <exception cref="HotfixException"><c>NotARepository</c>, <c>RepositoryNotOwned</c>.</exception>
    IGitRepository Open(string path);

    /// <summary>Makes an empty, temporary repository to look at a remote that was never cloned; disposing of it removes it.</summary>
    IGitRepository OpenTemporary();

    /// <summary>Makes a bare repository.</summary>
    /// <param name="folder">A folder that does not exist or is empty.</param>
    /// <param name="mainline">The branch that its HEAD names.</param>
    IGitRepository CreateBare(string folder, BranchName mainline);

    /// <summary>Clones a repository of this machine.</summary>
    /// <param name="source">The repository.</param>
    /// <param name="folder">A folder that does not exist or is empty.</param>
    /// <param name="identity">The author of what is committed there, written to the clone's own configuration.</param>
    void Clone(string source, string folder, GitIdentity identity);
}
