using System.Text;
using static HotfixTools.Git.Transport.PacketLine;

namespace HotfixTools.Git.Transport;

/// <summary>Asks a server to write all refs of a push or none (<c>atomic</c> of gitprotocol-capabilities(5)), which libgit2 does not know of.</summary>
internal static class AtomicRequest
{
    /// <summary>What the server calls it.</summary>
    public const string Word = "atomic";

    /// <summary>The beginning of a push, with that asked for.</summary>
    /// <param name="request">The beginning of what libgit2 sends: a packet with an update, and what it wants of the server.</param>
    public static byte[] Of(byte[] request)
    {
        if (request.Length < HeaderLength || !TryReadLength(request.AsSpan(0, HeaderLength), out var length) || length > request.Length)
            return request;
        var end = request.AsSpan(0, length).IndexOf((byte)0);
        if (end < 0)
            return request;
        var asked = Encoding.ASCII.GetBytes(" " + Word);
        return [.. Header(length - HeaderLength + asked.Length), .. request[HeaderLength..(end + 1)], .. asked, .. request[(end + 1)..]];
    }
}
