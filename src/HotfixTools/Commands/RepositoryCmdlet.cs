using System.Management.Automation;
using HotfixTools.PowerShell.Completers;
using HotfixTools.PowerShell.Loading;

namespace HotfixTools.PowerShell.Commands;

/// <summary>A cmdlet that works with a repository and its remote.</summary>
public abstract class RepositoryCmdlet : RemoteCmdlet
{
    /// <summary>
    /// The repositories: any folder of a working tree, a linked worktree or a bare clone. Wildcards stand for the folders
    /// that match, unless something has that very name; a command that writes takes them where one folder matches.
    /// </summary>
    /// <value>Default: the current location.</value>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    [Alias("PSPath", "FullName", "Repository")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = ["."];

    /// <summary>The one of <see cref="Path"/> that is worked with, as a PowerShell path.</summary>
    private protected string CurrentPath { get; set; } = ".";

    /// <inheritdoc/>
    private protected sealed override void RunItem()
    {
        foreach (var path in Path)
        {
            Guard(
                () =>
                {
                    foreach (var folder in Named(path))
                    {
                        CurrentPath = folder;
                        Guard(Run, folder);
                    }
                },
                path);
        }
    }

    // What writes to several repositories at once says which.
    private IReadOnlyList<string> Named(string path)
    {
        var folders = FoldersOf(path);
        return folders.Count == 1 || !IsWriter ? folders : throw HotfixErrors.SeveralMatch(path, folders);
    }

    /// <summary>Works with the repository that <see cref="Path"/> names.</summary>
    /// <param name="work">The work. It may begin twice, where its first look at the remote shows that the settings changed.</param>
    private protected void InSession(Action<HotfixSession> work)
    {
        var folder = Folder(CurrentPath);
        InSession(
            request => HotfixSession.Open(GitLoader.Service, folder, request, Access(folder), TimeProvider.System),
            session =>
            {
                work(session);
                if (TellsTeam)
                    TellTeam(session);
            });
    }

    /// <summary>Whether what the team was not told yet is told at the end.</summary>
    private protected virtual bool TellsTeam => true;
}
