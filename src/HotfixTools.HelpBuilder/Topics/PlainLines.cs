using System.Globalization;
using System.Text;
using HotfixTools.HelpBuilder.Markdown;

namespace HotfixTools.HelpBuilder.Topics;

/// <summary>Lines that any terminal shows as they are.</summary>
internal static class PlainLines
{
    /// <summary>A space at which a line is not broken; it ends up as a space.</summary>
    public const char NoBreak = '\u00a0';

    // The last of 80 columns stays free: some terminals begin a new line when it is written to.
    /// <summary>How many letters fit a line.</summary>
    public const int Width = 79;

    // What editors and people put in, and old consoles show as question marks.
    private static readonly Dictionary<char, string> Plainer = new()
    {
        ['…'] = "...",
        ['–'] = "-",
        ['—'] = "-",
        ['‘'] = "'",
        ['’'] = "'",
        ['“'] = "\"",
        ['”'] = "\"",
        ['→'] = "->",
        ['←'] = "<-",
        ['×'] = "x",
    };

    /// <summary>The text in characters that are safe to show.</summary>
    /// <param name="text">The text.</param>
    /// <param name="line">Where it stands.</param>
    /// <exception cref="MarkdownException">It has other characters.</exception>
    public static string Clean(string text, int line)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (Plainer.TryGetValue(character, out var plain))
                clean.Append(plain);
            else if (character is (>= ' ' and <= '~') or '\n' or NoBreak || (char.IsLetter(character) && !char.IsSurrogate(character)))
                clean.Append(character);
            else
                throw new MarkdownException(line, string.Create(CultureInfo.InvariantCulture, $"The character U+{(int)character:X4} does not show in every terminal: write it in words, or leave it out."));
        }

        return clean.ToString();
    }

    /// <summary>Breaks text into lines. A word that is longer than a line stays whole.</summary>
    /// <param name="text">The text; any white space is a place to break it.</param>
    /// <param name="first">How far the first line is indented.</param>
    /// <param name="others">How far the others are.</param>
    public static IEnumerable<string> Wrap(string text, int first, int others)
    {
        var line = new StringBuilder().Append(' ', first);
        var isEmpty = true;
        foreach (var word in text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Fitting(word, Width - others)))
        {
            if (!isEmpty && line.Length + 1 + word.Length > Width)
            {
                yield return Done(line);
                line.Clear().Append(' ', others);
                isEmpty = true;
            }

            if (!isEmpty)
                line.Append(' ');
            line.Append(word);
            isEmpty = false;
        }

        yield return Done(line);
    }

    // A command that no line has room for is broken after all.
    private static IEnumerable<string> Fitting(string word, int room) => word.Length <= room ? [word] : word.Split(NoBreak);

    private static string Done(StringBuilder line) => line.ToString().Replace(NoBreak, ' ').TrimEnd();
}
