using System.Globalization;
using System.Text;

namespace HotfixTools.Git.Transport;

/// <summary>
/// Listens to what a server says beside its answer to a push: the words of hooks come in packets of the second band
/// (gitprotocol-pack(5)), and LibGit2Sharp hands over none of them.
/// </summary>
/// <param name="hear">Told the words.</param>
internal sealed class SidebandListener(Action<string> hear)
{
    private const int HeaderLength = 4;
    private const byte WordsBand = 2;

    private readonly List<byte> _packet = [];
    private int _length = HeaderLength;
    private bool _isAnswer;
    private bool _isLost;

    /// <summary>Takes the next bytes of the server, however they are cut.</summary>
    /// <param name="bytes">The bytes.</param>
    public void Listen(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0 && !_isLost)
        {
            var taken = Math.Min(bytes.Length, _length - _packet.Count);
            _packet.AddRange(bytes[..taken]);
            bytes = bytes[taken..];
            if (_packet.Count == _length)
                Advance();
        }
    }

    private void Advance()
    {
        if (_length == HeaderLength)
        {
            // What is not a length is not of this protocol: nothing to be heard there.
            _isLost = !int.TryParse(Encoding.ASCII.GetString([.. _packet]), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _length);
            if (_length > HeaderLength)
                return;
            // The list of refs ends with a packet of no length; the answer begins.
            _isAnswer = true;
        }
        else if (_isAnswer && _packet[HeaderLength] == WordsBand)
        {
            hear(Encoding.UTF8.GetString([.. _packet.Skip(HeaderLength + 1)]));
        }

        _packet.Clear();
        _length = HeaderLength;
    }
}
