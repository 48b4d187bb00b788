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

    /// <summary>Opens a bare repository of our own, kept to look at a remote that was never cloned.</summary>
    /// <param name="folder">Its folder; where there is none, it is made.</param>
    /// <remarks>What is there may be damaged in any way, so any exception may be thrown, now or later.</remarks>
    IGitRepository OpenStore(string folder);

    /// <summary>All refs of a remote, and the branch that its HEAD names. Needs no repository, and can be called from many threads at once.</summary>
    /// <param name="url">The remote.</param>
    /// <param name="access">How to reach it.</param>
    /// <exception cref="HotfixException"><c>RemoteUnreachable</c>, <c>AuthenticationFailed</c>.</exception>
    RemoteRefs List(RemoteUrl url, RemoteAccess access);

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
