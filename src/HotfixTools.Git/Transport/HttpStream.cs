using LibGit2Sharp;

namespace HotfixTools.Git.Transport;

/// <summary>One request, and its answer.</summary>
/// <param name="transport">The transport.</param>
/// <param name="connection">The conversation that it is part of.</param>
/// <param name="url">The repository.</param>
/// <param name="service"><c>git-upload-pack</c> or <c>git-receive-pack</c>.</param>
/// <param name="isList">Whether it asks which refs there are.</param>
internal sealed class HttpStream(HttpSubtransport transport, HttpConnection connection, string url, string service, bool isList) : SmartSubtransportStream(transport)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly MemoryStream _request = new();
    private Stream? _answer;

    public override int Read(Stream dataStream, long length, out long bytesRead)
    {
        // Reading begins when all is written.
        _answer ??= connection.Ask(url, service, isList ? null : _request);
        var read = connection.Read(_answer, _buffer.AsMemory(0, (int)Math.Min(length, _buffer.Length)));
        dataStream.Write(_buffer, 0, read);
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
            _request.Write(_buffer, 0, read);
            length -= read;
        }

        return 0;
    }

    protected override void Free()
    {
        _answer?.Dispose();
        base.Free();
    }
}
