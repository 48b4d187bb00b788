using System.Diagnostics;
using System.Management.Automation;

namespace HotfixTools.PowerShell.Commands;

/// <summary>Shows progress, once it is worth showing, and not more often than anybody can read.</summary>
internal sealed class ProgressWriter(Cmdlet cmdlet) : IProgress<WorkProgress>
{
    private const int ActivityId = 1;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _last;

    /// <summary>Whether something would be shown now.</summary>
    public bool IsDue =>
        // PowerShell takes words from the pipeline's own thread only.
        Environment.CurrentManagedThreadId == _thread && _watch.Elapsed >= Patience && _watch.Elapsed - _last >= Pause;

    public void Report(WorkProgress value)
    {
        if (IsDue)
            Show(value.Activity, value.Percent, null);
    }

    /// <summary>Shows how far it is.</summary>
    /// <param name="status">What is done.</param>
    /// <param name="percent">0 to 100; null where it is not known.</param>
    /// <param name="current">What of it is under way; null: it is not said.</param>
    public void Show(string status, int? percent, string? current)
    {
        _last = _watch.Elapsed;
        cmdlet.WriteProgress(new ProgressRecord(ActivityId, "HotfixTools", status) { PercentComplete = percent ?? -1, CurrentOperation = current });
    }
}
