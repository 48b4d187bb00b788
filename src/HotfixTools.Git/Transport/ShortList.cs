using System.Text;
using static HotfixTools.Git.Transport.PacketLine;

namespace HotfixTools.Git.Transport;

/// <summary>
/// Shortens the list of refs that a server begins with (gitprotocol-pack(5)) before libgit2 reads it. For a push, libgit2
/// sorts the commits of all refs into one another, each by looking at those before: of 50,000, that takes minutes.
/// What it does not see makes what it sends no smaller than it need be, and nothing else.
/// </summary>
internal static class ShortList
{
    private const int IdLength = 40;

    /// <summary>The list with fewer refs.</summary>
    /// <param name="list">The list, as packets.</param>
    /// <param name="most">How many refs to keep of those that nobody needs.</param>
    /// <param name="isNeeded">Told the name of a ref: whether it is kept in any case.</param>
    public static byte[] Of(ReadOnlySpan<byte> list, int most, Func<string, bool> isNeeded)
    {
        var kept = new MemoryStream();
        string? words = null;
        var others = 0;
        var hasRef = false;
        for (var rest = list; rest.Length >= HeaderLength;)
        {
            if (!TryReadLength(rest[..HeaderLength], out var length) || length > rest.Length)
                return list.ToArray();
            var packet = rest[..Math.Max(length, HeaderLength)];
            rest = rest[packet.Length..];
            if (Read(packet) is not { } line)
            {
                // The end, a greeting, or where history is cut off.
                if (length == 0 && words is not null && !hasRef)
                    Write(kept, $"{new string('0', IdLength)} capabilities^{{}}\0{words}\n");
                kept.Write(packet);
                continue;
            }

            var end = line.IndexOf('\0', StringComparison.Ordinal);
            if (end >= 0)
                (words, line) = (line[(end + 1)..], line[..end]);
            if (!isNeeded(line[(IdLength + 1)..]) && ++others > most)
                continue;
            Write(kept, hasRef || words is null ? line + "\n" : $"{line}\0{words}\n");
            hasRef = true;
        }

        return kept.ToArray();
    }

    // A line that names a ref, without its end; null for any other packet.
    private static string? Read(ReadOnlySpan<byte> packet)
    {
        if (packet.Length <= HeaderLength + IdLength + 1)
            return null;
        var line = Encoding.UTF8.GetString(packet[HeaderLength..]).TrimEnd('\n');
        return line.Length > IdLength + 1 && line[IdLength] == ' ' && CommitId.TryParse(line[..IdLength], out _) ? line : null;
    }

    private static void Write(MemoryStream packets, string line)
    {
        var content = Encoding.UTF8.GetBytes(line);
        packets.Write(Header(content.Length));
        packets.Write(content);
    }
}
