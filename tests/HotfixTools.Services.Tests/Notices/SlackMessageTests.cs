using System.Net;
using System.Text;
using System.Text.Json;

namespace HotfixTools.Services.Tests;

public class SlackMessageTests
{
    [Fact]
    public void It_is_of_the_shape_that_an_incoming_webhook_takes() => Assert.Equal(
        """
        {"text":"Ada published the hotfix to production (shop)","blocks":[
        {"type":"header","text":{"type":"plain_text","text":"Ada published the hotfix to production (shop)","emoji":false}},
        {"type":"section","text":{"type":"plain_text","text":"Who: Ada","emoji":false}},
        {"type":"section","text":{"type":"plain_text","text":"Why: The cart is empty","emoji":false}},
        {"type":"section","text":{"type":"plain_text","text":"production runs b2222222 now.","emoji":false}}]}
        """.ReplaceLineEndings(string.Empty),
        Encoding.UTF8.GetString(SlackMessage.Of(Notices.Of())));

    [Theory]
    [MemberData(nameof(Notices.Forged), MemberType = typeof(Notices))]
    public void Nobody_can_be_mentioned_and_nothing_formatted_by_what_comes_from_elsewhere(string text)
    {
        var message = Message(text);
        AssertWithinLimits(message);
        Notices.AssertClean(message);
        Assert.All(Notices.TextsOf(message), one => Assert.DoesNotMatch("[<>]|&(?!amp;|lt;|gt;)", one));
        Assert.DoesNotContain(Notices.NamesOf(message), name => name is "link_names" or "parse" or "mrkdwn" or "elements");
        Assert.DoesNotContain("mrkdwn", Notices.TextsOf(message));
    }

    [Theory]
    [InlineData("<!channel> & co")]
    [InlineData("&lt;!channel&gt;")]
    public void What_was_written_is_what_is_read(string text) =>
        Assert.Contains($"Why: {text}", Notices.TextsOf(Message(text)).Select(WebUtility.HtmlDecode));

    [Theory]
    [InlineData("x", 100_000)]
    [InlineData("&", 100_000)]
    [InlineData("<!channel>", 10_000)]
    [InlineData("\"", 100_000)]
    [InlineData("é", 100_000)]
    [InlineData("漢", 100_000)]
    [InlineData("😀", 50_000)]
    [InlineData("👩‍👩‍👧‍👦", 10_000)]
    [InlineData("e\u0301\u0301\u0301", 30_000)]
    [InlineData("\u0301", 100_000)]
    [InlineData("word ", 20_000)]
    public void However_long_the_texts_are_it_is_within_the_limits(string text, int times)
    {
        var message = Message(string.Concat(Enumerable.Repeat(text, times)), facts: 8);
        AssertWithinLimits(message);
        Assert.All(Notices.TextsOf(message).Where(one => one.EndsWith('…')), one => Assert.DoesNotMatch("&[a-z]{0,4}…$", one));
        Assert.Contains(Notices.TextsOf(message), one => one.EndsWith('…'));
    }

    [Fact]
    public void No_letter_is_cut_in_two()
    {
        for (var before = 0; before < 12; before++)
        {
            var texts = Notices.TextsOf(Message(new string('x', before) + string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 1000)))).Where(text => text.EndsWith('…'));
            Assert.All(texts, text => Assert.Matches("^[ -~]*(👩‍👩‍👧‍👦)*…$", text));
        }
    }

    private static JsonElement Message(string text, int facts = 0)
    {
        var bytes = SlackMessage.Of(Notices.Of(text, facts));
        Assert.True(new UTF8Encoding(false, true).GetString(bytes).Length < 12_000);
        return JsonDocument.Parse(bytes).RootElement;
    }

    private static void AssertWithinLimits(JsonElement message)
    {
        Assert.Equal(["text", "blocks"], message.EnumerateObject().Select(member => member.Name));
        var blocks = message.GetProperty("blocks").EnumerateArray().ToList();
        Assert.InRange(blocks.Count, 1, 50);
        Assert.Equal("header", blocks[0].GetProperty("type").GetString());
        Assert.All(blocks, block => Assert.Equal("plain_text", block.GetProperty("text").GetProperty("type").GetString()));
        Assert.All(blocks, block => Assert.InRange(block.GetProperty("text").GetProperty("text").GetString()!.Length, 1, block.GetProperty("type").GetString() == "header" ? 150 : 3000));
    }
}
