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

    public void Report(WorkProgress value)
    {
        // PowerShell takes words from the pipeline's own thread only.
        if (Environment.CurrentManagedThreadId != _thread || _watch.Elapsed < Patience || _watch.Elapsed - _last < Pause)
            return;
        _last = _watch.Elapsed;
        cmdlet.WriteProgress(new ProgressRecord(ActivityId, "HotfixTools", value.Activity) { PercentComplete = value.Percent ?? -1 });
    }
}
