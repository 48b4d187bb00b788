namespace HotfixTools.Benchmarks.Running;

/// <summary>
/// Watches how much memory this process has of its own, which grows with what it keeps. Not of its own are the files that
/// it reads through the memory, as Git's packs: they are the system's, which lets go of them where it needs the memory.
/// </summary>
internal sealed class MemoryWatch : IDisposable
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(20);

    private readonly Timer _timer;
    private double _peak;

    /// <summary>Begins.</summary>
    public MemoryWatch() => _timer = new Timer(_ => Look(), null, TimeSpan.Zero, Often);

    /// <summary>The most that was seen, in MB.</summary>
    public double PeakMegabytes
    {
        get
        {
            Look();
            return _peak;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Look() => _peak = Math.Max(_peak, ProcessMemory.OwnMegabytes);
}
