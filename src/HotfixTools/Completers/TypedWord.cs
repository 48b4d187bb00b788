using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text;
using System.Text.RegularExpressions;

namespace HotfixTools.PowerShell.Completers;

/// <summary>The beginning of a value as somebody typed it, and the way to write a whole value in its place.</summary>
internal sealed partial class TypedWord
{
    private readonly char? _quote;
    private readonly WildcardPattern? _pattern;

    private TypedWord(string text, char? quote)
    {
        Text = text;
        _quote = quote;
        _pattern = PatternOf(text);
    }

    /// <summary>What was typed, without quotes.</summary>
    public string Text { get; }

    /// <summary>A word that is a text of its own.</summary>
    /// <param name="text">The text.</param>
    public static TypedWord Of(string text) => new(text, null);

    /// <summary>Reads what was typed.</summary>
    /// <param name="word">With its quotes, as PowerShell hands it over; null for nothing.</param>
    public static TypedWord Parse(string? word)
    {
        if (string.IsNullOrEmpty(word) || !IsQuote(word[0]))
            return new TypedWord(word ?? string.Empty, null);
        var text = Argument(word) is StringConstantExpressionAst constant ? constant.Value : word.Trim(word[0]);
        return new TypedWord(text, IsDoubleQuote(word[0]) ? '"' : '\'');
    }

    /// <summary>Whether a value begins like the word, or fits it as a wildcard pattern.</summary>
    /// <param name="value">The value.</param>
    public bool Fits(string value) => value.StartsWith(Text, StringComparison.OrdinalIgnoreCase) || _pattern?.IsMatch(value) == true;

    /// <summary>
    /// Writes a value so that PowerShell takes it for that text and nothing else, whatever letters it has: whoever names a
    /// branch must not say what runs when somebody presses Enter.
    /// </summary>
    /// <param name="value">The value.</param>
    public string Write(string value)
    {
        // In single quotes nothing means anything, but there is no way to write what cannot be seen.
        if (DisplayText.Clean(value) != value.Trim())
            return Escaped(value);
        if (_quote is null && IsPlain(value))
            return value;
        return _quote == '"' && Harmless().IsMatch(value) ? $"\"{value}\"" : $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";
    }

    // A number would be read as one, and a dash begins a parameter: the parser knows.
    private static bool IsPlain(string value) =>
        Harmless().IsMatch(value) && Argument(value) is StringConstantExpressionAst { StringConstantType: StringConstantType.BareWord } word && word.Value == value;

    private static Ast? Argument(string text)
    {
        var script = Parser.ParseInput("x " + text, out _, out var errors);
        return errors.Length == 0 && script.EndBlock.Statements is [PipelineAst { PipelineElements: [CommandAst { Redirections.Count: 0, CommandElements: [_, var argument] }] }] ? argument : null;
    }

    private static string Escaped(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var rune in value.EnumerateRunes())
        {
            var letter = rune.ToString();
            if (DisplayText.Clean(letter) != letter && letter != " ")
                text.Append($"`u{{{rune.Value:x}}}");
            else
                text.Append(rune.IsBmp && (letter is "$" or "`" || IsDoubleQuote(letter[0])) ? "`" : string.Empty).Append(letter);
        }

        return text.Append('"').ToString();
    }

    private static WildcardPattern? PatternOf(string text)
    {
        try
        {
            if (!WildcardPattern.ContainsWildcardCharacters(text))
                return null;
            var pattern = WildcardPattern.Get(text + "*", WildcardOptions.IgnoreCase);
            // A bracket that is not closed is found out when it is used.
            _ = pattern.IsMatch(string.Empty);
            return pattern;
        }
        catch (WildcardPatternException)
        {
            return null;
        }
    }

    // PowerShell takes typographic ones for quotes, too.
    private static bool IsQuote(char letter) => letter is '\'' or '\u2018' or '\u2019' or '\u201a' or '\u201b' || IsDoubleQuote(letter);

    private static bool IsDoubleQuote(char letter) => letter is '"' or '\u201c' or '\u201d' or '\u201e';

    [GeneratedRegex(@"\A[\p{L}\p{N}._/\\~^:+=-]+\z")]
    private static partial Regex Harmless();
}
