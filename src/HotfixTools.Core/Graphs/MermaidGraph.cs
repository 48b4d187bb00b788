using System.Globalization;
using System.Text;

namespace HotfixTools;

/// <summary>
/// Writes a picture as a Mermaid <c>gitGraph</c>, which forges and wikis draw. Text from elsewhere stands between quotes,
/// where all but letters, digits and a few marks are entity codes.
/// </summary>
public static class MermaidGraph
{
    /// <summary>Writes it.</summary>
    /// <param name="graph">The picture.</param>
    /// <param name="style">How it is drawn; null: as it is by default.</param>
    public static string Draw(HotfixGraph graph, GraphStyle? style = null) => new MermaidDrawing(graph, style ?? new GraphStyle()).Draw();

    /// <summary>Text as it may stand between quotes.</summary>
    /// <param name="text">Any text.</param>
    internal static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var isPlain = Rune.IsLetterOrDigit(rune) || (rune.Value > 0x7F && !Rune.IsControl(rune)) || rune.Value is ' ' or '-' or '_' or '.' or ',' or '/';
            escaped.Append(isPlain ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"#{rune.Value};"));
        }

        return escaped.ToString();
    }
}
