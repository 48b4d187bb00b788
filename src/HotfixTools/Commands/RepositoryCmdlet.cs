using System.Management.Automation;
using HotfixTools.PowerShell.Loading;

namespace HotfixTools.PowerShell.Commands;

/// <summary>A cmdlet that works with a repository and its remote.</summary>
public abstract class RepositoryCmdlet : RemoteCmdlet
{
    /// <summary>
    /// The repository: any folder of a working tree, a linked worktree or a bare clone.
    /// </summary>
    /// <value>Default: the current location.</value>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName", "Repository")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = ".";

    /// <summary>Works with the repository that <see cref="Path"/> names.</summary>
    /// <param name="work">The work. It may begin twice, where its first look at the remote shows that the settings changed.</param>
    private protected void InSession(Action<HotfixSession> work)
    {
        var folder = Folder(Path);
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
