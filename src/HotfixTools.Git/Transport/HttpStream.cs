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

    // Reading begins when all is written.
    protected override int Receive(Memory<byte> buffer) => connection.Read(_answer ??= connection.Ask(url, service, isList ? null : _request), buffer);

    protected override void Send(ReadOnlySpan<byte> bytes) => _request.Write(bytes);

    protected override void Free()
    {
        _answer?.Dispose();
        base.Free();
    }
}
