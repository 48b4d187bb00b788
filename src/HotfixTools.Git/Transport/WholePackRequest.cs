using System.Text;
using static HotfixTools.Git.Transport.PacketLine;

namespace HotfixTools.Git.Transport;

/// <summary>
/// Asks a server for a pack that needs nothing beside itself. libgit2 asks for a thin one (<c>thin-pack</c> of
/// gitprotocol-capabilities(5)), in which a file may be told as a change of one that a partial clone lacks.
/// </summary>
internal static class WholePackRequest
{
    private const string Word = " thin-pack";

    /// <summary>The beginning of a fetch, without that asked for.</summary>
    /// <param name="request">The beginning of what libgit2 sends: a packet with a commit, and what it wants of the server.</param>
    public static byte[] Of(byte[] request)
    {
        if (request.Length < HeaderLength || !TryReadLength(request.AsSpan(0, HeaderLength), out var length) || length <= HeaderLength || length > request.Length)
            return request;
        var first = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(request, HeaderLength, length - HeaderLength).Replace(Word, string.Empty));
        return [.. Header(first.Length), .. first, .. request[length..]];
    }
}
