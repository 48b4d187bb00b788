using System.Management.Automation;
using HotfixTools.PowerShell.Completers;
using HotfixTools.PowerShell.Loading;
using HotfixTools.Services;

namespace HotfixTools.PowerShell.Commands;

/// <summary>A cmdlet that works with a repository and its remote.</summary>
public abstract class RepositoryCmdlet : HotfixCmdlet
{
    /// <summary>
    /// The repository: any folder of a working tree, a linked worktree or a bare clone.
    /// </summary>
    /// <value>Default: the current location.</value>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName", "Repository")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = ".";

    /// <summary>The name of the remote that the team shares.</summary>
    /// <value>Default: origin, or the only remote there is.</value>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Remote { get; set; }

    /// <summary>The branch that everything merges into.</summary>
    /// <value>Default: the branch that the remote's HEAD names.</value>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Mainline { get; set; }

    /// <summary>
    /// The environments in the order in which a release passes them. The last one is where a hotfix is needed; one that
    /// comes after others may be published to only when those have got the head.
    /// </summary>
    /// <value>Default: production alone.</value>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    public string[]? EnvironmentOrder { get; set; }

    /// <summary>
    /// User name and password, or token, for a remote over HTTP. Without it, the environment is asked
    /// (<c>HOTFIX_USERNAME</c> with <c>HOTFIX_PASSWORD</c>, or <c>HOTFIX_TOKEN</c>; <c>HOTFIX_HOST</c> limits them to one
    /// host), then the Git credential helpers of the user. Nothing ever prompts.
    /// </summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The settings in force.</summary>
    protected virtual HotfixSettings Settings => HotfixSettings.Default with
    {
        Remote = Remote,
        Mainline = Mainline is null ? null : Branches.Parse(Mainline, nameof(Mainline)),
        Environments = EnvironmentOrder is null ? HotfixSettings.Default.Environments : [.. EnvironmentOrder.Select(EnvironmentName.Parse).Distinct()],
    };

    /// <summary>Opens the repository that <see cref="Path"/> names.</summary>
    private protected HotfixSession Open() => HotfixSession.Open(GitLoader.Service, Folder(Path), Settings, Access(Folder(Path)), TimeProvider.System);

    /// <summary>How to reach remotes.</summary>
    /// <param name="folder">The repository, whose configuration may name credential helpers; null for none.</param>
    private protected RemoteAccess Access(string? folder)
    {
        var helper = new GitCredentialHelper(folder is not null && Directory.Exists(folder) ? folder : null);
        ICredentialSource credentials = Credential is { } given
            ? new GivenCredential(new RemoteCredential(given.UserName, given.GetNetworkCredential().Password))
            : new CredentialChain(new EnvironmentCredential(), helper);
        return new RemoteAccess(credentials, Cancellation, new ProgressWriter(this));
    }

    /// <summary>The folder that a PowerShell path names.</summary>
    /// <param name="path">A path of a file system drive.</param>
    private protected string Folder(string path)
    {
        try
        {
            var folder = GetUnresolvedProviderPathFromPSPath(path);
            // A file of the repository will do: Get-ChildItem | Get-Hotfix.
            return File.Exists(folder) ? System.IO.Path.GetDirectoryName(folder)! : folder;
        }
        catch (Exception error) when (error is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or PSInvalidOperationException)
        {
            throw HotfixErrors.NotARepository(path, error);
        }
    }
}
