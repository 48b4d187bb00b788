using System.Security.Cryptography;
using System.Text;

namespace HotfixTools;

/// <summary>A part of the page that lies as a file beside the program's sources: the style sheet, the script.</summary>
internal static class PageResource
{
    /// <summary>The text of a part.</summary>
    /// <param name="name">The name of the file.</param>
    public static string Read(string name)
    {
        using var stream = typeof(PageResource).Assembly.GetManifestResourceStream($"HotfixTools.Reports.Page.{name}")
            ?? throw new InvalidOperationException($"The page lacks {name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // A browser knows line feeds only, and the hash is of what it knows.
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }

    /// <summary>What a content security policy knows a text by.</summary>
    /// <param name="text">The exact text between the tags.</param>
    public static string Hash(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
}
