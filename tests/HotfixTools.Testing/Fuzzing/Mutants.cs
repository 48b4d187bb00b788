using System.Text;
using CsCheck;

namespace HotfixTools.Testing.Fuzzing;

/// <summary>Inputs that are nearly right: some that are right, changed in a few places.</summary>
public static class Mutants
{
    private const int MostChanges = 6;
    private const int LongestRun = 2000;

    private static readonly Gen<Change[]> Changes = Gen.Select(Gen.Int[0, 9], Gen.Int[0, int.MaxValue], Gen.Int[0, int.MaxValue]).Select((how, where, what) => new Change(how, where, what)).Array[0, MostChanges];

    // What readers stumble over: ends of text, escapes, half letters, byte order marks, numbers at the edge, markup, paths.
    private static readonly string[] Hostile =
    [
        "\0", "\n", "\r\n", "\t", "\u001b[2J", "\u202e", "\u200b", "\u2028", "\ufeff", "\u0085", "\"", "\\", "\\u0000", "\\ud800", "\\udc00\\ud800", "'", "`", "$(x)", "{", "}", "[", "]", ",", ":", "/", "..", "../", "//", "@{", "@", "-", "--", "*", "~",
        "^", "?", " ", ".lock", "refs/", "null", "true", "-1", "0", "00", "-0", "1e999", "1e-999", "NaN", "Infinity", "2147483648", "9223372036854775808", "99999999999999999999", "0x10", "İ", "ß", "\U0001F600", "é", "<script>", "]]>", "<!--", "&#0;",
        "%00", "%2e%2e%2f", "://", "http://", "https://u:p@h/", "ext::sh -c x", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59.9999999-14:00", "0000000000000000000000000000000000000000", "0000", "ffff", "-001", "001e",
    ];

    private static readonly byte[][] HostileBytes =
    [
        [0], [0xff], [0xfe, 0xff], [0xff, 0xfe], [0xef, 0xbb, 0xbf], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0x80], [0xe2, 0x80], .. Hostile.Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>Bytes.</summary>
    /// <param name="corpus">What is right.</param>
    public static Gen<byte[]> OfBytes(params byte[][] corpus) => Gen.Select(Gen.Int[0, corpus.Length - 1], Changes).Select((which, changes) =>
    {
        List<byte> bytes = [.. corpus[which]];
        foreach (var change in changes)
            Apply(bytes, change, HostileBytes, corpus);
        return bytes.ToArray();
    });

    /// <summary>Texts, which may have half letters.</summary>
    /// <param name="corpus">What is right.</param>
    public static Gen<string> OfText(params string[] corpus)
    {
        char[][] hostile = [['\ud800'], ['\udfff'], .. Hostile.Select(text => text.ToCharArray())];
        char[][] known = [.. corpus.Select(text => text.ToCharArray())];
        return Gen.Select(Gen.Int[0, corpus.Length - 1], Changes).Select((which, changes) =>
        {
            List<char> letters = [.. known[which]];
            foreach (var change in changes)
                Apply(letters, change, hostile, known);
            return new string([.. letters]);
        });
    }

    /// <summary>JSON, of which members are missing, doubled, renamed, of another kind, at the edge, long or deep.</summary>
    /// <param name="corpus">What is right.</param>
    public static Gen<string> OfJson(params string[] corpus)
    {
        JsonShape[] shapes = [.. corpus.Select(JsonShape.Parse)];
        return Gen.Select(Gen.Int[0, corpus.Length - 1], Changes).Select((which, changes) =>
        {
            var shape = shapes[which].Copy();
            foreach (var change in changes)
                shape.Apply(change);
            return shape.ToString();
        });
    }

    private static void Apply<T>(List<T> items, Change change, T[][] hostile, T[][] corpus)
    {
        var at = change.Where % (items.Count + 1);
        var rest = items.Count - at;
        switch (change.How)
        {
            case 0:
                items.RemoveRange(at, rest);
                break;
            case 1:
                items.RemoveRange(at, Math.Min(rest, change.What % 8));
                break;
            case 2:
                items.RemoveRange(at, rest == 0 ? 0 : change.What % rest);
                break;
            case 3:
                items.InsertRange(at, items.GetRange(at, rest == 0 ? 0 : change.What % rest));
                break;
            case 4 when rest > 0:
                items.InsertRange(at, Enumerable.Repeat(items[at], change.What % LongestRun));
                break;
            case 5:
                var other = corpus[change.What % corpus.Length];
                items.RemoveRange(at, rest);
                items.AddRange(other[Math.Min(other.Length, at)..]);
                break;
            case 6 when rest > 0:
                var piece = hostile[change.What % hostile.Length];
                items.RemoveRange(at, Math.Min(rest, piece.Length));
                items.InsertRange(at, piece);
                break;
            default:
                items.InsertRange(at, hostile[change.What % hostile.Length]);
                break;
        }
    }
}
