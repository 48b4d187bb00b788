using System.Text.RegularExpressions;

namespace HotfixTools.HelpBuilder.Documentation;

/// <summary>Text for the web, in Markdown.</summary>
internal sealed partial class MarkdownStyle : ITextStyle
{
    /// <inheritdoc/>
    public string Words(string text) => Marks().Replace(text, @"\$0");

    /// <inheritdoc/>
    public string Code(string code)
    {
        if (string.IsNullOrWhiteSpace(code))
            return "";

        var fence = code.Contains('`', StringComparison.Ordinal) ? "``" : "`";
        return code.StartsWith('`') || code.EndsWith('`') ? $"{fence} {code} {fence}" : fence + code + fence;
    }

    /// <inheritdoc/>
    public string Block(string code) => code.Length == 0 ? "" : $"```\n{code}\n```";

    /// <inheritdoc/>
    public string Cmdlet(string name) => $"[{name}]({name}.md)";

    /// <inheritdoc/>
    public string Link(string words, string address) => words.Length > 0 && words != address ? $"[{words}]({address})" : $"<{address}>";

    // An underscore inside a word is a letter like others.
    [GeneratedRegex(@"[\\`*\[\]<~&]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")]
    private static partial Regex Marks();
}
