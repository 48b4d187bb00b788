using LibGit2Sharp;

namespace HotfixTools.Git.Transport;

/// <summary>The two directions of a child process.</summary>
internal sealed class ProcessStream(SmartSubtransport transport, ProcessConnection connection, SidebandListener? listener) : SmartSubtransportStream(transport)
{
    private readonly byte[] _buffer = new byte[64 * 1024];

    public override int Read(Stream dataStream, long length, out long bytesRead)
    {
        var read = connection.Output.Read(_buffer, 0, (int)Math.Min(length, _buffer.Length));
        dataStream.Write(_buffer, 0, read);
        listener?.Listen(_buffer.AsSpan(0, read));
        bytesRead = read;
        return 0;
    }

    public override int Write(Stream dataStream, long length)
    {
        while (length > 0)
        {
            var read = dataStream.Read(_buffer, 0, (int)Math.Min(length, _buffer.Length));
            if (read <= 0)
                break;
            connection.Input.Write(_buffer, 0, read);
            length -= read;
        }

        connection.Input.Flush();
        return 0;
    }
}
