namespace HotfixTools;

/// <summary>A heartbeat in a file.</summary>
/// <param name="path">Its full path.</param>
public sealed class HeartbeatFile(string path) : IHeartbeatPlace
{
    /// <inheritdoc/>
    public string Name => DisplayText.Clean(path);

    /// <inheritdoc/>
    public void Leave(Heartbeat heartbeat, CancellationToken cancellation)
    {
        // Whoever reads meanwhile finds the one before or this one, and never half of one.
        var draft = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var file = new FileStream(draft, FileMode.CreateNew))
            {
                file.Write(heartbeat.Write());
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            Remove(draft);
            throw HotfixErrors.HeartbeatFailed(Name, error is DirectoryNotFoundException ? "its folder does not exist" : error.Message, error);
        }
    }

    /// <inheritdoc/>
    public byte[]? Find(CancellationToken cancellation)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[Heartbeat.MaxBytes + 1];
            return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw HotfixErrors.HeartbeatFailed(Name, error.Message, error);
        }
    }

    private static void Remove(string draft)
    {
        try
        {
            File.Delete(draft);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Why it cannot be written is told already.
        }
    }
}
