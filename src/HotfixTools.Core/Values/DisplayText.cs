using System.Globalization;
using System.Text;

namespace HotfixTools;

/// <summary>Makes text from elsewhere (branch names, subjects, a server's words) safe to show on a terminal.</summary>
public static class DisplayText
{
    private const int Longest = 2000;

    /// <summary>
    /// Replaces what could move the cursor, hide text or turn its direction (control characters, terminal escapes,
    /// bidirectional overrides) by a visible mark, folds line ends to spaces, and bounds the length.
    /// </summary>
    /// <param name="text">Any text; null counts as empty.</param>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return string.Empty;
        var clean = new StringBuilder(Math.Min(text.Length, Longest));
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length >= Longest)
                return clean.Append('…').ToString();
            clean.Append(Safe(rune));
        }

        return clean.ToString().Trim();
    }

    /// <summary>The beginning of a text, with an ellipsis where it is longer. No letter is cut in half.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="longest">How much of it.</param>
    public static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
            return text;
        return $"{text.AsSpan(0, longest > 0 && char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)}…";
    }

    private static string Safe(Rune rune) => rune.Value switch
    {
        '\n' or '\r' or '\t' => " ",
        // Joiners shape scripts and emoji and hide nothing.
        0x200C or 0x200D => rune.ToString(),
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate ? "\uFFFD" : rune.ToString(),
    };
}
