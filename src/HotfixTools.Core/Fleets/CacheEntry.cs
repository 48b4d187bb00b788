namespace HotfixTools;

/// <summary>
/// What is kept of one remote. Who works with it holds its lock, which the system lets go of with the process. A mark says
/// that somebody does; one that is still there when the lock is not held is of a process that was killed, and what that left
/// is thrown away.
/// </summary>
internal sealed class CacheEntry : IDisposable
{
    // Each fetch adds a pack, and every look goes through all of them.
    private const int MostPacks = 50;

    private const int ProbeBytes = 1024 * 1024;

    private readonly string _folder;
    private readonly FileStream _lock;
    private bool _isReleased;

    private CacheEntry(string folder, FileStream held)
    {
        _folder = folder;
        _lock = held;
    }

    /// <summary>The folder of its repository; not there where nothing was fetched yet.</summary>
    public string Repository => Path.Combine(_folder, "repository");

    /// <summary>Whether something is there already.</summary>
    public bool IsKept => Directory.Exists(Repository);

    /// <summary>Whether there is room for more.</summary>
    public bool CanKeep
    {
        get
        {
            var file = Path.Combine(_folder, "probe");
            var isWritten = Quietly(() =>
            {
                File.WriteAllBytes(file, new byte[ProbeBytes]);
                Directory.CreateDirectory(Repository);
                return true;
            });
            Quietly(() =>
            {
                File.Delete(file);
                return true;
            });
            return isWritten;
        }
    }

    private string Mark => Path.Combine(_folder, "working");

    private string DepthFile => Path.Combine(_folder, "depth");

    /// <summary>How many commits of each line were fetched last; null where that is not known.</summary>
    public int? Depth
    {
        get => Quietly(() => File.Exists(DepthFile) && int.TryParse(File.ReadAllText(DepthFile), out var depth) ? depth : (int?)null);
        set => Quietly(() =>
        {
            File.WriteAllText(DepthFile, value?.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return true;
        });
    }

    /// <summary>Locks an entry; null where somebody else has it.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="time">The clock.</param>
    /// <param name="isUse">Whether that counts as a use.</param>
    public static CacheEntry? TryLock(string folder, TimeProvider time, bool isUse = true)
    {
        var file = LockOf(folder);
        FileStream? held = null;
        try
        {
            var usedAt = UsedAt(folder);
            held = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            // Where the folder was set aside between the opening and the lock, this is no longer the file of that name.
            held.SetLength(Random.Shared.Next(1, 4096));
            held.Flush();
            if (!File.Exists(file) || new FileInfo(file).Length != held.Length)
                throw new IOException("It was set aside.");
            File.SetLastWriteTimeUtc(held.SafeFileHandle, (isUse ? time.GetUtcNow() : usedAt).UtcDateTime);
            var entry = new CacheEntry(folder, held);
            if (isUse)
                entry.Begin();
            return entry;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            return null;
        }
    }

    /// <summary>When an entry was used last.</summary>
    /// <param name="folder">Its folder.</param>
    public static DateTimeOffset UsedAt(string folder) =>
        File.Exists(LockOf(folder)) ? File.GetLastWriteTimeUtc(LockOf(folder)) : Directory.GetLastWriteTimeUtc(folder);

    /// <summary>Notes that an entry is used, by one who only reads what needs no lock.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="now">Now.</param>
    public static void Touch(string folder, DateTimeOffset now) => Quietly(() =>
    {
        if (File.Exists(LockOf(folder)))
            File.SetLastWriteTimeUtc(LockOf(folder), now.UtcDateTime);
        return true;
    });

    /// <summary>How many bytes a folder holds.</summary>
    /// <param name="folder">The folder.</param>
    public static long SizeOf(string folder) =>
        Quietly(() => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length));

    /// <summary>Removes a folder, as far as it can be removed; Git makes objects read-only, which Windows takes literally.</summary>
    /// <param name="folder">The folder.</param>
    public static void Delete(string folder) => Quietly(() =>
    {
        if (!Directory.Exists(folder))
            return false;
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(folder, recursive: true);
        return true;
    });

    /// <summary>Throws away what was kept; false where that is not possible.</summary>
    public bool TryReset()
    {
        Delete(Repository);
        return !IsKept && Quietly(() =>
        {
            File.Delete(DepthFile);
            return true;
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isReleased)
            return;
        _isReleased = true;
        Quietly(() =>
        {
            File.Delete(Mark);
            return true;
        });
        _lock.Dispose();
    }

    private void Begin()
    {
        if ((File.Exists(Mark) || PackCount() > MostPacks) && !TryReset())
            throw new IOException("What was kept cannot be removed.");
        File.WriteAllText(Mark, string.Empty);
    }

    private int PackCount()
    {
        var packs = Path.Combine(Repository, "objects", "pack");
        return Directory.Exists(packs) ? Directory.EnumerateFiles(packs, "*.pack").Count() : 0;
    }

    private static string LockOf(string folder) => Path.Combine(folder, "lock");

    private static T? Quietly<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }
}
