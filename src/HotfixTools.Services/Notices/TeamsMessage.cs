using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HotfixTools.Services;

/// <summary>
/// A notice as a workflow of Microsoft Teams takes it: an adaptive card 1.4
/// (https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using). Whatever comes
/// from elsewhere stands in text runs, which know no Markdown; and nobody can be mentioned, for the card names nobody.
/// </summary>
internal static partial class TeamsMessage
{
    private const int Largest = 20_000;

    /// <summary>The body of the request.</summary>
    /// <param name="notice">What happened.</param>
    public static byte[] Of(Notice notice) => NoticeText.Fit(Largest, longest =>
    {
        JsonArray body = [Line([Run(NoticeText.Cut(notice.Title, longest), isStrong: true, size: "Medium")])];
        foreach (var (name, value) in notice.Facts)
            body.Add(Line([Run(name + ": ", isStrong: true), Run(NoticeText.Cut(value, longest))]));
        if (notice.Consequence is { } consequence)
            body.Add(Line([Run(NoticeText.Cut(consequence, longest))]));
        return new JsonObject
        {
            ["type"] = "message",
            ["attachments"] = new JsonArray(new JsonObject
            {
                ["contentType"] = "application/vnd.microsoft.card.adaptive",
                ["contentUrl"] = null,
                ["content"] = new JsonObject
                {
                    ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
                    ["type"] = "AdaptiveCard",
                    ["version"] = "1.4",
                    ["body"] = body,
                },
            }),
        };
    });

    private static JsonObject Line(JsonArray runs) => new() { ["type"] = "RichTextBlock", ["inlines"] = runs };

    private static JsonObject Run(string text, bool isStrong = false, string size = "Default") => new()
    {
        // Some clients look for tags in any text.
        ["type"] = "TextRun", ["text"] = MentionTag().Replace(text, "<\u200B"), ["weight"] = isStrong ? "Bolder" : "Default", ["size"] = size,
    };

    [GeneratedRegex(@"<(?=\s*/?\s*at\b)", RegexOptions.IgnoreCase)]
    private static partial Regex MentionTag();
}
