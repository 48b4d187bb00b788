using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using HotfixTools.Host.Interaction;

namespace HotfixTools.Host.Engine;

/// <summary>The PowerShell engine in this process, with one module in it.</summary>
internal sealed class EngineSession : IDisposable
{
    private const string RunVariable = "HotfixToolsHostRun";
    private const string NamedVariable = "HotfixToolsHostNamed";

    // In a try block, an error that ends a statement ends the script as well, where the engine would go on
    // with the next statement. Out-Default is kept apart because it holds a table's first rows back to measure
    // them: in one pipeline with the script, "exit" and errors would throw away what was emitted before them.
    private const string Wrapper =
        $$"""
        ${{RunVariable}}.View = { Out-Default }.GetSteppablePipeline()
        ${{RunVariable}}.View.Begin($true)
        try { . ${{RunVariable}}.Script @args @{{NamedVariable}} | & { process { ${{RunVariable}}.Watch.Observe($_); ${{RunVariable}}.View.Process($_) } } }
        catch { ${{RunVariable}}.Failure = $_ }
        finally { ${{RunVariable}}.View.End() }
        """;

    private readonly ExitStatusWatch _watch;
    private readonly Runspace _runspace;
    private readonly ErrorReport _errors;
    private readonly CancellationToken _cancellation;

    public EngineSession(PSHost host, ExitStatusWatch watch, ErrorReport errors, CancellationToken cancellation)
    {
        _watch = watch;
        _errors = errors;
        _cancellation = cancellation;

        // The engine would report its use to its maker, from a host that nobody asked about that.
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");

        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = Microsoft.PowerShell.ExecutionPolicy.Bypass;

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
    }

    /// <summary>Runs a script in the global scope, and shows what it emits as PowerShell does.</summary>
    /// <returns>Whether it came to its end, and its last statement without an error.</returns>
    /// <exception cref="ParseException">It is not PowerShell.</exception>
    public bool Run(ScriptSource source)
    {
        var run = new PSObject();
        run.Properties.Add(new PSNoteProperty("Script", source.Parse($"${RunVariable}.Succeeded = $?")));
        run.Properties.Add(new PSNoteProperty("Succeeded", true));
        run.Properties.Add(new PSNoteProperty("View", null));
        run.Properties.Add(new PSNoteProperty("Failure", null));
        run.Properties.Add(new PSNoteProperty("Watch", _watch));
        _runspace.SessionStateProxy.SetVariable(RunVariable, run);

        var arguments = source.Arguments;
        _runspace.SessionStateProxy.SetVariable(NamedVariable, arguments.Named);

        using var shell = CreateShell();
        shell.AddScript(Wrapper);
        foreach (var argument in arguments.Words)
            shell.Commands.Commands[0].Parameters.Add(argument);

        Invoke(shell);
        if (run.Properties["Failure"].Value is not ErrorRecord failure)
            return (bool)run.Properties["Succeeded"].Value;
        Report(failure);
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

    private void Invoke(PowerShell shell)
    {
        _cancellation.ThrowIfCancellationRequested();
        // Not waited for: the second signal must get through while a cmdlet takes its time to stop.
        using var stop = _cancellation.Register(() => shell.BeginStop(null, null));
        shell.Invoke();
    }
}
