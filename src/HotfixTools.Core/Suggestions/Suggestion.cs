namespace HotfixTools;

/// <summary>One value that a parameter could have.</summary>
/// <param name="Text">The value, as the command takes it.</param>
/// <param name="Label">The value in a list, safe to show.</param>
/// <param name="Description">What is known of it, safe to show.</param>
public sealed record Suggestion(string Text, string Label, string Description)
{
    private const int LongestLabel = 72;

    /// <summary>A value that is its own label.</summary>
    /// <param name="text">The value.</param>
    /// <param name="description">What is known of it.</param>
    public static Suggestion Of(string text, string description) => new(text, text, description);

    /// <summary>A commit: its whole id, because the first digits could be those of a branch as well.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="note">What else is to be said of it; null for nothing.</param>
    public static Suggestion Of(CommitInfo commit, string? note = null) =>
        new(commit.Id.ToString(), Short($"{commit.Id.Short} {commit.Subject}"), note is null ? Describe(commit) : $"{Describe(commit)}: {note}");

    /// <summary>What is said of a commit: subject, author and date.</summary>
    /// <param name="commit">The commit.</param>
    public static string Describe(CommitInfo commit) =>
        $"{(commit.Subject.Length == 0 ? "(no subject)" : commit.Subject)} ({DisplayText.Clean(commit.Author.Name)}, {Local(commit.CommittedAt)})";

    /// <summary>A time for the one person who looks.</summary>
    /// <param name="time">The time.</param>
    internal static string Local(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static string Short(string text)
    {
        if (text.Length <= LongestLabel)
            return text;
        // Not between the halves of one letter.
        var length = char.IsHighSurrogate(text[LongestLabel - 2]) ? LongestLabel - 2 : LongestLabel - 1;
        return text[..length].TrimEnd() + "…";
    }
}
