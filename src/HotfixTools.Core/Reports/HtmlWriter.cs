using System.Globalization;
using System.Runtime.CompilerServices;

namespace HotfixTools;

/// <summary>
/// Writes HTML, in which only what stands in this program is markup: whatever is put into a text is encoded, wherever it
/// comes from.
/// </summary>
/// <param name="output">Where it goes.</param>
internal sealed class HtmlWriter(TextWriter output)
{
    /// <summary>Writes markup, with texts and numbers in it.</summary>
    /// <param name="markup">The markup; what is filled in is encoded.</param>
    public void Write([InterpolatedStringHandlerArgument("")] HtmlMarkup markup) => _ = markup;

    /// <summary>Writes what is known to be markup.</summary>
    /// <param name="markup">Markup of this program, or what <see cref="SafeSvg"/> let through.</param>
    internal void WriteMarkup(string markup) => output.Write(markup);

    /// <summary>Writes text from anywhere: clean, without secrets, and so that it is text inside quotes too.</summary>
    /// <param name="text">The text.</param>
    internal void WriteText(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return;
        foreach (var letter in text.Contains('@') ? RemoteUrl.Redact(text) : DisplayText.Clean(text))
        {
            switch (letter)
            {
                case '&': output.Write("&amp;"); break;
                case '<': output.Write("&lt;"); break;
                case '>': output.Write("&gt;"); break;
                case '"': output.Write("&quot;"); break;
                case '\'': output.Write("&#39;"); break;
                case '`': output.Write("&#96;"); break;
                default: output.Write(letter); break;
            }
        }
    }

    /// <summary>Writes a number that programs read.</summary>
    /// <param name="number">The number.</param>
    internal void WriteNumber(double number) => output.Write(Math.Round(number, 1).ToString(CultureInfo.InvariantCulture));
}
