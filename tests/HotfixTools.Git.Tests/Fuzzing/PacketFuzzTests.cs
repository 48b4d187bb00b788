using System.Text;
using CsCheck;
using HotfixTools.Git.Transport;
using HotfixTools.Testing.Fuzzing;

namespace HotfixTools.Git.Tests.Fuzzing;

/// <summary>Packets of a server, and of libgit2, however they are cut and whatever is in them.</summary>
public sealed class PacketFuzzTests
{
    private const string Id = "0123456789abcdef0123456789abcdef01234567";

    private static readonly byte[][] Answers =
    [
        Bytes(Line($"{Id} HEAD\0report-status"), Line($"{Id} refs/heads/master\n"), "0000", Line("\u0001000eunpack ok\n"), Line("\u0002Checking connectivity\n"), Line("\u0003fatal: no\n"), "0000"),
        Bytes(Line($"{Id} refs/heads/a"), "0000", Line($"shallow {Id}"), Line($"unshallow {Id}"), "0000", Line("NAK\n"), "PACK"),
        Bytes(Line($"{Id} HEAD\0report-status"), "0000", Line("\u0001000fun"), Line("\u0001pack full\n"), "0000"),
        Bytes("0001", "0002", "0003", "0004", "0005x", "ffff"),
    ];

    private static readonly byte[][] Requests =
    [
        Bytes(Line($"want {Id} side-band-64k\n"), Line($"want {Id}\n"), Line($"shallow {Id}"), Line("deepen 50"), "0000", Line($"have {Id}\n"), "0000", Line($"want {Id}\n"), "0000", Line($"have {Id}\n"), Line("done\n")),
        Bytes("0000", "0000", Line("done\n")),
    ];

    [Fact]
    public void What_a_server_says_is_heard_the_same_however_it_is_cut() => Fuzz.Run(Cut(Answers), 5000, input =>
    {
        string HeardBeside(IEnumerable<byte[]> pieces)
        {
            var listener = new SidebandListener(isAfterList: true);
            foreach (var piece in pieces)
                listener.Listen(piece);
            return $"{listener.UnpackFailure}: {listener.Words}";
        }

        (bool, string) Cuts(IEnumerable<byte[]> pieces)
        {
            var listener = new CutListener();
            listener.Begin(isList: true);
            foreach (var piece in pieces)
                listener.Listen(piece);
            return (listener.HasHeard, string.Join(' ', listener.After(new HashSet<CommitId>()).Order()));
        }

        Assert.Equal(HeardBeside([input.Bytes]), HeardBeside(Pieces(input)));
        Assert.Equal(Cuts([input.Bytes]), Cuts(Pieces(input)));
    }, input => input.Bytes.Length, input => $"{input.Length}: {Hex.Of(input.Bytes)}");

    [Fact]
    public void What_is_told_of_cuts_again_is_passed_over_and_nothing_else_is_lost() => Fuzz.Run(Cut(Answers), 5000, input =>
    {
        using var stream = new MemoryStream(input.Bytes);
        var ahead = CutListener.Skip(buffer => stream.Read(buffer.Span[..Math.Min(buffer.Length, input.Length)]));
        // What it gives back and what is still there are the end of what came.
        byte[] left = [.. ahead, .. input.Bytes[(int)stream.Position..]];
        Assert.Equal(input.Bytes[^left.Length..], left);
    }, input => input.Bytes.Length, input => $"{input.Length}: {Hex.Of(input.Bytes)}");

    [Fact]
    public void What_is_asked_is_passed_on_the_same_however_it_is_cut() => Fuzz.Run(Cut(Requests), 5000, input =>
    {
        byte[] Sent(IEnumerable<byte[]> pieces)
        {
            using var sent = new MemoryStream();
            var filter = new RequestFilter(packet => sent.Write(packet.Span));
            foreach (var piece in pieces)
                filter.Send(piece);
            return sent.ToArray();
        }

        var whole = Sent([input.Bytes]);
        Assert.Equal(whole, Sent(Pieces(input)));
        Assert.True(whole.Length <= input.Bytes.Length);
    }, input => input.Bytes.Length, input => $"{input.Length}: {Hex.Of(input.Bytes)}");

    private static Gen<(byte[] Bytes, int Length)> Cut(byte[][] corpus) => Gen.Select(Mutants.OfBytes(corpus), Gen.Int[1, 70]);

    private static IEnumerable<byte[]> Pieces((byte[] Bytes, int Length) input) => input.Bytes.Chunk(input.Length);

    private static string Line(string text) => $"{text.Length + 4:x4}{text}";

    private static byte[] Bytes(params string[] packets) => Encoding.Latin1.GetBytes(string.Concat(packets));
}
