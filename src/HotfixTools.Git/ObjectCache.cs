using LibGit2Sharp;

namespace HotfixTools.Git;

/// <summary>
/// Keeps the library from keeping what is read once. It caches each object that it reads, up to 256 MB of them, which
/// makes looks faster; of the entries of a long ledger, read one after the other, none is asked for again.
/// </summary>
internal sealed class ObjectCache : IDisposable
{
    /// <summary>How many commits are read before that. A look reads far less.</summary>
    internal const int Enough = 4096;

    private static readonly object Gate = new();

    // The switch is one for the whole process, in which other repositories may be read at the same time.
    private static int _full;

    private int _reads;

    /// <summary>Whether what is read is kept at present.</summary>
    internal static bool IsKeeping
    {
        get
        {
            lock (Gate)
                return _full == 0;
        }
    }

    /// <summary>Takes note that a commit is read.</summary>
    public void NoteRead()
    {
        if (Interlocked.Increment(ref _reads) == Enough)
            Switch(1);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _reads, 0) >= Enough)
            Switch(-1);
    }

    private static void Switch(int change)
    {
        lock (Gate)
        {
            _full += change;
            GlobalSettings.SetEnableCaching(_full == 0);
        }
    }
}
