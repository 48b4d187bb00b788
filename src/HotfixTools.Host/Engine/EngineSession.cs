using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using HotfixTools.Host.Interaction;

namespace HotfixTools.Host.Engine;

/// <summary>The PowerShell engine in this process, with one module in it.</summary>
internal sealed class EngineSession : IDisposable
{
    private const string ScriptVariable = "HotfixToolsHostScript";
    private const string NamedVariable = "HotfixToolsHostNamed";
    private const string SucceededVariable = "HotfixToolsHostSucceeded";

    // In a try block, an error that ends a statement ends the script as well, where the engine would go on
    // with the next statement.
    private const string Wrapper = $"try {{ . ${ScriptVariable} }} catch {{ throw }}";
    private const string WrapperWithArguments = $"try {{ . ${ScriptVariable} @args @{NamedVariable} }} catch {{ throw }}";

    private readonly ExitStatusWatch _watch;
    private readonly string? _views;
    private readonly Runspace _runspace;
    private readonly ErrorReport _errors;
    private readonly CancellationToken _cancellation;

    /// <summary>Starts the engine.</summary>
    /// <param name="host">What a script sees of this program.</param>
    /// <param name="watch">Told what a script emits.</param>
    /// <param name="errors">Told what goes wrong.</param>
    /// <param name="views">The file of the module's views; null where it is to be read when the module is imported.</param>
    /// <param name="cancellation">Stops what runs.</param>
    public EngineSession(PSHost host, ExitStatusWatch watch, ErrorReport errors, string? views, CancellationToken cancellation)
    {
        _watch = watch;
        _errors = errors;
        _cancellation = cancellation;

        // The engine would report its use to its maker, from a host that nobody asked about that.
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");

        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;

        _views = views;
        if (views is not null)
            state.Formats.Add(new SessionStateFormatEntry(views));
        _runspace = RunspaceFactory.CreateRunspace(host, state);
        _runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        _runspace.Open();
        // Parsing happens on this thread, and needs a session to find the types that a script names.
        Runspace.DefaultRunspace = _runspace;
    }

    /// <summary>The worst exit status that a verdict asked for; 0 where none did.</summary>
    public int VerdictStatus => _watch.Worst;

    public void Dispose() => _runspace.Dispose();

    /// <exception cref="ModuleNotFoundException">The module cannot be loaded.</exception>
    public void Import(string manifest)
    {
        using var shell = CreateShell();
        shell.AddCommand("Import-Module").AddParameter("Name", manifest).AddParameter("ErrorAction", ActionPreference.Stop);
        // The engine reads all views again, its own among them, for each module that has any: these were read with its own.
        _runspace.InitialSessionState.DisableFormatUpdates = _views is not null;
        try
        {
            Invoke(shell);
        }
        catch (RuntimeException exception) when (!_cancellation.IsCancellationRequested)
        {
            throw new ModuleNotFoundException(
                $"The module '{manifest}' cannot be loaded. In a source tree, build it with 'dotnet build'. "
                    + exception.ErrorRecord,
                exception);
        }
        finally
        {
            _runspace.InitialSessionState.DisableFormatUpdates = false;
        }
    }

    /// <summary>Runs a script in the global scope, and shows what it emits as PowerShell does.</summary>
    /// <returns>Whether it came to its end, and its last statement without an error.</returns>
    /// <exception cref="ParseException">It is not PowerShell.</exception>
    public bool Run(ScriptSource source)
    {
        _runspace.SessionStateProxy.SetVariable(ScriptVariable, source.Parse($"${SucceededVariable} = $?"));
        _runspace.SessionStateProxy.SetVariable(SucceededVariable, true);

        using var shell = CreateShell();
        if (source.Arguments is { IsEmpty: false } arguments)
        {
            _runspace.SessionStateProxy.SetVariable(NamedVariable, arguments.Named);
            shell.AddScript(WrapperWithArguments);
            foreach (var argument in arguments.Words)
                shell.Commands.Commands[0].Parameters.Add(argument);
        }
        else
        {
            shell.AddScript(Wrapper);
        }

        using var view = new EmittedView(_watch);
        RuntimeException? failure = null;
        try
        {
            Invoke(shell, view.Emitted);
        }
        catch (RuntimeException exception) when (!_cancellation.IsCancellationRequested)
        {
            failure = exception;
        }
        finally
        {
            view.End();
        }

        if (failure is null)
            return _runspace.SessionStateProxy.GetVariable(SucceededVariable) is not false;
        // As a script would catch it: with the exception itself, and no stand-in for it.
        Report(new ErrorRecord(failure.ErrorRecord, failure));
        return false;
    }

    private PowerShell CreateShell()
    {
        var shell = PowerShell.Create(_runspace);
        shell.Streams.Error.DataAdding += (_, added) => Report((ErrorRecord)added.ItemAdded);
        return shell;
    }

    private void Report(ErrorRecord error)
    {
        _watch.Observe(error);
        _errors.Write(error);
    }

    private void Invoke(PowerShell shell, PSDataCollection<PSObject>? emitted = null)
    {
        _cancellation.ThrowIfCancellationRequested();
        // Not waited for: the second signal must get through while a cmdlet takes its time to stop.
        using var stop = _cancellation.Register(() => shell.BeginStop(null, null));
        shell.Invoke(input: null, emitted ?? []);
    }
}
