using System.Text.RegularExpressions;

namespace HotfixTools.Services;

/// <summary>Fills in <c>{commit}</c> and the like.</summary>
internal static partial class Placeholders
{
    /// <summary>The text with what the placeholders stand for. Other words in braces stay, and what is filled in is not looked at again.</summary>
    /// <param name="text">The text.</param>
    /// <param name="values">What each placeholder stands for.</param>
    public static string Replace(string text, IReadOnlyDictionary<string, string> values) =>
        Form().Replace(text, match => values.TryGetValue(match.Groups[1].Value, out var value) ? value : match.Value);

    [GeneratedRegex(@"\{([a-z]+)\}")]
    private static partial Regex Form();
}
