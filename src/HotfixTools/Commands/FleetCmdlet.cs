using System.Management.Automation;
using System.Management.Automation.Language;
using HotfixTools.PowerShell.Completers;
using HotfixTools.PowerShell.Fleets;
using HotfixTools.PowerShell.Loading;

namespace HotfixTools.PowerShell.Commands;

/// <summary>A cmdlet that looks at many repositories: clones of this machine, or remotes that were never cloned.</summary>
public abstract class FleetCmdlet : SideBySideCmdlet
{
    private protected const string PathSet = "Path";
    private protected const string UrlSet = "Url";

    private bool _isValid;

    private readonly CloneTurns _turns = new();

    /// <summary>The name of the one hotfix branch.</summary>
    /// <value>Default: what is configured; else hotfix.</value>
    [Parameter]
    [ArgumentCompleter(typeof(HotfixBranchCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Branch { get; set; }

    /// <summary>
    /// Remotes that were never cloned: paths or URLs, or objects that have one, as forges describe their repositories. A
    /// folder that is a clone is looked at for its own branches, with a warning.
    /// </summary>
    [Parameter(ParameterSetName = UrlSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("clone_url", "RemoteUrl", "http_url_to_repo")]
    [RemoteText]
    [AllowEmptyString]
    [AllowNull]
    public string[] Url { get; set; } = [];

    /// <summary>The repositories of this machine that the parameters of this item of the pipeline name, as PowerShell paths.</summary>
    private protected abstract IEnumerable<string> Folders { get; }

    private protected override bool IsNamed => MyInvocation.ExpectingInput || new[] { FolderParameter, nameof(Url) }.Any(MyInvocation.BoundParameters.ContainsKey);

    // A page or a heartbeat is written here; to the team's repository, nothing.
    private protected override bool IsWriter => false;

    /// <summary>The remotes that the parameters of this item of the pipeline name.</summary>
    private protected virtual IEnumerable<string> Remotes => ParameterSetName == UrlSet ? Addresses : [];

    // A list may have empty lines; anywhere else, such as in a variable that was not set, nothing is no address.
    private protected IEnumerable<string> Addresses =>
        from url in Url is { Length: > 0 } ? Url : [null!]
        where !(MyInvocation.ExpectingInput && url is not null && string.IsNullOrWhiteSpace(url))
        select url ?? string.Empty;

    /// <inheritdoc/>
    protected override HotfixSettings Apply(HotfixSettings settings)
    {
        var applied = base.Apply(settings);
        return Branch is null ? applied : applied with { Branch = Branches.Parse(Branch, nameof(Branch)) };
    }

    /// <summary>
    /// Looks at one repository, away from the pipeline's thread, while others are looked at: it must not read parameters
    /// that come from the pipeline.
    /// </summary>
    /// <param name="session">The repository.</param>
    /// <returns>What to do on the pipeline's thread with what was seen; null: nothing.</returns>
    private protected abstract Action? Look(HotfixSession session);

    /// <summary>Whether a remote that was never cloned is looked into also where no hotfix is in progress, and its journal tells of past ones.</summary>
    private protected virtual bool LooksAtHistory => false;

    /// <summary>A remote whose refs tell that no hotfix is in progress, so that nothing else of it was asked for.</summary>
    /// <param name="url">The remote, without secrets.</param>
    /// <returns>What to do on the pipeline's thread; null: nothing.</returns>
    private protected virtual Action? NoteQuiet(string url) => null;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Guard(
            () =>
            {
                // What the parameters say is wrong once, not once for each repository.
                _ = Apply(HotfixSettings.Default);
                _isValid = true;
            },
            this);
    }

    /// <inheritdoc/>
    protected override void Run()
    {
        if (!_isValid)
            return;
        foreach (var url in Remotes)
        {
            var address = Located(url.Trim());
            HandInUrl(address, RemoteUrl.RedactAddress(address));
        }

        if (ParameterSetName == UrlSet)
            return;
        foreach (var path in Folders)
            HandInFolders(path);
    }

    private void HandInFolders(string path)
    {
        IReadOnlyList<string> folders;
        try
        {
            folders = FoldersOf(path);
        }
        catch (HotfixException error)
        {
            HandIn(path, () => throw error);
            return;
        }

        foreach (var folder in folders)
            HandInFolder(folder);
    }

    private void HandInUrl(string url, string name) => HandIn(name, () =>
    {
        var request = Request();
        return job =>
        {
            var (services, runner) = ToolsFor(job);
            runner.Run(request, found =>
            {
                try
                {
                    Action? quiet = () => NoteQuiet(name)?.Invoke();
                    var seen = RemoteLook.At(
                        GitLoader.Service, url, found, Access(null, services, job, job.Cancellation), TimeProvider.System,
                        session =>
                        {
                            quiet = null;
                            return LookProving(session);
                        },
                        LooksAtHistory);
                    Say(job, quiet ?? seen);
                    if (CloneFolder.IsWorkedIn(url))
                        job.Say(() => WriteWarning(OwnBranchesOnly(name)));
                }
                finally
                {
                    runner.TellLog();
                }
            });
        };
    });

    private void HandInFolder(string path) => HandIn(PlaceOf(path) ?? path, () =>
    {
        var (request, place, tells, isWriter) = (Request(), Unresolved(path), !IsWhatIf(), IsWriter);
        return job =>
        {
            var (services, runner) = ToolsFor(job);
            // Not before: a file system that hangs holds up nobody but itself.
            var folder = FolderAt(place);
            runner.Run(
                request,
                found => HotfixSession.Open(GitLoader.Service, folder, found, Access(folder, services, job, job.Cancellation), TimeProvider.System),
                session =>
                {
                    using var turn = _turns.Wait(session.Repository.Location, job.Cancellation);
                    Say(job, Look(session));
                    session.Remote.Keep();
                    if (tells)
                        TellTeam(session, isWriter, warning => job.Say(() => WriteWarning(warning)));
                });
        };
    });

    // Text from the pipeline may be meant as folders, and that there is no hotfix in a clone says nothing.
    private string OwnBranchesOnly(string clone)
    {
        var text = DisplayText.Clean(clone);
        return $"{text} is a clone, and was looked at like a remote: for its own branches, not for those of its remote. "
            + $"For these: {MyInvocation.MyCommand.Name} -{FolderParameter} '{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";
    }

    // A path is one of PowerShell's, whose location is not that of the process.
    private string Located(string url) => RemoteUrl.IsPath(url) ? PlaceOf(url) ?? url : url;

    private Action? LookProving(HotfixSession session)
    {
        try
        {
            return Look(session);
        }
        catch (HotfixException)
        {
            session.ProveSettings();
            throw;
        }
    }
}
