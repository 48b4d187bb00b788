using System.Globalization;
using System.Text;

namespace HotfixTools;

/// <summary>
/// Text from elsewhere as a picture of letters shows it: shortened by whole letters; in ASCII, letters that are none are
/// written as <c>\u{…}</c>, so that two names stay two.
/// </summary>
/// <param name="isAscii">Whether there may be ASCII alone.</param>
/// <param name="isolates">Whether what is written from right to left is kept apart by letters, so that the line around it does not turn.</param>
internal sealed class GraphText(bool isAscii, bool isolates)
{
    private const char Isolate = '\u2068';
    private const char EndOfIsolate = '\u2069';

    private string Ellipsis => isAscii ? LaidPoint.Break : "…";

    /// <summary>A text, whole or without its end.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">How many columns it may take.</param>
    public string Begin(string text, int width) => Shorten(text, width, 0);

    /// <summary>A name, whole or without its middle: what tells names apart is often at their ends.</summary>
    /// <param name="text">The name.</param>
    /// <param name="width">How many columns it may take.</param>
    public string Middle(string text, int width) => Shorten(text, width, Math.Max(0, width - Ellipsis.Length) / 2);

    /// <summary>How many columns a text takes that <see cref="Begin"/> or <see cref="Middle"/> gave.</summary>
    /// <param name="shown">The text.</param>
    public static int Width(string shown) => TextWidth.Of(shown);

    private string Shorten(string text, int width, int atEnd)
    {
        List<string> letters = [.. TextWidth.Letters(text).Select(Show)];
        if (letters.Sum(TextWidth.Of) <= width)
            return Kept(string.Concat(letters));
        if (width <= Ellipsis.Length)
            return Ellipsis[..Math.Max(0, Math.Min(width, Ellipsis.Length))];
        var end = Take(Enumerable.Reverse(letters), atEnd);
        end.Reverse();
        var begin = Take(letters, width - Ellipsis.Length - end.Sum(TextWidth.Of));
        return Kept($"{string.Concat(begin)}{Ellipsis}{string.Concat(end)}");
    }

    private static List<string> Take(IEnumerable<string> letters, int width)
    {
        List<string> taken = [];
        foreach (var letter in letters)
        {
            width -= TextWidth.Of(letter);
            if (width < 0)
                break;
            taken.Add(letter);
        }

        return taken;
    }

    private string Show(string letter)
    {
        if (!isAscii || letter.All(c => c is >= ' ' and <= '~'))
            return letter;
        var shown = new StringBuilder();
        foreach (var rune in letter.EnumerateRunes())
            shown.Append(rune.Value is >= ' ' and <= '~' ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}"));
        return shown.ToString();
    }

    private string Kept(string text) => isolates && text.EnumerateRunes().Any(IsRightToLeft) ? $"{Isolate}{text}{EndOfIsolate}" : text;

    private static bool IsRightToLeft(Rune rune) =>
        rune.Value is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC) or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);
}
