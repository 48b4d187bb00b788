using System.Globalization;
using System.Security.Cryptography;

namespace HotfixTools;

/// <summary>The ids of hotfixes: the day, for people, and random digits, so that no two are alike.</summary>
internal static class HotfixIds
{
    private const string Nobodys = "unclaimed-";
    private const int Longest = 64;

    /// <summary>A new id, such as <c>20261122-3f9a1c7e</c>.</summary>
    /// <param name="now">The time.</param>
    public static string New(DateTimeOffset now) =>
        $"{now.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}-{Convert.ToHexString(RandomNumberGenerator.GetBytes(4)).ToLowerInvariant()}";

    /// <summary>Whether a text can be the id of a hotfix: refs of the archive are named by it.</summary>
    /// <param name="text">Any text.</param>
    public static bool IsId(string text) => text.Length is > 0 and <= Longest && !text.Contains('/') && RefName.IsWellFormed($"archive/{text}");

    /// <summary>What a hotfix that nobody gave an id is told under.</summary>
    /// <param name="commit">What it is known by.</param>
    public static string Unclaimed(CommitId commit) => $"{Nobodys}{commit.Short}";

    /// <summary>Whether it is what a hotfix is told under that nobody gave an id.</summary>
    /// <param name="id">The id.</param>
    public static bool IsUnclaimed(string id) => id.StartsWith(Nobodys, StringComparison.Ordinal);
}
