using System.Management.Automation;
using HotfixTools.PowerShell.Loading;
using HotfixTools.Services;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Makes a practice remote and a clone of it, to try everything out, or to rehearse the trouble that a hotfix can be in.</summary>
/// <remarks>
/// <para>
/// The remote is a bare repository in a temporary folder, with a mainline that has three changes since the last deploy to
/// production, and deploys to staging, sandbox and production. All cmdlets work there as they do at home; removing the
/// folder removes it all.
/// </para>
/// <para>
/// With <see cref="Scenario"/> the team is in the middle of a hotfix that went wrong. Go to the clone, and ask
/// <c>Get-Hotfix</c>: it tells the trouble as a finding, with the way out. Its NextStep can be pasted, again and again until
/// the hotfix is completed; only what nobody but a person can do, such as to resolve a conflict, comes in between.
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
/// <code>$sandbox = New-HotfixSandbox -Scenario Superseded; $sandbox | Get-Hotfix</code>
/// <para>Somebody deployed while the hotfix was open. What does it look like, and what is to be done?</para>
/// </example>
/// <example>
/// <code>New-HotfixSandbox -WhatIf</code>
/// <para>Tells where it would be made, and makes nothing.</para>
/// </example>
/// <seealso cref="NewHotfixCommand"/>
/// <seealso cref="GetHotfixCommand"/>
[Cmdlet(VerbsCommon.New, "HotfixSandbox", SupportsShouldProcess = true, HelpUri = HelpPages.Commands + "New-HotfixSandbox.md")]
[OutputType(typeof(HotfixSandbox))]
public sealed class NewHotfixSandboxCommand : HotfixCmdlet
{
    /// <summary>The folder to make it in; must not exist, or be empty.</summary>
    /// <value>Default: a new temporary folder.</value>
    [Parameter(Position = 0)]
    [Alias("Path")]
    [ValidateNotNullOrEmpty]
    public string? Destination { get; set; }

    /// <summary>The trouble to rehearse.</summary>
    /// <value>Default: Fresh.</value>
    [Parameter(Position = 1)]
    public HotfixScenario Scenario { get; set; } = HotfixScenario.Fresh;

    /// <inheritdoc/>
    protected override void Run()
    {
        var folder = Destination is null ? null : PlaceOf(Destination) ?? throw HotfixErrors.FolderNotFound(Destination, nameof(Destination));
        if (!ShouldProcess(folder ?? Path.GetTempPath(), Scenario == HotfixScenario.Fresh ? "Make a practice remote and a clone of it" : $"Make a practice remote and a clone of it, in the scenario {Scenario}"))
            return;
        var access = new RemoteAccess(new CredentialChain(), Cancellation, new ProgressWriter(this));
        WriteObject(new SandboxBuilder(GitLoader.Service, access, TimeProvider.System).Build(folder, identity: null, Scenario));
    }
}
