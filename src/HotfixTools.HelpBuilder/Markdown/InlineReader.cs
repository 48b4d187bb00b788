using System.Text;
using System.Text.RegularExpressions;

namespace HotfixTools.HelpBuilder.Markdown;

/// <summary>Turns the markup inside a paragraph into plain words.</summary>
/// <param name="links">What a link reads as.</param>
internal sealed partial class InlineReader(ILinkText links)
{
    // So that a command is not broken over two lines; a no-break space becomes a space when the lines are made.
    private const char NoBreak = '\u00a0';
    private const int LongestUnbroken = 48;

    /// <summary>The plain text, in which white space is as it was written.</summary>
    /// <param name="text">The text with its markup.</param>
    /// <param name="line">Where it begins.</param>
    /// <exception cref="MarkdownException">It has what cannot be made plain text.</exception>
    public string Read(string text, int line)
    {
        var plain = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var where = line + text.AsSpan(0, at).Count('\n');
            at += Next(text, at, where, plain);
        }

        return plain.ToString();
    }

    private int Next(string text, int at, int line, StringBuilder plain)
    {
        switch (text[at])
        {
            case '\\' when at + 1 < text.Length && (char.IsPunctuation(text[at + 1]) || char.IsSymbol(text[at + 1])):
                plain.Append(text[at + 1]);
                return 2;
            case '`':
                return Code(text, at, line, plain);
            case '[' when Link().Match(text, at) is { Success: true } link:
                plain.Append(links.Text(Read(link.Groups[1].Value, line), link.Groups[2].Value, line));
                return link.Length;
            case '[' when BrokenLink().IsMatch(text, at):
                throw new MarkdownException(line, "A link is written [words](address), with neither spaces nor brackets in the address.");
            case '!' when at + 1 < text.Length && text[at + 1] == '[':
                throw new MarkdownException(line, "A picture cannot be shown: draw it in text, or link to it.");
            case '<' when Address().Match(text, at) is { Success: true } address:
                plain.Append(address.Groups[1].Value);
                return address.Length;
            case '<' when Tag().Match(text, at).Success:
                throw new MarkdownException(line, "HTML cannot be shown: write it in Markdown, as code, or < as \\<.");
            case '&' when Entity().Match(text, at).Success:
                throw new MarkdownException(line, "An entity of HTML cannot be shown: write the character itself.");
            case '~' when at + 1 < text.Length && text[at + 1] == '~':
                throw new MarkdownException(line, "Text that is struck out cannot be shown.");
            case '*':
                return Emphasis(text, at, line, plain);
            case '_' when !(at > 0 && char.IsLetterOrDigit(text[at - 1]) && at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1])):
                throw new MarkdownException(line, "Emphasis is written with *; an underscore on its own as \\_.");
            default:
                plain.Append(text[at]);
                return 1;
        }
    }

    private static int Code(string text, int at, int line, StringBuilder plain)
    {
        var ticks = text.AsSpan(at).IndexOfAnyExcept('`') is var length and >= 0 ? length : text.Length - at;
        var fence = new string('`', ticks);
        var end = text.IndexOf(fence, at + ticks, StringComparison.Ordinal);
        if (end < 0)
            throw new MarkdownException(line, "The code that begins here does not end: a ` is missing.");

        var code = text[(at + ticks)..end].Replace('\n', ' ');
        if (code.Length > 2 && code[0] == ' ' && code[^1] == ' ' && code.Trim().Length > 0)
            code = code[1..^1];
        plain.Append(code.Length <= LongestUnbroken ? code.Replace(' ', NoBreak) : code);
        return end + ticks - at;
    }

    private int Emphasis(string text, int at, int line, StringBuilder plain)
    {
        if (Emphasised().Match(text, at) is not { Success: true } emphasis)
            throw new MarkdownException(line, "A * begins emphasis that does not end: write it as \\*, or inside code.");
        plain.Append(Read(emphasis.Groups[2].Value, line));
        return emphasis.Length;
    }

    [GeneratedRegex(@"\G\[((?:[^\[\]\\]|\\.)+)\]\(([^()\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\G\[[^\]]*\][(\[]")]
    private static partial Regex BrokenLink();

    [GeneratedRegex(@"\G<(https?://[^>\s]+)>")]
    private static partial Regex Address();

    [GeneratedRegex(@"\G<[A-Za-z/!?]")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\G&(?:[A-Za-z]+|#\d+|#x[0-9A-Fa-f]+);")]
    private static partial Regex Entity();

    [GeneratedRegex(@"\G(\*{1,3})(?=\S)((?:[^*`]|`[^`]*`|\\\*)+?)(?<=\S)\1(?!\*)", RegexOptions.Singleline)]
    private static partial Regex Emphasised();
}
