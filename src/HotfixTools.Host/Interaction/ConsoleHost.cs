using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using HotfixTools.Host.Engine;

namespace HotfixTools.Host.Interaction;

/// <summary>What the engine runs in.</summary>
internal sealed class ConsoleHost(ConsoleUserInterface userInterface) : PSHost
{
    /// <summary>The exit status that commands ask for.</summary>
    public ExitStatusWatch Watch { get; } = new();

    /// <summary>Where a command notes an exit status, whatever becomes of its output: <c>ExitStatus</c>.</summary>
    public override PSObject PrivateData => PSObject.AsPSObject(Watch);

    /// <summary>The number that <c>exit</c> gave; null if the script ended otherwise.</summary>
    public int? ExitRequested { get; private set; }

    public override string Name => "HotfixTools.Host";

    public override Version Version { get; } = typeof(ConsoleHost).Assembly.GetName().Version ?? new Version(0, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => userInterface;

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override void SetShouldExit(int exitCode) => ExitRequested = exitCode;

    public override void EnterNestedPrompt() =>
        throw new NotSupportedException("This host cannot suspend a command: run it again and answer with yes or no.");

    public override void ExitNestedPrompt()
    {
    }

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
