using System.Text.Json;

namespace HotfixTools.Services.Tests;

/// <summary>Notices to send, also such as somebody would write who wants to be taken for another.</summary>
internal static class Notices
{
    public const string Id = "8a3c5e0d9f1b2c4d";

    /// <summary>Texts that mean more than their letters to one service or another.</summary>
    public static TheoryData<string> Forged() =>
    [
        "<!channel> deploy now", "<!here>", "<!everyone|all>", "<@U123ABC>", "<#C123|general>", "<!subteam^S123>", "&lt;!channel&gt;", "&amp;lt;!channel&amp;gt;",
        "@here @channel @everyone", "<at>Bob</at>", "<AT id=\"0\">Bob</AT>", "< at >Bob</ at >", "[click](https://evil.example)", "<https://evil.example|https://shop.example>",
        "**bold** _it_ ~no~ `code` # head", "```\ncode\n```", "\u202Etxet\u202C", "\u2066x\u2069", "zero\u200Bwidth\uFEFF", "a\u0000b\u0007\u001b[31mc", "one\nWho: Alice\r\n\u2028When: never",
        ":rotating_light:", "\\\"}]}", "\uD83D", "\uDE00\uD83D",
    ];

    public static Notice Of(string? text = null, int facts = 0) => new(
        Id,
        new JournalEvent(JournalEventKind.Published, "2026-01-01-" + (text ?? "cart"), BranchName.Parse("hotfix"), new DateTimeOffset(2026, 1, 1, 12, 0, 5, 500, TimeSpan.FromHours(1)), new GitIdentity(text ?? "Ada", text ?? "ada@shop.example"), CommitId.Parse(Shas.A), CommitId.Parse(Shas.B), null, text ?? "The cart is empty")
        {
            Environment = EnvironmentName.Production,
            Commits = [CommitId.Parse(Shas.C)],
            Passed = [text ?? "Approval is missing."],
        },
        $"{text ?? "Ada"} published the hotfix to production (shop)",
        [("Who", text ?? "Ada"), ("Why", text ?? "The cart is empty"), .. Enumerable.Range(0, facts).Select(number => ($"Fact {number}", text ?? "so"))],
        $"production runs {text ?? "b2222222"} now.",
        text ?? "https://git.example/shop.git");

    /// <summary>Every text in a message.</summary>
    public static IEnumerable<string> TextsOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(TextsOf),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => TextsOf(member.Value)),
        _ => [],
    };

    /// <summary>The names of all members in a message.</summary>
    public static IEnumerable<string> NamesOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(NamesOf),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => NamesOf(member.Value).Prepend(member.Name)),
        _ => [],
    };

    /// <summary>No text hides anything, turns its direction, or adds a line.</summary>
    public static void AssertClean(JsonElement message) =>
        Assert.All(TextsOf(message), text => Assert.DoesNotMatch(@"[\x00-\x1F\x7F-\x9F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]", text));
}
