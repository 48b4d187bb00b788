using System.Text;
using System.Text.Json;

namespace HotfixTools.Services.Tests;

public class TeamsMessageTests
{
    [Fact]
    public void It_is_of_the_shape_that_a_workflow_takes() => Assert.Equal(
        """
        {"type":"message","attachments":[{"contentType":"application/vnd.microsoft.card.adaptive","contentUrl":null,"content":{"$schema":"http://adaptivecards.io/schemas/adaptive-card.json","type":"AdaptiveCard","version":"1.4","body":[
        {"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"Ada published the hotfix to production (shop)","weight":"Bolder","size":"Medium"}]},
        {"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"Who: ","weight":"Bolder","size":"Default"},{"type":"TextRun","text":"Ada","weight":"Default","size":"Default"}]},
        {"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"Why: ","weight":"Bolder","size":"Default"},{"type":"TextRun","text":"The cart is empty","weight":"Default","size":"Default"}]},
        {"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"production runs b2222222 now.","weight":"Default","size":"Default"}]}]}}]}
        """.ReplaceLineEndings(string.Empty),
        Encoding.UTF8.GetString(TeamsMessage.Of(Notices.Of())));

    [Theory]
    [MemberData(nameof(Notices.Forged), MemberType = typeof(Notices))]
    public void Nobody_can_be_mentioned_and_nothing_formatted_by_what_comes_from_elsewhere(string text)
    {
        var message = Message(text);
        AssertShape(message);
        Notices.AssertClean(message);
        Assert.All(Notices.TextsOf(message), one => Assert.DoesNotMatch(@"(?i)<\s*/?\s*at\b", one));
        // A mention needs a list of whom, a link an action: the card has neither.
        Assert.DoesNotContain(Notices.NamesOf(message), name => name is "msteams" or "entities" or "selectAction" or "actions" or "url");
    }

    [Theory]
    [InlineData("x", 100_000)]
    [InlineData("\"", 100_000)]
    [InlineData("<at>", 30_000)]
    [InlineData("漢", 100_000)]
    [InlineData("😀", 50_000)]
    [InlineData("👩‍👩‍👧‍👦", 10_000)]
    [InlineData("\u0301", 100_000)]
    public void However_long_the_texts_are_it_is_within_the_limit(string text, int times) =>
        AssertShape(Message(string.Concat(Enumerable.Repeat(text, times)), facts: 8));

    private static JsonElement Message(string text, int facts = 0)
    {
        var bytes = TeamsMessage.Of(Notices.Of(text, facts));
        Assert.InRange(bytes.Length, 1, 19_999);
        return JsonDocument.Parse(bytes).RootElement;
    }

    private static void AssertShape(JsonElement message)
    {
        Assert.Equal("message", message.GetProperty("type").GetString());
        var attachment = Assert.Single(message.GetProperty("attachments").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, attachment.GetProperty("contentUrl").ValueKind);
        Assert.Equal("application/vnd.microsoft.card.adaptive", attachment.GetProperty("contentType").GetString());
        var card = attachment.GetProperty("content");
        Assert.Equal(("AdaptiveCard", "1.4"), (card.GetProperty("type").GetString(), card.GetProperty("version").GetString()));
        Assert.All(card.GetProperty("body").EnumerateArray(), block => Assert.Equal("RichTextBlock", block.GetProperty("type").GetString()));
        Assert.All(card.GetProperty("body").EnumerateArray().SelectMany(block => block.GetProperty("inlines").EnumerateArray()), run => Assert.Equal("TextRun", run.GetProperty("type").GetString()));
    }
}
