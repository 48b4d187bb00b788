using System.Text;
using System.Text.Json;

namespace HotfixTools.Services.Tests;

public class WebhookMessageTests
{
    [Fact]
    public void It_is_the_event_under_names_that_programs_rely_on() => Assert.Equal(
        """
        {"id":"8a3c5e0d9f1b2c4d","event":"Published","repository":"https://git.example/shop.git","hotfix":"2026-01-01-cart","branch":"hotfix","at":"2026-01-01T11:00:05Z",
        "by":{"name":"Ada","email":"ada@shop.example"},"environment":"production","base":"a111111111111111111111111111111111111111","head":"b222222222222222222222222222222222222222","mergeCommit":null,
        "commits":["c333333333333333333333333333333333333333"],"reason":"The cart is empty","passed":["Approval is missing."],
        "title":"Ada published the hotfix to production (shop)","consequence":"production runs b2222222 now."}
        """.ReplaceLineEndings(string.Empty),
        Encoding.UTF8.GetString(WebhookMessage.Of(Notices.Of())));

    [Fact]
    public void What_there_is_not_is_null_and_never_left_out()
    {
        var bare = new JournalEvent(JournalEventKind.Abandoned, "id", BranchName.Parse("hotfix"), DateTimeOffset.UnixEpoch, new GitIdentity("Ada", "ada@shop.example"));
        var message = JsonDocument.Parse(WebhookMessage.Of(new Notice("1", bare, "title", [], null, "shop"))).RootElement;
        var full = JsonDocument.Parse(WebhookMessage.Of(Notices.Of())).RootElement;
        Assert.Equal(Notices.NamesOf(full), Notices.NamesOf(message));
        Assert.Equal(JsonValueKind.Null, message.GetProperty("consequence").ValueKind);
        Assert.Empty(message.GetProperty("commits").EnumerateArray());
    }

    [Theory]
    [MemberData(nameof(Notices.Forged), MemberType = typeof(Notices))]
    public void What_hides_text_or_turns_it_is_not_handed_on(string text) => Notices.AssertClean(JsonDocument.Parse(WebhookMessage.Of(Notices.Of(text))).RootElement);

    [Theory]
    [InlineData("x", 100_000)]
    [InlineData("\"", 100_000)]
    [InlineData("😀", 50_000)]
    public void However_long_the_texts_are_it_is_within_the_limit(string text, int times)
    {
        var one = Notices.Of(string.Concat(Enumerable.Repeat(text, times)));
        var bytes = WebhookMessage.Of(one with { Event = one.Event with { Passed = [.. Enumerable.Repeat(one.Title, 2000)], Commits = [.. Enumerable.Repeat(CommitId.Parse(Shas.A), 20_000)] } });
        Assert.InRange(bytes.Length, 1, 256 * 1024);
        JsonDocument.Parse(bytes);
    }
}
