namespace HotfixTools.HelpBuilder.Documentation;

/// <summary>Text for a console, where there is nothing but letters.</summary>
internal sealed class PlainStyle : ITextStyle
{
    /// <inheritdoc/>
    public string Words(string text) => text;

    /// <inheritdoc/>
    public string Code(string code) => code;

    /// <inheritdoc/>
    public string Block(string code) => code;

    /// <inheritdoc/>
    public string Cmdlet(string name) => name;

    /// <inheritdoc/>
    public string Link(string words, string address) => words.Length > 0 && words != address ? $"{words} ({address})" : address;
}
