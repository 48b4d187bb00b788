using System.Runtime.InteropServices;
using static HotfixTools.Git.Transport.PacketLine;

namespace HotfixTools.Git.Transport;

/// <summary>Listens to the packets of a server (<c>pkt-line</c> of gitprotocol-common(5)), while they are handed on.</summary>
internal abstract class PacketListener
{
    private readonly List<byte> _packet = [];
    private int _length = HeaderLength;

    /// <summary>Whether nothing more is to be heard.</summary>
    protected bool IsOver { get; set; }

    /// <summary>Takes the next bytes of the server, however they are cut.</summary>
    /// <param name="bytes">The bytes.</param>
    public void Listen(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0 && !IsOver)
        {
            var taken = Math.Min(bytes.Length, _length - _packet.Count);
            _packet.AddRange(bytes[..taken]);
            bytes = bytes[taken..];
            if (_packet.Count == _length)
                Advance();
        }
    }

    /// <summary>Begins anew, with the first byte of a packet.</summary>
    protected void Restart()
    {
        _packet.Clear();
        _length = HeaderLength;
        IsOver = false;
    }

    /// <summary>A packet came.</summary>
    /// <param name="content">What is in it; not empty.</param>
    protected abstract void Hear(ReadOnlySpan<byte> content);

    /// <summary>A packet without content came, which ends what came before it.</summary>
    protected abstract void HearEnd();

    private void Advance()
    {
        if (_packet.Count > HeaderLength)
        {
            Hear(CollectionsMarshal.AsSpan(_packet)[HeaderLength..]);
        }
        else if (!TryReadLength(CollectionsMarshal.AsSpan(_packet), out _length))
        {
            IsOver = true;
        }
        else if (_length > HeaderLength)
        {
            return;
        }
        else if (_length == 0)
        {
            HearEnd();
        }

        _packet.Clear();
        _length = HeaderLength;
    }
}
