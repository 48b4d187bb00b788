using System.Text;
using static HotfixTools.Git.Transport.PacketLine;

namespace HotfixTools.Git.Transport;

/// <summary>
/// Takes out of a request what libgit2 repeats. Where history is cut off, it sends the list of what it wants once more with
/// each round, as it must over HTTP, where a server forgets; one that listens all the while takes that for an error.
/// </summary>
/// <param name="send">Sends on what is left.</param>
internal sealed class RequestFilter(Action<ReadOnlyMemory<byte>> send)
{
    private static readonly byte[][] Wants = [.. new[] { "want ", "shallow ", "deepen " }.Select(Encoding.ASCII.GetBytes)];

    private readonly MemoryStream _packet = new();
    private int _length = HeaderLength;
    private bool _hasAsked;
    private bool _isRepeating;
    private bool _isLost;

    /// <summary>Takes the next bytes of a request, however they are cut.</summary>
    /// <param name="bytes">The bytes.</param>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0 && !_isLost)
        {
            var taken = Math.Min(bytes.Length, _length - (int)_packet.Length);
            _packet.Write(bytes[..taken]);
            bytes = bytes[taken..];
            if (_packet.Length == _length)
                Advance();
        }

        if (bytes.Length > 0)
            send(bytes.ToArray());
    }

    private void Advance()
    {
        var packet = _packet.GetBuffer().AsMemory(0, _length);
        if (_length == HeaderLength)
        {
            // What is not a length is not of this protocol: it is passed on as it is.
            _isLost = !TryReadLength(packet.Span, out var length);
            if (!_isLost && length > HeaderLength)
            {
                _length = length;
                return;
            }
        }

        var isEnd = _length == HeaderLength;
        var isWant = !isEnd && IsWant(packet.Span[HeaderLength..]);
        _isRepeating = (_isRepeating || (_hasAsked && isWant)) && (isWant || isEnd);
        if (!_isRepeating)
            send(packet);
        _hasAsked |= isEnd;
        _isRepeating &= !isEnd;
        _packet.SetLength(0);
        _length = HeaderLength;
    }

    private static bool IsWant(ReadOnlySpan<byte> text)
    {
        foreach (var word in Wants)
        {
            if (text.StartsWith(word))
                return true;
        }

        return false;
    }
}
