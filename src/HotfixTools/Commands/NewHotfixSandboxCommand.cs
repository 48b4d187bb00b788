using System.Management.Automation;
using HotfixTools.PowerShell.Loading;
using HotfixTools.Services;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Makes a practice remote and a clone of it, to try everything out.</summary>
/// <remarks>
/// <para>
/// The remote is a bare repository in a temporary folder, with a mainline that has three changes since the last deploy to
/// production, and deploys to staging, sandbox and production. All cmdlets work there as they do at home; removing the
/// folder removes it all.
/// </para>
/// </remarks>
/// <notes>Writes to the new folder alone.</notes>
/// <example>
/// <code>New-HotfixSandbox | Get-LastDeploy | New-Hotfix</code>
/// <para>Practises the first minute of an emergency.</para>
/// </example>
/// <example>
/// <code>$sandbox = New-HotfixSandbox; Set-Location $sandbox.Repository</code>
/// <para>Goes to the practice clone.</para>
/// </example>
/// <example>
/// <code>New-HotfixSandbox -WhatIf</code>
/// <para>Tells where it would be made, and makes nothing.</para>
/// </example>
/// <seealso cref="NewHotfixCommand"/>
[Cmdlet(VerbsCommon.New, "HotfixSandbox", SupportsShouldProcess = true)]
[OutputType(typeof(HotfixSandbox))]
public sealed class NewHotfixSandboxCommand : HotfixCmdlet
{
    /// <summary>The folder to make it in; must not exist, or be empty.</summary>
    /// <value>Default: a new temporary folder.</value>
    [Parameter(Position = 0)]
    [Alias("Path")]
    [ValidateNotNullOrEmpty]
    public string? Destination { get; set; }

    /// <inheritdoc/>
    protected override void Run()
    {
        var folder = Destination is null ? null : GetUnresolvedProviderPathFromPSPath(Destination);
        if (!ShouldProcess(folder ?? Path.GetTempPath(), "Make a practice remote and a clone of it"))
            return;
        var access = new RemoteAccess(new CredentialChain(), Cancellation, new ProgressWriter(this));
        WriteObject(new SandboxBuilder(GitLoader.Service, access, TimeProvider.System).Build(folder, identity: null));
    }
}
