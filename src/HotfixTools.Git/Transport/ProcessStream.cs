using LibGit2Sharp;

namespace HotfixTools.Git.Transport;

/// <summary>The two directions of a child process.</summary>
internal sealed class ProcessStream(SmartSubtransport transport, ProcessConnection connection, SidebandListener? listener) : RelayStream(transport)
{
    protected override int Receive(Memory<byte> buffer)
    {
        var read = connection.Output.Read(buffer.Span);
        listener?.Listen(buffer.Span[..read]);
        return read;
    }

    protected override void Send(ReadOnlySpan<byte> bytes) => connection.Input.Write(bytes);

    protected override void Flush() => connection.Input.Flush();
}
