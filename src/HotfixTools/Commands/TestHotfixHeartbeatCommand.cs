using System.Management.Automation;
using HotfixTools.PowerShell.Completers;
using HotfixTools.PowerShell.Loading;
using HotfixTools.Services;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Tells whether a scheduled check still runs, by the heartbeat that it left.</summary>
/// <remarks>
/// <para>
/// A schedule that dies says nothing: a forge switches off what nobody looked at for long, a machine is gone, a token has
/// run out. <c>Get-Hotfix -Heartbeat</c> leaves proof at the end of each check; this looks for it, from another schedule or
/// another machine, and alarms where it is missing, too old, or from the future. A check that could not look at some
/// repositories is alive, and the message says so.
/// </para>
/// <para>
/// Through HotfixTools.Host the exit status is 0 for alive, 1 for not alive, and 2 where it could not be found out. In
/// <c>pwsh</c>, end a step by <c>exit (Test-HotfixHeartbeat … -ErrorAction Stop).ExitStatus</c>.
/// </para>
/// </remarks>
/// <notes>Writes nothing, and needs no repository. An address is asked by GET.</notes>
/// <example>
/// <code>Get-Hotfix -Stale -Heartbeat last-check.json; Test-HotfixHeartbeat last-check.json</code>
/// <para>A check that leaves a heartbeat, and what there is to say of it.</para>
/// </example>
/// <example>
/// <code>if (-not (Test-HotfixHeartbeat last-check.json -MaxAge 2h -Quiet)) { 'The check does not run' }</code>
/// <para>In a script: true or false.</para>
/// </example>
/// <example>
/// <code>Get-ChildItem *.json | Test-HotfixHeartbeat -MaxAge 36h | Where-Object -Not IsAlive</code>
/// <para>Those of several checks that do not run any more.</para>
/// </example>
/// <input cref="string">Where a check leaves its heartbeat.</input>
/// <output cref="bool">With -Quiet: whether it is alive.</output>
/// <seealso cref="GetHotfixCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "HotfixHeartbeat", HelpUri = HelpPages.Commands + "Test-HotfixHeartbeat.md")]
[OutputType(typeof(HotfixHeartbeat), typeof(bool))]
public sealed class TestHotfixHeartbeatCommand : HotfixCmdlet
{
    /// <summary>
    /// Where the check leaves it: a path of a file; an address, which is asked by GET; or where either is kept, as
    /// <c>env:NAME</c> or <c>vault:NAME</c>.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath")]
    [TextOnly]
    [ValidateNotNullOrEmpty]
    public string Heartbeat { get; set; } = string.Empty;

    /// <summary>How long ago the last check may have ended: with units, such as <c>25h</c> or <c>2d</c>, or a time span.</summary>
    /// <value>Default: 25h, for a check that runs each day.</value>
    [Parameter]
    [ArgumentCompleter(typeof(DurationCompleter))]
    [ValidateNotNullOrEmpty]
    public string MaxAge { get; set; } = "25h";

    /// <summary>Emits true or false alone.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void Run()
    {
        var maxAge = DurationText.Parse(MaxAge, nameof(MaxAge));
        var services = new HotfixServices(new SecretVault(this).Find, TimeProvider.System);
        var heartbeat = HotfixHeartbeat.Look(services.CreateHeartbeat(Heartbeat, PlaceOf), maxAge, DateTimeOffset.UtcNow, Cancellation);
        foreach (var line in services.TakeLog())
            WriteVerbose(line);
        if (!Quiet)
        {
            WriteObject(heartbeat);
            return;
        }

        var answer = PSObject.AsPSObject(heartbeat.IsAlive);
        answer.Properties.Add(new PSNoteProperty(CheckStatus.Name, heartbeat.ExitStatus));
        WriteObject(answer);
    }

    // Whoever asks wrongly has not been told that it is alive, nor that it is not.
    private protected override void OnError(ErrorRecord error) => error.Exception.Data[CheckStatus.Name] = CheckStatus.NotKnown;
}
