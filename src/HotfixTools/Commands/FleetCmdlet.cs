using System.Management.Automation;
using HotfixTools.PowerShell.Loading;

namespace HotfixTools.PowerShell.Commands;

/// <summary>A cmdlet that looks at many repositories: clones of this machine, or remotes that were never cloned.</summary>
public abstract class FleetCmdlet : RemoteCmdlet
{
    private protected const string PathSet = "Path";
    private protected const string UrlSet = "Url";

    /// <summary>The name of the one hotfix branch.</summary>
    /// <value>Default: what is configured; else hotfix.</value>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Branch { get; set; }

    /// <summary>Remotes that were never cloned: paths or URLs.</summary>
    [Parameter(ParameterSetName = UrlSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("clone_url", "RemoteUrl")]
    [TextOnly]
    [ValidateNotNullOrEmpty]
    public string[] Url { get; set; } = [];

    /// <summary>The repositories of this machine that the parameters of this item of the pipeline name, as PowerShell paths.</summary>
    private protected abstract IEnumerable<string> Folders { get; }

    /// <inheritdoc/>
    protected override HotfixSettings Apply(HotfixSettings settings)
    {
        var applied = base.Apply(settings);
        return Branch is null ? applied : applied with { Branch = Branches.Parse(Branch, nameof(Branch)) };
    }

    /// <summary>Looks at one repository, maybe away from the pipeline's thread.</summary>
    /// <param name="session">The repository.</param>
    /// <returns>What to do on the pipeline's thread with what was seen; null: nothing.</returns>
    private protected abstract Action? Look(HotfixSession session);

    /// <summary>A remote whose refs tell that no hotfix is in progress, so that nothing else of it was asked for.</summary>
    /// <param name="url">The remote, without secrets.</param>
    /// <returns>What to do on the pipeline's thread; null: nothing.</returns>
    private protected virtual Action? NoteQuiet(string url) => null;

    /// <summary>A repository that could not be looked at.</summary>
    /// <param name="repository">The folder or the remote, without secrets.</param>
    /// <param name="error">Why not.</param>
    /// <returns>What to do on the pipeline's thread; an error record is written all the same.</returns>
    private protected virtual Action? NoteFailure(string repository, HotfixException error) => null;

    /// <inheritdoc/>
    protected override void Run()
    {
        if (ParameterSetName == UrlSet)
        {
            foreach (var url in Url)
                Guard(() => Noting(RemoteUrl.Redact(url), () => InSession(request => HotfixSession.OpenUrl(GitLoader.Service, url, request, Access(null), TimeProvider.System), session => Look(session)?.Invoke())), url);
            return;
        }

        foreach (var path in Folders)
        {
            Guard(
                () => Noting(path, () =>
                {
                    var folder = Folder(path);
                    InSession(
                        request => HotfixSession.Open(GitLoader.Service, folder, request, Access(folder), TimeProvider.System),
                        session =>
                        {
                            Look(session)?.Invoke();
                            session.Remote.Keep();
                            TellTeam(session);
                        });
                }),
                path);
        }
    }

    private void Noting(string repository, Action work)
    {
        try
        {
            work();
        }
        catch (HotfixException error)
        {
            NoteFailure(repository, error)?.Invoke();
            throw;
        }
        catch (SettingsException error)
        {
            NoteFailure(repository, error.Errors.First())?.Invoke();
            throw;
        }
    }
}
