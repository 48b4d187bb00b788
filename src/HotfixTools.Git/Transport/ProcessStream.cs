using LibGit2Sharp;

namespace HotfixTools.Git.Transport;

/// <summary>The two directions of a child process.</summary>
/// <param name="transport">The transport.</param>
/// <param name="connection">The conversation.</param>
/// <param name="isPush">Whether it is a push.</param>
internal sealed class ProcessStream(SmartSubtransport transport, ProcessConnection connection, bool isPush) : RelayStream(transport)
{
    // A push has a pack behind its list, and is passed on as it is.
    private readonly RequestFilter? _filter = !isPush ? new RequestFilter(packet => connection.Input.Write(packet.Span)) : null;

    private bool _hasBegun;

    protected override int Receive(Memory<byte> buffer)
    {
        var read = connection.Read(buffer.Span);
        connection.Cuts?.Listen(buffer.Span[..read]);
        return read;
    }

    protected override void Send(ReadOnlySpan<byte> bytes)
    {
        if (!_hasBegun && connection.Rewrite is { } rewrite)
            bytes = rewrite(bytes.ToArray());
        _hasBegun = true;
        if (_filter is not null)
            _filter.Send(bytes);
        else
            connection.Input.Write(bytes);
    }

    protected override void Flush() => connection.Input.Flush();
}
