using System.Text;
using HotfixTools.Testing;
using HotfixTools.Testing.Fuzzing;

namespace HotfixTools.Git.Tests.Fuzzing;

/// <summary>A server that is none of Git's, or one that means harm: it cannot be reached, and that is said.</summary>
public sealed class ServerFuzzTests : IDisposable
{
    private const string Advertisement = "application/x-git-upload-pack-advertisement";
    private const string Result = "application/x-git-upload-pack-result";
    private const string Id = "0123456789abcdef0123456789abcdef01234567";
    private const string Capabilities = "multi_ack thin-pack side-band side-band-64k ofs-delta shallow no-progress include-tag multi_ack_detailed symref=HEAD:refs/heads/master agent=git/2";

    private static readonly byte[] List = Bytes(
        Line("# service=git-upload-pack\n"), "0000", Line($"{Id} HEAD\0{Capabilities}\n"), Line($"{Id} refs/heads/hotfix\n"), Line($"{Id} refs/heads/master\n"), Line($"{Id} refs/tags/v1\n"), Line($"{Id} refs/tags/v1^{{}}\n"), "0000");

    private readonly Team _team;
    private readonly RawWebServer _server = new();
    private readonly Workplace _ada;

    public ServerFuzzTests()
    {
        _team = Team.AtWork(out _ada, out _);
        _ada.Git("remote", "set-url", "origin", $"{_server.Address}shop.git");
    }

    [Fact]
    public void Lists_of_refs() => Fuzz.Run(Mutants.OfBytes(List), 200, bytes =>
    {
        _server.Answer = _ => RawWebServer.Ok(Advertisement, bytes);
        Ask(remote =>
        {
            foreach (var name in remote.List().Refs.Keys)
                Assert.False(string.IsNullOrEmpty(name));
        });
        Ask(remote => remote.Fetch(["refs/heads/nothing", "refs/nothing/*"]));
    });

    [Fact]
    public void Answers_to_a_fetch() => Fuzz.Run(
        Mutants.OfBytes(
            Bytes(Line("NAK\n"), Line("\u0002Counting objects\n"), Line("\u0001PACK\0\0\0\u0002\0\0\0\0"), "0000"),
            Bytes(Line($"shallow {Id}"), "0000", Line($"ACK {Id} common\n"), Line("NAK\n"), Line("\u0003fatal: no\n"))),
        150,
        bytes =>
        {
            _server.Answer = request => request.StartsWith("GET ", StringComparison.Ordinal) ? RawWebServer.Ok(Advertisement, List) : RawWebServer.Ok(Result, bytes);
            var before = GitProcess.Refs(_ada.Folder);
            Ask(remote => remote.Fetch(["refs/heads/*"]));
            Assert.Equal(before, GitProcess.Refs(_ada.Folder));
        });

    [Fact]
    public void Answers_that_are_no_HTTP_or_no_answer_of_Git() => Fuzz.Run(
        Mutants.OfBytes(Bytes($"HTTP/1.1 200 OK\r\nContent-Type: {Advertisement}\r\nContent-Length: {List.Length}\r\nLocation: http://x/\r\n\r\n").Concat(List).ToArray(), Bytes("HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n")), 300, bytes =>
        {
            _server.Answer = request => request.Contains("/x", StringComparison.Ordinal) ? [] : [bytes];
            Ask(remote => remote.List());
        });

    [Fact]
    public void A_ref_that_is_there_twice_is_no_crash()
    {
        _server.Answer = _ => RawWebServer.Ok(Advertisement, Bytes(Line("# service=git-upload-pack\n"), "0000", Line($"{Id} refs/heads/a\0{Capabilities}\n"), Line($"{Id} refs/heads/a\n"), "0000"));
        Assert.Equal("RemoteUnreachable", Ask(remote => remote.List())?.Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_list_of_refs_without_end_is_given_up(bool isFetch)
    {
        // libgit2 keeps half a gigabyte until then.
        Assert.SkipUnless(isFetch || Fuzz.Cases(10) > 10, $"{Fuzz.Variable} is not set.");
        var lines = Bytes(string.Concat(Enumerable.Range(0, 1000).Select(number => Line($"{Id} refs/heads/{new string('x', 100)}{number}\n"))));
        _server.Answer = _ => RawWebServer.Ok(Advertisement, Enumerable.Repeat(lines, int.MaxValue).Prepend(Bytes(Line("# service=git-upload-pack\n"), "0000", Line($"{Id} HEAD\0{Capabilities}\n"))));
        var error = Ask(remote => _ = isFetch ? remote.Fetch(["refs/heads/*"]) : remote.List());
        Assert.Equal("RemoteUnreachable", error?.Id);
        Assert.Contains("the list of refs does not end", error!.Message);
    }

    public void Dispose()
    {
        _server.Dispose();
        _team.Dispose();
    }

    private HotfixException? Ask(Action<IGitRemote> ask)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(45));
        using var clone = new OpenClone(_ada.Folder, cancellation: patience.Token);
        try
        {
            ask(clone.Remote);
            return null;
        }
        catch (HotfixException error)
        {
            Assert.Contains(error.Id, new[] { "RemoteUnreachable", "AuthenticationFailed" });
            Screen.RequireClean(error.Message);
            return error;
        }
    }

    private static string Line(string text) => $"{text.Length + 4:x4}{text}";

    private static byte[] Bytes(params string[] packets) => Encoding.Latin1.GetBytes(string.Concat(packets));
}
