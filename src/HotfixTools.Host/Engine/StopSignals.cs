using System.Runtime.InteropServices;

namespace HotfixTools.Host.Engine;

/// <summary>Turns Ctrl+C and SIGTERM into one cancellation, and remembers which of them came.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _status;

    public StopSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, ExitStatus.Interrupted)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, ExitStatus.Terminated)),
    ];

    public CancellationToken Token => _source.Token;

    /// <summary>The exit status for the signal that came; null if none did.</summary>
    public int? Status => Volatile.Read(ref _status) is var status and not 0 ? status : null;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();

        _source.Dispose();
    }

    private void Stop(PosixSignalContext context, int status)
    {
        // Whoever asks a second time has waited long enough: the system's own handling ends the process at once.
        if (Interlocked.CompareExchange(ref _status, status, 0) != 0)
            return;

        context.Cancel = true;
        _source.Cancel();
    }
}
