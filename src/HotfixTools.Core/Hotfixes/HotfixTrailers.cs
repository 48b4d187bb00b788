using System.Text.RegularExpressions;

namespace HotfixTools;

/// <summary>The trailers that commits of a hotfix carry (git-interpret-trailers(1)).</summary>
public static partial class HotfixTrailers
{
    /// <summary>The id of the hotfix, on its merge.</summary>
    public const string Id = "Hotfix-Id";

    /// <summary>What a commit was called before <c>Update-Hotfix</c> moved it.</summary>
    public const string FormerId = "Hotfix-Former-Id";

    /// <summary>A message with one more trailer.</summary>
    /// <param name="message">The message.</param>
    /// <param name="key">The name of the trailer.</param>
    /// <param name="value">What it says.</param>
    public static string Add(string message, string key, string value) => Append(message, $"{key}: {value}");

    /// <summary>A message that says which commit it is a pick of, as <c>git cherry-pick -x</c> does.</summary>
    /// <param name="message">The message.</param>
    /// <param name="original">The commit.</param>
    public static string AddPicked(string message, CommitId original) => Append(message, Picked(original));

    /// <summary>Whether a message says that its commit is a pick of another.</summary>
    /// <param name="message">The message.</param>
    /// <param name="original">The other.</param>
    public static bool IsPickOf(string message, CommitId original) => message.Contains(Picked(original), StringComparison.Ordinal);

    /// <summary>The commits that a trailer of a message names.</summary>
    /// <param name="message">The message.</param>
    /// <param name="key">The name of the trailer.</param>
    public static IEnumerable<CommitId> Read(string message, string key) =>
        message.Split('\n')
            .Where(line => line.StartsWith(key + ": ", StringComparison.Ordinal))
            .Select(line => CommitId.TryParse(line[(key.Length + 2)..].Trim(), out var id) ? id : null)
            .OfType<CommitId>();

    // Trailers are the last paragraph, and the subject is none.
    private static string Append(string message, string line)
    {
        var text = message.TrimEnd();
        var paragraphs = text.Split("\n\n");
        var hasTrailers = paragraphs.Length > 1 && paragraphs[^1].Split('\n').All(IsTrailer);
        return $"{text}{(hasTrailers ? "\n" : "\n\n")}{line}\n";
    }

    private static string Picked(CommitId original) => $"(cherry picked from commit {original})";

    private static bool IsTrailer(string line) => TrailerForm().IsMatch(line);

    [GeneratedRegex(@"^(?:[A-Za-z0-9-]+: \S|\(cherry picked from commit [0-9a-f]+\)$)")]
    private static partial Regex TrailerForm();
}
