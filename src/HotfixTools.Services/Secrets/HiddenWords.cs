using System.Net;
using System.Text;
using System.Text.Encodings.Web;

namespace HotfixTools.Services;

/// <summary>Takes secrets out of text that comes from elsewhere, in each of the forms in which a server may repeat them.</summary>
internal sealed class HiddenWords
{
    private const int Shortest = 4;
    private const int ShortestPart = 8;

    private readonly string[] _forms;

    /// <summary>Hides these.</summary>
    /// <param name="secrets">What must not be shown; what is shorter than any secret is passed over.</param>
    public HiddenWords(IEnumerable<string> secrets) =>
        _forms = [.. secrets.Where(secret => secret.Length >= Shortest).SelectMany(Forms).Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(form => form.Length)];

    /// <summary>The text without them.</summary>
    /// <param name="text">Any text.</param>
    public string Hide(string text) => _forms.Aggregate(text, (shown, form) => shown.Replace(form, "***", StringComparison.OrdinalIgnoreCase));

    /// <summary>The parts of an address that let whoever has them in: the whole of it, what its query says, and what in its path is no word.</summary>
    /// <param name="address">The address.</param>
    public static IEnumerable<string> PartsOf(Uri address)
    {
        if (address.PathAndQuery.Length < ShortestPart)
            return [];
        var values = address.Query.TrimStart('?').Split('&').Select(pair => pair.Split('=', 2)[^1]);
        var segments = address.AbsolutePath.Split('/').Where(segment => segment.Length >= 2 * ShortestPart || (segment.Length >= ShortestPart && segment.Any(char.IsDigit)));
        return [address.AbsoluteUri, address.PathAndQuery, .. address.AbsolutePath.Length >= ShortestPart ? [address.AbsolutePath] : Array.Empty<string>(), .. values.Concat(segments).Select(Uri.UnescapeDataString)];
    }

    private static IEnumerable<string> Forms(string secret) =>
    [
        secret, Uri.EscapeDataString(secret), WebUtility.UrlEncode(secret), WebUtility.HtmlEncode(secret), secret.Replace("/", "\\/", StringComparison.Ordinal),
        JavaScriptEncoder.Default.Encode(secret), JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret),
        Base64(":" + secret), Base64Url(":" + secret), .. Enumerable.Range(0, 3).SelectMany(before => Inside(secret, before)),
    ];

    // What the secret is in the base64 of a longer text, such as "user:secret", by how far it is from a multiple of three.
    private static IEnumerable<string> Inside(string secret, int before)
    {
        var start = before == 0 ? 0 : before + 1;
        var end = (before + Encoding.UTF8.GetByteCount(secret)) * 8 / 6;
        var whole = new string('\0', before) + secret;
        return end - start >= ShortestPart ? [Base64(whole)[start..end], Base64Url(whole)[start..end]] : [];
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=');

    private static string Base64Url(string text) => Base64(text).Replace('+', '-').Replace('/', '_');
}
