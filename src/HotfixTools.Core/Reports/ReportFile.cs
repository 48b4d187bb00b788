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
        if (Directory.Exists(file))
            throw HotfixErrors.FileNotWritten(file, new IOException("It is a folder."), nameof(Path));
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
    public static void Write(string file, ReportPage page, CancellationToken cancellation)
    {
        // Where a link leads, as if it were written to.
        var target = File.Exists(file) && File.ResolveLinkTarget(file, returnFinalTarget: true) is { } link ? link.FullName : file;
        var draft = $"{target}.{Guid.NewGuid():N}";
        try
        {
            using (var writer = new StreamWriter(new FileStream(draft, FileMode.CreateNew, FileAccess.Write), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
                page.WriteTo(writer, cancellation);
            cancellation.ThrowIfCancellationRequested();
            File.Move(draft, target, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw HotfixErrors.FileNotWritten(file, error, nameof(Path));
        }
        finally
        {
            // It is there no more where all went well.
            File.Delete(draft);
        }
    }
}
