using System.Globalization;

namespace HotfixTools;

/// <summary>The small parts that the page is made of.</summary>
internal static class PageParts
{
    /// <summary>A name that may be written from right to left, without a say in what stands beside it.</summary>
    /// <param name="page">The page.</param>
    /// <param name="name">The name.</param>
    public static void Name(this HtmlWriter page, string? name) => page.Write($"<bdi>{name}</bdi>");

    /// <summary>A time, in UTC; a script may turn it to where the reader is.</summary>
    /// <param name="page">The page.</param>
    /// <param name="time">The time; null where nobody knows.</param>
    public static void Time(this HtmlWriter page, DateTimeOffset? time)
    {
        if (time is { } known)
            page.Write($"<time datetime=\"{known.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}\">{Clock.Text(known)}</time>");
        else
            page.Write($"at an unknown time");
    }

    /// <summary>A command to type, with a button that copies it.</summary>
    /// <param name="page">The page.</param>
    /// <param name="command">The command.</param>
    /// <param name="what">What it is, for those who hear the button.</param>
    public static void Command(this HtmlWriter page, string command, string what) =>
        page.Write($"<span class=\"cmd\"><code>{command}</code><button type=\"button\" class=\"copy\" aria-label=\"Copy {what}\">Copy</button></span>");

    /// <summary>A way out: a command to copy, or prose with commands in it.</summary>
    /// <param name="page">The page.</param>
    /// <param name="text">The way out.</param>
    /// <param name="what">What it is about, for those who hear the button.</param>
    public static void WayOut(this HtmlWriter page, string text, string what)
    {
        if (text.Length == 0)
            return;
        if (WayOutText.IsCommand(text))
        {
            page.Command(text, $"the way out of {what}");
            return;
        }

        page.Write($"<span class=\"way\">");
        foreach (var (piece, isCommand) in WayOutText.Pieces(text))
        {
            if (isCommand)
                page.Write($"<code>{piece}</code>");
            else
                page.Prose(piece);
        }

        page.Write($"</span>");
    }

    /// <summary>The web page of something, as a link where it is one, and else as text.</summary>
    /// <param name="page">The page.</param>
    /// <param name="url">The address.</param>
    /// <param name="text">What the link says; null: the address.</param>
    public static void Link(this HtmlWriter page, string? url, string? text = null)
    {
        if (ReportWords.WebAddress(url) is { } address)
            page.Write($"<a href=\"{address}\" rel=\"noreferrer noopener\"><bdi>{text ?? address}</bdi></a>");
        else
            page.Name(text ?? url);
    }

    // A text loses its spaces at the ends.
    private static void Prose(this HtmlWriter page, string text)
    {
        if (char.IsWhiteSpace(text[0]))
            page.WriteMarkup(" ");
        page.WriteText(text);
        if (char.IsWhiteSpace(text[^1]))
            page.WriteMarkup(" ");
    }
}
