using System.Management.Automation;

namespace HotfixTools.ModuleTests.Running;

/// <summary>A script that is running, and can be stopped as by Ctrl+C.</summary>
internal sealed class RunningScript : IDisposable
{
    private readonly PowerShell _shell;
    private readonly ModuleSession _session;
    private readonly PSDataCollection<PSObject> _output = [];
    private readonly IAsyncResult _running;

    public RunningScript(PowerShell shell, ModuleSession session)
    {
        _shell = shell;
        _session = session;
        _running = shell.BeginInvoke<PSObject, PSObject>(null, _output);
    }

    public bool IsCompleted => _running.IsCompleted;

    public PSInvocationState State => _shell.InvocationStateInfo.State;

    /// <summary>Waits for its end, but not forever; whether it ended.</summary>
    public bool EndsWithin(TimeSpan patience) => _running.AsyncWaitHandle.WaitOne(patience);

    public void Stop() => _shell.Stop();

    /// <summary>Waits for its end.</summary>
    public RunResult Wait() => _session.Finish(_shell, () =>
    {
        _shell.EndInvoke(_running);
        return _output;
    });

    public void Dispose() => _shell.Dispose();
}
