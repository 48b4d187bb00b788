using System.Text.Json;

namespace HotfixTools.Services;

/// <summary>What GitHub says where it refuses: a message, and beside it often a list of errors that tells more.</summary>
internal static class GitHubWords
{
    private const int Longest = 300;

    /// <summary>The words, safe to show and without a full stop at their end; empty for none.</summary>
    /// <param name="answer">The answer.</param>
    public static string Of(ServiceAnswer answer)
    {
        try
        {
            return Of(answer.Json());
        }
        catch (ServiceException)
        {
            // A page of a proxy, or nothing: the status says what there is to say.
            return string.Empty;
        }
    }

    /// <summary>The words of a body, or of an error of GraphQL.</summary>
    /// <param name="body">The body.</param>
    public static string Of(JsonElement body)
    {
        var errors = body.Items("errors").Select(error => error.ValueKind == JsonValueKind.String ? error.GetString() : error.Text("message") ?? Field(error));
        var words = RemoteUrl.Redact(string.Join(": ", new[] { body.Text("message"), string.Join("; ", errors.OfType<string>()) }.Where(part => !string.IsNullOrWhiteSpace(part))));
        return DisplayText.Cut(words, Longest).TrimEnd('.', ' ');
    }

    // An error without words: {"resource": "PullRequest", "field": "base", "code": "invalid"}.
    private static string? Field(JsonElement error) => error.Text("field") is { } field ? $"{field} is {error.Text("code") ?? "wrong"}" : error.Text("code");
}
