using System.Text.Json;

namespace HotfixTools.Services;

/// <summary>What forges say to an act that they refuse.</summary>
internal static class RefusalWords
{
    /// <summary>The message of a refusal, for people, without a full stop at its end; of one without a message its status.</summary>
    /// <param name="answer">The refusal.</param>
    public static string Of(ServiceAnswer answer)
    {
        var words = DisplayText.Clean(RemoteUrl.Redact(Message(answer))).TrimEnd('.', ' ');
        return words.Length == 0 ? $"status {(int)answer.Status}" : words;
    }

    private static string Message(ServiceAnswer answer)
    {
        // A refusal is an answer by its status already; it need not be JSON too, above all where a proxy refuses.
        try
        {
            return answer.Json().Member("message") is { } message ? Flat(message) : string.Empty;
        }
        catch (ServiceException)
        {
            return string.Empty;
        }
    }

    // GitLab's message is a text, a list of texts, or an object with a list for each field.
    private static string Flat(JsonElement message) => message.ValueKind switch
    {
        JsonValueKind.String => message.GetString()!,
        JsonValueKind.Array => string.Join("; ", message.EnumerateArray().Select(Flat)),
        JsonValueKind.Object => string.Join("; ", message.EnumerateObject().Select(field => $"{field.Name}: {Flat(field.Value)}")),
        _ => string.Empty,
    };
}
