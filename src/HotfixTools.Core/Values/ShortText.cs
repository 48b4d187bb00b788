namespace HotfixTools;

/// <summary>Values in as few letters as tell them: in tables of the console, and in the report.</summary>
public static class ShortText
{
    /// <summary>How long, in the two largest units, rounded down.</summary>
    /// <param name="span">A time span, or nothing.</param>
    public static string Duration(TimeSpan? span) => span switch
    {
        null => string.Empty,
        { TotalMinutes: < 1 } => "< 1 min",
        { TotalHours: < 1 } s => $"{s.Minutes} min",
        { TotalDays: < 1 } s => $"{s.Hours} h {s.Minutes} min",
        { } s => $"{s.Days} d {s.Hours} h",
    };

    /// <summary>The name of a person, without the address.</summary>
    /// <param name="person"><c>Name &lt;email&gt;</c>, or nothing.</param>
    public static string Person(string? person) => person?.Split(" <", 2)[0] ?? string.Empty;

    /// <summary>A commit, short enough to read aloud.</summary>
    /// <param name="commit">40 hexadecimal digits, or nothing. What is none is left as it is.</param>
    public static string Commit(string? commit) => CommitId.TryParse(commit, out var id) ? id.Short : commit ?? string.Empty;
}
