using System.Globalization;
using System.Text;

namespace HotfixTools.Git.Transport;

/// <summary>How packets are written (<c>pkt-line</c> of gitprotocol-common(5)): their length, with that of the header, and the content.</summary>
internal static class PacketLine
{
    /// <summary>Four hexadecimal digits: how long a packet is, with these.</summary>
    public const int HeaderLength = 4;

    /// <summary>Reads the length of a packet.</summary>
    /// <param name="header">Its first bytes.</param>
    /// <param name="length">The length.</param>
    /// <returns>Whether it is one; else what follows is not of this protocol.</returns>
    public static bool TryReadLength(ReadOnlySpan<byte> header, out int length) =>
        int.TryParse(Encoding.ASCII.GetString(header), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out length);

    /// <summary>The header of a packet.</summary>
    /// <param name="contentLength">How long its content is.</param>
    public static byte[] Header(int contentLength) =>
        Encoding.ASCII.GetBytes((contentLength + HeaderLength).ToString("x4", CultureInfo.InvariantCulture));
}
