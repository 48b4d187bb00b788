using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HotfixTools.Services;

/// <summary>Keeps notices within what services take.</summary>
internal static class NoticeText
{
    private static readonly int[] Lengths = [1000, 500, 250, 100, 40];

    // What is not ASCII would be six times as long; the body says that it is UTF-8.
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A message whose texts are cut until it is small enough.</summary>
    /// <param name="largest">The most bytes.</param>
    /// <param name="build">The message whose texts have so many letters at most.</param>
    public static byte[] Fit(int largest, Func<int, JsonObject> build)
    {
        byte[] message = [];
        foreach (var length in Lengths)
        {
            message = JsonSerializer.SerializeToUtf8Bytes(build(length), Options);
            if (message.Length < largest)
                break;
        }

        return message;
    }

    /// <summary>
    /// A text on one line, of so many letters at most: without what hides text or turns its direction, and without line
    /// ends, by which it could add facts of its own. What is left out is shown by an ellipsis, and no letter is cut in two.
    /// </summary>
    /// <param name="words">The text.</param>
    /// <param name="longest">The most UTF-16 code units.</param>
    public static string Cut(string words, int longest)
    {
        var text = DisplayText.Clean(words);
        if (text.Length <= longest)
            return text;
        var end = 0;
        while (StringInfo.GetNextTextElementLength(text, end) is > 0 and var length && end + length < longest)
            end += length;
        return text[..end] + "…";
    }
}
