using System.Globalization;
using System.Text.Json.Nodes;

namespace HotfixTools.Services;

/// <summary>A notice as a server of the team's own takes it: the event as JSON, and the words that people are told.</summary>
internal static class WebhookMessage
{
    private const int Largest = 256 * 1024;

    /// <summary>The body of the request.</summary>
    /// <param name="notice">What happened.</param>
    public static byte[] Of(Notice notice) => NoticeText.Fit(Largest, longest => new JsonObject
    {
        ["id"] = notice.Id,
        ["event"] = notice.Event.Kind.ToString(),
        ["repository"] = NoticeText.Cut(notice.Repository, longest),
        ["hotfix"] = NoticeText.Cut(notice.Event.HotfixId, longest),
        ["branch"] = notice.Event.Branch.ToString(),
        ["at"] = notice.Event.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["by"] = new JsonObject { ["name"] = NoticeText.Cut(notice.Event.By.Name, longest), ["email"] = NoticeText.Cut(notice.Event.By.Email, longest) },
        ["environment"] = notice.Event.Environment?.ToString(),
        ["base"] = notice.Event.Base?.ToString(),
        ["head"] = notice.Event.Head?.ToString(),
        ["mergeCommit"] = notice.Event.MergeCommit?.ToString(),
        ["commits"] = new JsonArray([.. notice.Event.Commits.Take(longest).Select(commit => JsonValue.Create(commit.ToString()))]),
        ["reason"] = notice.Event.Reason is { } reason ? NoticeText.Cut(reason, longest) : null,
        ["passed"] = new JsonArray([.. notice.Event.Passed.Take(longest).Select(finding => JsonValue.Create(NoticeText.Cut(finding, longest)))]),
        ["title"] = NoticeText.Cut(notice.Title, longest),
        ["consequence"] = notice.Consequence is { } consequence ? NoticeText.Cut(consequence, longest) : null,
    });
}
