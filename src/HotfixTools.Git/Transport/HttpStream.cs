namespace HotfixTools.Git.Transport;

/// <summary>One request, and its answer.</summary>
/// <param name="transport">The transport.</param>
/// <param name="connection">The conversation that it is part of.</param>
/// <param name="url">The repository.</param>
/// <param name="service"><c>git-upload-pack</c> or <c>git-receive-pack</c>.</param>
/// <param name="isList">Whether it asks which refs there are.</param>
internal sealed class HttpStream(HttpSubtransport transport, HttpConnection connection, string url, string service, bool isList) : RelayStream(transport)
{
    private readonly MemoryStream _request = new();
    private Stream? _answer;
    private Memory<byte> _ahead;

    // Reading begins when all is written.
    protected override int Receive(Memory<byte> buffer)
    {
        if (_answer is null)
        {
            var isRepeated = !isList && connection.Cuts is { HasHeard: true };
            connection.Cuts?.Begin(isList);
            if (isList)
                connection.Refs?.Begin();
            else if (service == "git-receive-pack")
                connection.Answer = new SidebandListener(isAfterList: false);
            var answer = _answer = (isList ? connection.TakeList() : null) ?? connection.Ask(url, service, isList ? null : _request);
            if (isRepeated)
                _ahead = CutListener.Skip(some => connection.Read(answer, some));
        }

        if (_ahead.Length > 0)
        {
            var given = Math.Min(_ahead.Length, buffer.Length);
            _ahead[..given].CopyTo(buffer);
            _ahead = _ahead[given..];
            return given;
        }

        var read = connection.Read(_answer, buffer);
        connection.Cuts?.Listen(buffer.Span[..read]);
        connection.Refs?.Listen(buffer.Span[..read]);
        connection.Answer?.Listen(buffer.Span[..read]);
        return read;
    }

    protected override void Send(ReadOnlySpan<byte> bytes) => _request.Write(_request.Length == 0 && connection.Rewrite is { } rewrite ? rewrite(bytes.ToArray()) : bytes);

    protected override void Free()
    {
        _answer?.Dispose();
        base.Free();
    }
}
