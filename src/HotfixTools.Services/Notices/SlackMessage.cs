using System.Text.Json.Nodes;

namespace HotfixTools.Services;

/// <summary>
/// A notice as an incoming webhook of Slack takes it (https://api.slack.com/messaging/webhooks). Whatever comes from
/// elsewhere stands in <c>plain_text</c>, in which nothing is a mention, a link or a format.
/// </summary>
internal static class SlackMessage
{
    private const int Largest = 12_000;
    private const int LongestHeader = 150;
    private const int LongestText = 3000;

    /// <summary>The body of the request.</summary>
    /// <param name="notice">What happened.</param>
    public static byte[] Of(Notice notice) => NoticeText.Fit(Largest, longest =>
    {
        JsonArray blocks = [new JsonObject { ["type"] = "header", ["text"] = Plain(notice.Title, LongestHeader) }];
        foreach (var (name, value) in notice.Facts)
            blocks.Add(Section($"{name}: {NoticeText.Cut(value, longest)}"));
        if (notice.Consequence is { } consequence)
            blocks.Add(Section(NoticeText.Cut(consequence, longest)));
        return new JsonObject { ["text"] = Escape(NoticeText.Cut(notice.Title, longest)), ["blocks"] = blocks };
    });

    private static JsonObject Section(string text) => new() { ["type"] = "section", ["text"] = Plain(text, LongestText) };

    // The limit counts what is sent, and a letter may be five there.
    private static JsonObject Plain(string text, int longest)
    {
        var cut = NoticeText.Cut(text, longest);
        for (var length = cut.Length; Escape(cut).Length > longest; length -= 10)
            cut = NoticeText.Cut(text, length);
        return new JsonObject { ["type"] = "plain_text", ["text"] = Escape(cut), ["emoji"] = false };
    }

    // The three letters by which Slack knows mentions and links (https://api.slack.com/reference/surfaces/formatting#escaping).
    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
