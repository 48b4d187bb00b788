using System.Text;

namespace HotfixTools;

/// <summary>Text as XML takes it.</summary>
internal static class XmlText
{
    /// <summary>Escapes what is markup, in an element or between quotes, and leaves out what XML forbids.</summary>
    /// <param name="text">Any text.</param>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            escaped.Append(rune.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                < ' ' or (>= 0x7F and <= 0x9F) or 0xFFFE or 0xFFFF => string.Empty,
                _ => rune.ToString(),
            });
        }

        return escaped.ToString();
    }
}
