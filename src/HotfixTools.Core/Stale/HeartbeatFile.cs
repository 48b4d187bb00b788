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
        try
        {
            PlainFile.Write(path, file => file.Write(heartbeat.Write()));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw HotfixErrors.HeartbeatFailed(Name, error is DirectoryNotFoundException ? "its folder does not exist" : error.Message, error);
        }
    }

    /// <inheritdoc/>
    public byte[]? Find(CancellationToken cancellation)
    {
        try
        {
            return PlainFile.Read(path, Heartbeat.MaxBytes + 1);
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
}
