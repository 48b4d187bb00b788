using System.IO.Compression;
using System.Text;
using HotfixTools.Testing.Fuzzing;

namespace HotfixTools.Services.Tests.Fuzzing;

/// <summary>Answers that are larger than anybody needs, by a real server: no more is read than may be.</summary>
public sealed class EndlessAnswerTests : IDisposable
{
    private const int Limit = 64 * 1024;
    private const long Most = 40L * 1024 * 1024;

    private readonly RawWebServer _server = new();

    public static TheoryData<string, byte[], byte[]> Answers => new()
    {
        { "a body without end", Header("Content-Type: application/json"), Encoding.ASCII.GetBytes(new string('[', 64 * 1024)) },
        { "chunks without end", Header("Content-Type: application/json\r\nTransfer-Encoding: chunked"), Encoding.ASCII.GetBytes("ffff\r\n" + new string(' ', 0xffff) + "\r\n") },
        { "a body that lies of its length", Header("Content-Length: 9223372036854775807"), new byte[64 * 1024] },
        { "a header without end", Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nX: "), Encoding.ASCII.GetBytes(new string('x', 64 * 1024)) },
        { "header fields without end", Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\n"), Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("X-Y: z\r\n", 1000))) },
        { "a refusal without end", Encoding.ASCII.GetBytes("HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\n\r\n"), Encoding.ASCII.GetBytes(new string('x', 64 * 1024)) },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task It_is_given_up(string what, byte[] begin, byte[] piece)
    {
        long sent = 0;
        IEnumerable<byte[]> Endless()
        {
            yield return begin;
            while (true)
            {
                Interlocked.Add(ref sent, piece.Length);
                yield return piece;
            }
        }

        _server.Answer = _ => Endless();
        await Refused();
        // What the system keeps in between is sent, too.
        Assert.True(Interlocked.Read(ref sent) < Most, $"{what}: {sent}");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task What_is_small_on_the_way_and_large_when_it_is_unpacked_is_given_up(string coding)
    {
        using var packed = new MemoryStream();
        using (Stream packer = coding switch { "gzip" => new GZipStream(packed, CompressionLevel.Optimal, true), "br" => new BrotliStream(packed, CompressionLevel.Fastest, true), _ => new ZLibStream(packed, CompressionLevel.Optimal, true) })
        {
            for (var i = 0; i < 1000; i++)
                packer.Write(new byte[1024 * 1024]);
        }

        _server.Answer = _ => [Header($"Content-Encoding: {coding}\r\nContent-Length: {packed.Length}"), packed.ToArray()];
        var before = GC.GetTotalAllocatedBytes();
        await Refused();
        Assert.True(GC.GetTotalAllocatedBytes() - before < Most);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("HTTP/1.1 999 \r\nContent-Length: -1\r\n\r\n")]
    [InlineData("HTTP/9.9 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://[\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: ///\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 429 x\r\nRetry-After: 99999999999999999999\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 429 x\r\nRetry-After: Fri, 31 Dec 9999 23:59:59 GMT\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 403 x\r\nX-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: 9223372036854775807\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 403 x\r\nX-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: -9223372036854775808\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 503 x\r\nRetry-After: -5\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("\0\0\0\0")]
    [InlineData("")]
    public async Task What_is_no_answer_is_refused_with_a_word(string answer)
    {
        _server.Answer = _ => [Encoding.Latin1.GetBytes(answer)];
        await Refused();
    }

    public void Dispose() => _server.Dispose();

    private static byte[] Header(string fields) => Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{fields}\r\n\r\n");

    private async Task Refused()
    {
        var request = new ServiceRequest(HttpMethod.Get, new Uri(_server.Address, "x")) { Limit = Limit, Timeout = TimeSpan.FromSeconds(5) };
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var error = await Assert.ThrowsAsync<ServiceException>(async () => _ = (await new ServiceClient().Send(request, patience.Token)).Json());
        Screen.RequireClean(error.Message);
    }
}
