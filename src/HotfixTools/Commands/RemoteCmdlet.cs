using System.Management.Automation;
using HotfixTools.PowerShell.Completers;
using HotfixTools.PowerShell.Loading;
using HotfixTools.Services;

namespace HotfixTools.PowerShell.Commands;

/// <summary>A cmdlet that works with remotes, whichever way they are named to it.</summary>
public abstract class RemoteCmdlet : HotfixCmdlet
{
    // The settings may name another remote, whose settings are in force then.
    private const int MostBeginnings = 3;

    private HotfixServices? _services;

    /// <summary>The name of the remote that the team shares.</summary>
    /// <value>Default: what is configured; else origin, or the only remote there is.</value>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Remote { get; set; }

    /// <summary>The branch that everything merges into.</summary>
    /// <value>Default: what is configured; else the branch that the remote's HEAD names.</value>
    [Parameter]
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
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>
    /// A settings file to obey instead of the <c>.hotfix.json</c> of the mainline, such as one that is not merged yet.
    /// </summary>
    /// <value>Default: .hotfix.json at the tip of the mainline, at the remote; where it has none, that of the working tree.</value>
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
        if (Cancellation.IsCancellationRequested || IsWhatIf())
            return;
        try
        {
            foreach (var failure in session.Notices.Tell(isWriter: MyInvocation.MyCommand is CmdletInfo command && command.Parameters.ContainsKey("WhatIf")))
                WriteWarning($"{failure.Message} {failure.WayOut}");
        }
        catch (HotfixException error)
        {
            WriteWarning($"{error.Message} {error.WayOut}");
        }
    }

    /// <summary>Whether nothing is to be done, and only told what would be.</summary>
    private protected bool IsWhatIf() =>
        MyInvocation.BoundParameters.TryGetValue("WhatIf", out var bound)
            ? ((SwitchParameter)bound).IsPresent
            : LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference"));

    /// <summary>Works with a repository.</summary>
    /// <param name="open">Opens it, with the settings found so.</param>
    /// <param name="work">The work. It may begin twice.</param>
    private protected void InSession(Func<SettingsRequest, HotfixSession> open, Action<HotfixSession> work)
    {
        var request = new SettingsRequest(Apply) { File = ConfigurationPath is null ? null : FileOf(ConfigurationPath) };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var session = open(request);
                try
                {
                    work(session);
                }
                catch (HotfixException)
                {
                    session.ProveSettings();
                    throw;
                }
                finally
                {
                    foreach (var line in Services.TakeLog())
                        WriteVerbose(line);
                }

                return;
            }
            catch (SettingsMovedException moved) when (attempt < MostBeginnings)
            {
                WriteVerbose($"Settings: {moved.Found.Origin}");
                request = request with { Known = moved.Found };
            }
        }
    }

    /// <summary>How to reach remotes.</summary>
    /// <param name="folder">The repository, whose configuration may name credential helpers; null for none.</param>
    private protected RemoteAccess Access(string? folder)
    {
        var helper = new GitCredentialHelper(folder is not null && Directory.Exists(folder) ? folder : null);
        ICredentialSource credentials = Credential is { } given
            ? new GivenCredential(new RemoteCredential(given.UserName, given.GetNetworkCredential().Password))
            : new CredentialChain(new EnvironmentCredential(), helper);
        return new RemoteAccess(credentials, Cancellation, new ProgressWriter(this)) { Services = Services };
    }

    private protected HotfixServices Services => _services ??= new HotfixServices(new SecretVault(this).Find, TimeProvider.System);

    /// <summary>The file that a PowerShell path names.</summary>
    /// <param name="path">A path of a file system drive.</param>
    private protected string FileOf(string path) => PlaceOf(path) ?? throw HotfixErrors.ConfigurationNotFound(path);

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
