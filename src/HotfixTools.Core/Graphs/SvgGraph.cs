using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HotfixTools;

/// <summary>
/// Draws a picture as SVG that stands by itself, or in a page beside others: no script, nothing from elsewhere, ids of its
/// own, light and dark. Lines and letters have the colour of the text around it.
/// </summary>
public static class SvgGraph
{
    private const int Columns = 100;
    private const int MostMerges = 9;

    /// <summary>Draws it.</summary>
    /// <param name="graph">The picture.</param>
    /// <param name="style">How it is drawn; null: as it is by default.</param>
    public static string Draw(HotfixGraph graph, GraphStyle? style = null)
    {
        var chosen = style ?? new GraphStyle { Width = Columns, MaxMerges = MostMerges };
        return new SvgDrawing(graph, chosen, PrefixOf(graph)).Draw();
    }

    // The same picture has the same ids, and no other has.
    private static string PrefixOf(HotfixGraph graph)
    {
        var heads = graph.Changes.TakeLast(1).Select(change => change.Commit.Commit).Concat(graph.Hotfix?.Commits.TakeLast(1).Select(head => head.Commit) ?? []);
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', heads.Append(graph.X.Commit).Append(graph.Repository))));
        return "hg" + Convert.ToHexString(digest)[..8].ToLower(CultureInfo.InvariantCulture);
    }
}
