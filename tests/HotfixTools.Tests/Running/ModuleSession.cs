using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace HotfixTools.ModuleTests.Running;

/// <summary>The PowerShell engine with the module in it, imported by its manifest as users import it.</summary>
internal sealed class ModuleSession : IDisposable
{
    private readonly RecordingHost _host = new();
    private readonly Runspace _runspace;

    static ModuleSession() => Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");

    /// <summary>Starts an engine and imports the module.</summary>
    /// <param name="location">The folder to be in.</param>
    public ModuleSession(string? location = null)
    {
        _runspace = RunspaceFactory.CreateRunspace(_host, InitialSessionState.CreateDefault2());
        _runspace.Open();
        Run("Import-Module $args[0] -ErrorAction Stop", Paths.Manifest).NoErrors();
        Run("$ErrorActionPreference = 'Continue'; $WarningPreference = 'Continue'").NoErrors();
        if (location is not null)
            Go(location);
    }

    /// <summary>The screen, and the person in front of it.</summary>
    public RecordingUserInterface Screen => _host.Screen;

    /// <summary>Changes the location. The engine alone has no Set-Location.</summary>
    public void Go(string location) => Run("[void]$ExecutionContext.SessionState.Path.SetLocation($args[0])", location).NoErrors();

    /// <summary>Runs a script and returns everything that came of it.</summary>
    /// <param name="script">The script.</param>
    /// <param name="arguments">Its <c>$args</c>.</param>
    public RunResult Run(string script, params object?[] arguments)
    {
        using var shell = Shell(script, arguments);
        return Finish(shell, () => shell.Invoke());
    }

    /// <summary>Runs a script in the background; the task ends when it does.</summary>
    /// <param name="script">The script.</param>
    public RunningScript Start(string script) => new(Shell(script, []), this);

    /// <inheritdoc/>
    public void Dispose() => _runspace.Dispose();

    internal RunResult Finish(PowerShell shell, Func<IEnumerable<PSObject>> invoke)
    {
        Screen.TakeLines();
        Screen.TakeQuestions();
        IReadOnlyList<PSObject> output = [];
        Exception? thrown = null;
        try
        {
            output = [.. invoke()];
        }
        catch (RuntimeException error)
        {
            thrown = error;
        }

        var result = new RunResult(
            output,
            [.. shell.Streams.Error],
            [.. shell.Streams.Warning.Select(record => record.Message)],
            [.. shell.Streams.Verbose.Select(record => record.Message)],
            [.. shell.Streams.Information.Select(record => record.ToString())],
            Screen.TakeLines(),
            Screen.TakeQuestions(),
            thrown)
        {
            Debug = [.. shell.Streams.Debug.Select(record => record.Message)],
            Progress = [.. shell.Streams.Progress.Select(record => $"{record.Activity} {record.StatusDescription} {record.CurrentOperation}")],
        };
        LeakWatch.Check("what a script said", string.Join('\n', result.Everything()));
        return result;
    }

    private PowerShell Shell(string script, object?[] arguments)
    {
        var shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        foreach (var argument in arguments)
            shell.AddArgument(argument);
        return shell;
    }
}
