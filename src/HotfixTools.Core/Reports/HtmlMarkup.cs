using System.Runtime.CompilerServices;

namespace HotfixTools;

/// <summary>What makes <c>$"…"</c> for an <see cref="HtmlWriter"/> encode all that is filled in.</summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlMarkup
{
    private readonly HtmlWriter _page;

    /// <summary>Begins.</summary>
    /// <param name="literalLength">Not needed: nothing is gathered.</param>
    /// <param name="formattedCount">Not needed.</param>
    /// <param name="page">Where it goes.</param>
    public HtmlMarkup(int literalLength, int formattedCount, HtmlWriter page)
    {
        _ = (literalLength, formattedCount);
        _page = page;
    }

    /// <summary>Markup.</summary>
    /// <param name="markup">As it stands in the program.</param>
    public void AppendLiteral(string markup) => _page.WriteMarkup(markup);

    /// <summary>Text, which is encoded.</summary>
    /// <param name="text">Any text.</param>
    public void AppendFormatted(string? text) => _page.WriteText(text);

    /// <summary>A number, as programs read it.</summary>
    /// <param name="number">The number.</param>
    public void AppendFormatted(double number) => _page.WriteNumber(number);
}
