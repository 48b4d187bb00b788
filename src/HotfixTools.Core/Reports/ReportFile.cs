using System.Text;

namespace HotfixTools;

/// <summary>The file of a report: whole or not at all.</summary>
public static class ReportFile
{
    /// <summary>Checks that the file may be written, as far as that can be told before.</summary>
    /// <param name="file">The file: a full path.</param>
    /// <param name="keep">Whether one that is there stays.</param>
    /// <exception cref="HotfixException"><c>FolderNotFound</c>, <c>FileExists</c>, <c>FileNotWritten</c>.</exception>
    public static void Check(string file, bool keep)
    {
        if (Path.GetDirectoryName(file) is not { } folder || !Directory.Exists(folder))
            throw HotfixErrors.FolderNotFound(Path.GetDirectoryName(file) ?? file, nameof(Path));
        Try(file, () => PlainFile.Forbid(file));
        if (!File.Exists(file))
            return;
        if (keep)
            throw HotfixErrors.FileExists(file);
        // A file is moved over it, which would not ask.
        if ((File.GetAttributes(file) & FileAttributes.ReadOnly) != 0)
            throw HotfixErrors.FileNotWritten(file, new UnauthorizedAccessException("It is read-only."), nameof(Path));
    }

    /// <summary>Writes the file, in place of one that is there.</summary>
    /// <param name="file">The file: a full path.</param>
    /// <param name="page">The page.</param>
    /// <param name="cancellation">Ends it; the file stays as it was.</param>
    /// <exception cref="HotfixException"><c>FileNotWritten</c>.</exception>
    public static void Write(string file, ReportPage page, CancellationToken cancellation) => Try(file, () => PlainFile.Write(file, target =>
    {
        using (var writer = new StreamWriter(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true))
            page.WriteTo(writer, cancellation);
        cancellation.ThrowIfCancellationRequested();
    }));

    private static void Try(string file, Action work)
    {
        try
        {
            work();
        }
        // Also a path that no system takes.
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw HotfixErrors.FileNotWritten(file, error, nameof(Path));
        }
    }
}
