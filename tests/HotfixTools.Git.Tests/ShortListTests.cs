using System.Globalization;
using System.Text;
using HotfixTools.Git.Transport;
using HotfixTools.Testing;

namespace HotfixTools.Git.Tests;

public class ShortListTests
{
    private const string Id = "0123456789abcdef0123456789abcdef01234567";

    [Fact]
    public void What_is_needed_stays_and_of_the_others_some_and_the_words_of_the_server_come_first()
    {
        var list = Packets($"{Id} refs/heads/a\0report-status atomic", $"{Id} refs/heads/b", $"{Id} refs/heads/hotfix", $"{Id} refs/heads/z", null);

        Assert.Equal(Packets($"{Id} refs/heads/hotfix\0report-status atomic", null), ShortList.Of(list, 0, name => name == "refs/heads/hotfix"));
        Assert.Equal(Packets($"{Id} refs/heads/a\0report-status atomic", $"{Id} refs/heads/hotfix", null), ShortList.Of(list, 1, name => name == "refs/heads/hotfix"));
        Assert.Equal(list, ShortList.Of(list, 4, _ => false));
    }

    [Fact]
    public void With_none_left_the_words_stay()
    {
        var list = Packets($"{Id} refs/heads/a\0report-status", null);

        Assert.Equal(Packets($"{new string('0', 40)} capabilities^{{}}\0report-status", null), ShortList.Of(list, 0, _ => false));
    }

    [Fact]
    public void What_a_server_says_over_HTTP_and_of_cuts_stays()
    {
        var list = Packets("# service=git-receive-pack", null, $"{Id} refs/heads/a\0report-status", $"{Id} .have", $"shallow {Id}", null);

        Assert.Equal(list, ShortList.Of(list, 9, _ => false));
    }

    [Theory]
    [InlineData("")]
    [InlineData("zzzz")]
    [InlineData("ffff0123")]
    [InlineData("<html>")]
    public void What_is_no_list_is_left_as_it_is(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(bytes, ShortList.Of(bytes, 0, _ => false));
    }

    [Fact]
    public void A_push_to_a_remote_with_thousands_of_refs_changes_its_own_alone()
    {
        using var team = Team.AtWork(out var ada, out var live);
        File.AppendAllLines(Path.Combine(team.Remote, "packed-refs"), Enumerable.Range(0, 3000).Select(number => $"{live} refs/heads/work/{number:0000}"));
        var before = team.RemoteRefs();
        var head = ada.Commit("zoo.txt", "zoo", "Work on");

        using (var open = new OpenClone(ada))
            Assert.True(open.Remote.CompareAndSwapPush([new RefUpdate(RefName.Parse("refs/heads/zoo"), CommitId.Zero, CommitId.Parse(head))]).IsWritten);

        Assert.Equal(head, team.RemoteRef("refs/heads/zoo"));
        Assert.Equal(before, string.Join('\n', team.RemoteRefs().Split('\n').Where(line => !line.StartsWith("refs/heads/zoo ", StringComparison.Ordinal))));
    }

    private static byte[] Packets(params string?[] lines)
    {
        var packets = new StringBuilder();
        foreach (var line in lines)
            packets.Append(line is null ? "0000" : (Encoding.UTF8.GetByteCount(line) + 5).ToString("x4", CultureInfo.InvariantCulture) + line + "\n");
        return Encoding.UTF8.GetBytes(packets.ToString());
    }
}
