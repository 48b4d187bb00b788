using System.Management.Automation;
using HotfixTools.PowerShell.Completers;
using HotfixTools.PowerShell.Loading;
using HotfixTools.PowerShell.Views;
using HotfixTools.Services;

namespace HotfixTools.PowerShell.Commands;

/// <summary>A cmdlet that works with remotes, whichever way they are named to it.</summary>
public abstract class RemoteCmdlet : HotfixCmdlet
{
    private static readonly char[] WildcardMarks = ['*', '?', '[', '`'];

    private HotfixServices? _services;
    private bool _isFolderTyped;

    private protected RemoteCmdlet() => GitLoader.Prepare();

    /// <summary>The name of the remote that the team shares.</summary>
    /// <value>Default: what is configured; else origin, or the only remote there is.</value>
    [Parameter]
    [ArgumentCompleter(typeof(RemoteCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Remote { get; set; }

    /// <summary>The branch that everything merges into.</summary>
    /// <value>Default: what is configured; else the branch that the remote's HEAD names.</value>
    [Parameter]
    [ArgumentCompleter(typeof(MainlineCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Mainline { get; set; }

    /// <summary>
    /// The environments in the order in which a release passes them. The last one is where a hotfix is needed; one that
    /// comes after others may be published to only when those have got the head.
    /// </summary>
    /// <value>Default: what is configured; else production alone.</value>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    public string[]? EnvironmentOrder { get; set; }

    /// <summary>
    /// User name and password, or token, for a remote over HTTP. Without it, the environment is asked
    /// (<c>HOTFIX_USERNAME</c> with <c>HOTFIX_PASSWORD</c>, or <c>HOTFIX_TOKEN</c>; <c>HOTFIX_HOST</c> limits them to one
    /// host), then the Git credential helpers of the user. Nothing ever prompts.
    /// </summary>
    /// <value>Default: what the environment or a Git credential helper has.</value>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>
    /// A settings file to obey instead of the <c>.hotfix.json</c> of the mainline, such as one that is not merged yet.
    /// </summary>
    /// <value>Default: .hotfix.json at the tip of the mainline, at the remote.</value>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ConfigurationPath { get; set; }

    /// <summary>The settings in force: what is configured, and the parameters over it.</summary>
    /// <param name="settings">What is configured.</param>
    protected virtual HotfixSettings Apply(HotfixSettings settings) => settings with
    {
        Remote = Remote ?? settings.Remote,
        Mainline = Mainline is null ? settings.Mainline : Branches.Parse(Mainline, nameof(Mainline)),
        Environments = EnvironmentOrder is null ? settings.Environments : [.. EnvironmentOrder.Select(EnvironmentName.Parse).Distinct()],
    };

    /// <summary>Tells the team what happened, and what it was not told yet. What cannot be told is a warning: the work is done.</summary>
    /// <param name="session">The repository.</param>
    private protected void TellTeam(HotfixSession session)
    {
        if (!Cancellation.IsCancellationRequested && !IsWhatIf())
            TellTeam(session, IsWriter, WriteWarning);
    }

    /// <summary>The same, on any thread.</summary>
    /// <param name="session">The repository.</param>
    /// <param name="isWriter">Whether the command writes.</param>
    /// <param name="warn">Told what could not be told.</param>
    private protected static void TellTeam(HotfixSession session, bool isWriter, Action<string> warn)
    {
        try
        {
            foreach (var failure in session.Notices.Tell(isWriter))
                warn($"{failure.Message} {failure.WayOut}");
        }
        catch (HotfixException error)
        {
            warn($"{error.Message} {error.WayOut}");
        }
    }

    /// <summary>Whether the command writes, and not only reads.</summary>
    private protected virtual bool IsWriter => MyInvocation.MyCommand is CmdletInfo command && command.Parameters.ContainsKey("WhatIf");

    /// <summary>Whether nothing is to be done, and only told what would be.</summary>
    private protected bool IsWhatIf() =>
        MyInvocation.BoundParameters.TryGetValue("WhatIf", out var bound)
            ? ((SwitchParameter)bound).IsPresent
            : LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference"));

    /// <summary>Works with a repository.</summary>
    /// <param name="open">Opens it, with the settings found so.</param>
    /// <param name="work">The work. It may begin twice.</param>
    private protected void InSession(Func<SettingsRequest, HotfixSession> open, Action<HotfixSession> work) =>
        new SessionRunner(Services, WriteVerbose).Run(Request(), open, work);

    /// <summary>How the settings are found.</summary>
    /// <exception cref="HotfixException"><c>ConfigurationNotFound</c>.</exception>
    private protected SettingsRequest Request() => new(Apply) { File = ConfigurationPath is null ? null : FileOf(ConfigurationPath) };

    /// <summary>How to reach remotes.</summary>
    /// <param name="folder">The repository, whose configuration may name credential helpers; null for none.</param>
    private protected RemoteAccess Access(string? folder) => Access(folder, Services, new ProgressWriter(this), Cancellation);

    /// <summary>The same, on any thread.</summary>
    /// <param name="folder">The repository; null for none.</param>
    /// <param name="services">What is not Git.</param>
    /// <param name="progress">Told what is under way.</param>
    /// <param name="cancellation">Ends what is under way.</param>
    private protected RemoteAccess Access(string? folder, HotfixServices services, IProgress<WorkProgress> progress, CancellationToken cancellation)
    {
        var helper = new GitCredentialHelper(folder is not null && Directory.Exists(folder) ? folder : null);
        ICredentialSource credentials = Credential is { } given
            ? new GivenCredential(new RemoteCredential(given.UserName, given.GetNetworkCredential().Password))
            : new CredentialChain(new EnvironmentCredential(), helper);
        return new RemoteAccess(credentials, cancellation, progress) { Services = services };
    }

    private protected HotfixServices Services => _services ??= new HotfixServices(new SecretVault(this).Find, TimeProvider.System);

    /// <summary>The parameter that names repositories.</summary>
    private protected virtual string FolderParameter => "Path";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _isFolderTyped = MyInvocation.BoundParameters.ContainsKey(FolderParameter);
        ShownStep.Note(SessionState);
    }

    /// <summary>
    /// The folders that a path stands for. Wildcards are looked up where somebody typed them and nothing has that very name;
    /// what comes from the pipeline is the name of one thing, whatever letters it has.
    /// </summary>
    /// <param name="path">A PowerShell path.</param>
    /// <exception cref="HotfixException"><c>NotARepository</c>: no folder matches.</exception>
    private protected IReadOnlyList<string> FoldersOf(string path)
    {
        if (!_isFolderTyped || path.IndexOfAny(WildcardMarks) < 0 || (PlaceOf(path) is { } place && (Directory.Exists(place) || File.Exists(place))))
            return [path];
        string[] folders = [.. Matching(path).Where(Directory.Exists)];
        return folders.Length > 0 ? folders : throw HotfixErrors.NothingMatches(path);
    }

    private IReadOnlyCollection<string> Matching(string path)
    {
        try
        {
            var places = SessionState.Path.GetResolvedProviderPathFromPSPath(path, out var provider);
            return provider.Name == "FileSystem" ? places : [];
        }
        catch (Exception error) when (error is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or PSInvalidOperationException or WildcardPatternException)
        {
            return [];
        }
    }

    /// <summary>The file that a PowerShell path names.</summary>
    /// <param name="path">A path of a file system drive.</param>
    private protected string FileOf(string path) => PlaceOf(path) ?? throw HotfixErrors.ConfigurationNotFound(path);

    /// <summary>The folder that a PowerShell path names.</summary>
    /// <param name="path">A path of a file system drive.</param>
    private protected string Folder(string path) => FolderAt(Unresolved(path));

    /// <summary>What a PowerShell path names; nothing is looked at.</summary>
    /// <param name="path">A path of a file system drive.</param>
    private protected string Unresolved(string path)
    {
        try
        {
            return GetUnresolvedProviderPathFromPSPath(path);
        }
        catch (Exception error) when (error is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or PSInvalidOperationException)
        {
            throw RemoteUrl.IsRemote(path) ? HotfixErrors.NotCloned(path, error) : HotfixErrors.NotARepository(path, error);
        }
    }

    /// <summary>The folder at a place. A file of the repository will do: <c>Get-ChildItem | Get-Hotfix</c>.</summary>
    /// <param name="place">A folder or a file.</param>
    private protected static string FolderAt(string place) => File.Exists(place) ? System.IO.Path.GetDirectoryName(place)! : place;
}
