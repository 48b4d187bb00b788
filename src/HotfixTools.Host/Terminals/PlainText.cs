using System.Text;

namespace HotfixTools.Host.Terminals;

/// <summary>Text without the escape sequences of PowerShell's styles: colours, the cursor, links.</summary>
/// <remarks>The engine has the same as a regular expression, which takes longer to prepare than most objects take to show.</remarks>
internal static class PlainText
{
    private const char Escape = '\u001b';
    private const string Link = "]8;;";
    private const string LinkEnd = "\u001b\\";

    /// <summary>The text without them.</summary>
    public static string Of(string text)
    {
        var at = text.IndexOf(Escape);
        if (at < 0)
            return text;
        var plain = new StringBuilder(text.Length);
        var taken = 0;
        for (; at >= 0; at = at < text.Length ? text.IndexOf(Escape, at) : -1)
        {
            var end = End(text, at + 1);
            if (end > at)
            {
                plain.Append(text, taken, at - taken);
                taken = end;
            }

            at = Math.Max(end, at + 1);
        }

        return plain.Append(text, taken, text.Length - taken).ToString();
    }

    // Behind the sequence whose escape stands before this place; 0 where there is none.
    private static int End(string text, int at)
    {
        if (string.CompareOrdinal(text, at, Link, 0, Link.Length) == 0)
        {
            var end = text.IndexOf(LinkEnd, at + Link.Length, StringComparison.Ordinal);
            return end < 0 || text.IndexOf('\n', at, end - at) >= 0 ? 0 : end + LinkEnd.Length;
        }

        if (at >= text.Length || text[at] != '[')
            return 0;
        var isMode = at + 1 < text.Length && text[at + 1] == '?';
        var first = at + (isMode ? 2 : 1);
        var last = BehindDigits(text, first);
        if (isMode)
            return last > first && last < text.Length && (text[last] is 'h' or 'l') ? last + 1 : 0;
        while (last < text.Length && text[last] == ';' && BehindDigits(text, last + 1) is var next && next > last + 1)
            last = next;
        return last < text.Length && text[last] == 'm' ? last + 1 : 0;
    }

    private static int BehindDigits(string text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return at;
    }
}
