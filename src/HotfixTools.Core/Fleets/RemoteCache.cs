using System.Security.Cryptography;
using System.Text;

namespace HotfixTools;

/// <summary>
/// Keeps what was fetched of remotes that were never cloned: one bare repository a remote, in a folder of the user's. It is
/// only ever a convenience: what cannot be kept is fetched again, and no look fails for it.
/// </summary>
/// <param name="folder">The folder; null: nothing is kept.</param>
/// <param name="time">The clock.</param>
internal sealed class RemoteCache(string? folder, TimeProvider time)
{
    /// <summary>After how long what nobody used goes.</summary>
    public static readonly TimeSpan UnusedFor = TimeSpan.FromDays(14);

    /// <summary>How much is kept, in bytes.</summary>
    public const long MostBytes = 2L * 1024 * 1024 * 1024;

    private const string CleanedFile = "cleaned";
    private const string TrashPrefix = "trash-";
    private static readonly TimeSpan CleanedEvery = TimeSpan.FromDays(1);

    /// <summary>What is remembered of a remote that nothing need be fetched of. Needs no lock.</summary>
    /// <param name="url">The remote.</param>
    public QuietNotes Notes(RemoteUrl url) => new(folder is null ? null : Path.Combine(FolderOf(folder, url), "quiet"), time);

    /// <summary>What is kept of a remote, for one who works with it; null where somebody else does, or nothing can be kept.</summary>
    /// <param name="url">The remote.</param>
    public CacheEntry? Take(RemoteUrl url)
    {
        if (folder is null)
            return null;
        try
        {
            var entry = FolderOf(folder, url);
            Make(folder);
            // Of what others may write to, nobody knows what is in it.
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(folder) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0)
                return null;
            Make(entry);
            return CacheEntry.TryLock(entry, time);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>At most once a day: removes what nobody used for long, and the oldest of what is too much.</summary>
    /// <param name="mostBytes">How much is kept.</param>
    public void Clean(long mostBytes = MostBytes)
    {
        try
        {
            if (folder is null || !Directory.Exists(folder) || !MayClean(folder))
                return;
            foreach (var trash in Directory.EnumerateDirectories(folder, TrashPrefix + "*"))
                CacheEntry.Delete(trash);
            var entries = Directory.EnumerateDirectories(folder).Where(IsEntry).Select(entry => (Folder: entry, UsedAt: CacheEntry.UsedAt(entry))).OrderByDescending(entry => entry.UsedAt).ToList();
            var kept = 0L;
            foreach (var (entry, usedAt) in entries)
            {
                kept += CacheEntry.SizeOf(entry);
                if (kept > mostBytes || time.GetUtcNow() - usedAt > UnusedFor)
                    Remove(folder, entry);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Somebody else has it open, or it is not ours to clean. Tomorrow is another day.
        }
    }

    // Of the URL without secrets: a token that is renewed is no other remote.
    private static string FolderOf(string folder, RemoteUrl url) =>
        Path.Combine(folder, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(url.ToString()))).ToLowerInvariant());

    private static bool IsEntry(string folder) => Path.GetFileName(folder) is { Length: 64 } name && name.All(char.IsAsciiHexDigitLower);

    // What is in private repositories is for their readers alone.
    private static void Make(string folder)
    {
        if (Directory.Exists(folder))
            return;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private bool MayClean(string folder)
    {
        var file = Path.Combine(folder, CleanedFile);
        var now = time.GetUtcNow();
        // A time to come is that of a clock that was wrong.
        if (File.Exists(file) && now - File.GetLastWriteTimeUtc(file) is var ago && ago >= TimeSpan.Zero && ago < CleanedEvery)
            return false;
        using (new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
        }

        File.SetLastWriteTimeUtc(file, now.UtcDateTime);
        return true;
    }

    // Set aside under its lock first, so that nobody who comes meanwhile works in what is going.
    private void Remove(string folder, string entry)
    {
        using var held = CacheEntry.TryLock(entry, time, isUse: false);
        if (held is null)
            return;
        var trash = Path.Combine(folder, TrashPrefix + Guid.NewGuid().ToString("N"));
        // Windows moves no folder with an open file.
        if (OperatingSystem.IsWindows())
            held.Dispose();
        Directory.Move(entry, trash);
        held.Dispose();
        CacheEntry.Delete(trash);
    }
}
