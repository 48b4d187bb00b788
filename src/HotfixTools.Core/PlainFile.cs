using System.Formats.Tar;

namespace HotfixTools;

/// <summary>
/// Files that people name. A device or a pipe is none: what is moved over it takes its place for everybody, and reading it
/// may never end.
/// </summary>
public static class PlainFile
{
    /// <summary>Whether there is a file, or a link that leads to one.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="IOException">Links go round in a circle.</exception>
    public static bool IsAt(string path) => TargetOf(path) is var target && File.Exists(target) && IsPlain(target);

    /// <summary>Refuses what is there and is no file.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="IOException">It is none.</exception>
    public static void Forbid(string path)
    {
        var target = TargetOf(path);
        if (Directory.Exists(target))
            throw new IOException("It is a folder.");
        if (File.Exists(target) && !IsPlain(target))
            throw new IOException("It is a device or a pipe.");
    }

    /// <summary>Reads a file, or the beginning of it.</summary>
    /// <param name="path">The path.</param>
    /// <param name="most">The most bytes that are read.</param>
    /// <exception cref="IOException">It cannot be read, or is no file.</exception>
    public static byte[] Read(string path, int most)
    {
        Forbid(path);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[most];
        return bytes[..file.ReadAtLeast(bytes, most, throwOnEndOfStream: false)];
    }

    /// <summary>Writes a file, whole or not at all, in place of one that is there: whoever reads meanwhile finds one or the other.</summary>
    /// <param name="path">A full path.</param>
    /// <param name="write">Writes what is in it.</param>
    /// <exception cref="IOException">It cannot be written, or something is there that is no file.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        Forbid(path);
        // Where a link leads, as if it were written to.
        var target = TargetOf(path);
        // By a short name of its own: with more letters than that of the file, it could be too long.
        var draft = Path.Combine(Path.GetDirectoryName(target)!, $".{Guid.NewGuid():N}.tmp");
        try
        {
            using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, target, overwrite: true);
        }
        catch
        {
            Remove(draft);
            throw;
        }
    }

    private static string TargetOf(string path) => File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is { } link ? link.FullName : path;

    // What has contents is a file. What else there is, .NET tells to those alone who put it into an archive.
    private static bool IsPlain(string file)
    {
        if (OperatingSystem.IsWindows() || new FileInfo(file).Length > 0)
            return true;
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, leaveOpen: true))
            writer.WriteEntry(file, "file");
        archive.Position = 0;
        using var reader = new TarReader(archive);
        return reader.GetNextEntry() is { EntryType: TarEntryType.RegularFile };
    }

    private static void Remove(string draft)
    {
        try
        {
            File.Delete(draft);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Why the file cannot be written is told already.
        }
    }
}
