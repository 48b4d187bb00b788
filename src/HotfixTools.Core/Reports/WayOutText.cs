using System.Text.RegularExpressions;

namespace HotfixTools;

/// <summary>Tells in a way out what is a command from what is prose about it.</summary>
internal static partial class WayOutText
{
    /// <summary>Whether all of it is to be typed as it stands.</summary>
    /// <param name="text">A way out, or a next step.</param>
    public static bool IsCommand(string text) => Command().IsMatch(text);

    /// <summary>The pieces, in order; each is prose or a command.</summary>
    /// <param name="text">A way out.</param>
    public static IEnumerable<(string Text, bool IsCommand)> Pieces(string text)
    {
        var place = 0;
        foreach (Match match in Inside().Matches(text))
        {
            if (match.Index > place)
                yield return (text[place..match.Index], false);
            yield return (match.Value, true);
            place = match.Index + match.Length;
        }

        if (place < text.Length)
            yield return (text[place..], false);
    }

    // A cmdlet with its parameters, one bare value before them at most, or a program with what it is given; joined by ";".
    [GeneratedRegex(@"^(?:(?:[A-Z][a-z]+-[A-Z][A-Za-z]+(?: [^\s;,.()-][^\s;,()]*(?:, \w+)*)?(?: -\w+(?: (?:'[^']*'|<[^>]*>|[^\s;,()'<-][^\s;,()']*))?)*|(?:git|cd|ssh) [^;()]*[^;().,\s])(?:; |$))+(?<!; )$")]
    private static partial Regex Command();

    [GeneratedRegex(@"\b(?:Get|New|Add|Compare|Complete|Export|Measure|Publish|Register|Restore|Show|Stop|Submit|Test|Update)-[A-Z][A-Za-z]+(?: -[A-Za-z]+(?: (?:'[^']*'|<[^>]*>))?| <[^>]*>)*|\bgit [a-z-]+(?: (?!if\b|or\b|and\b|then\b)[^\s;,()]*[^\s;,().:])*")]
    private static partial Regex Inside();
}
