using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace HotfixTools.Git.Transport;

/// <summary>Listens to the packets of a server (<c>pkt-line</c> of gitprotocol-common(5)), while they are handed on.</summary>
internal abstract class PacketListener
{
    /// <summary>Four hexadecimal digits: how long a packet is, with these.</summary>
    protected const int HeaderLength = 4;

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

    /// <summary>Reads the length of a packet.</summary>
    /// <param name="header">Its first bytes.</param>
    /// <param name="length">The length.</param>
    /// <returns>Whether it is one; else what follows is not of this protocol.</returns>
    internal static bool TryReadLength(ReadOnlySpan<byte> header, out int length) =>
        int.TryParse(Encoding.ASCII.GetString(header), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out length);

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
        else
        {
            if (_length > HeaderLength)
                return;
            HearEnd();
        }

        _packet.Clear();
        _length = HeaderLength;
    }
}
