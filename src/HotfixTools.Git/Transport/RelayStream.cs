using LibGit2Sharp;

namespace HotfixTools.Git.Transport;

/// <summary>Hands bytes over between libgit2 and a conversation.</summary>
/// <param name="transport">The transport.</param>
internal abstract class RelayStream(SmartSubtransport transport) : SmartSubtransportStream(transport)
{
    private readonly byte[] _buffer = new byte[64 * 1024];

    public sealed override int Read(Stream dataStream, long length, out long bytesRead)
    {
        var read = Receive(_buffer.AsMemory(0, (int)Math.Min(length, _buffer.Length)));
        dataStream.Write(_buffer, 0, read);
        bytesRead = read;
        return 0;
    }

    public sealed override int Write(Stream dataStream, long length)
    {
        while (length > 0)
        {
            var read = dataStream.Read(_buffer, 0, (int)Math.Min(length, _buffer.Length));
            if (read <= 0)
                break;
            Send(_buffer.AsSpan(0, read));
            length -= read;
        }

        Flush();
        return 0;
    }

    /// <summary>Reads some of what comes; 0 at its end.</summary>
    /// <param name="buffer">Where to.</param>
    protected abstract int Receive(Memory<byte> buffer);

    /// <summary>Takes some of what is to be sent.</summary>
    /// <param name="bytes">Them.</param>
    protected abstract void Send(ReadOnlySpan<byte> bytes);

    /// <summary>All that was written for now is taken.</summary>
    protected virtual void Flush()
    {
    }
}
