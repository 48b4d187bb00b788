using System.Security.Cryptography;
using System.Text;

namespace HotfixTools;

/// <summary>The ids of chain entries. What happens once has an id that follows from what it is, so that a second run knows it again.</summary>
internal static class EntryId
{
    private const int Length = 32;

    /// <summary>An id that there is not yet.</summary>
    public static string New() => Guid.NewGuid().ToString("N");

    /// <summary>The id of what is told by these words.</summary>
    /// <param name="words">What it is.</param>
    public static string Of(params string?[] words) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', words))))[..Length].ToLowerInvariant();
}
