using System.Globalization;

namespace HotfixTools;

/// <summary>How the page says things.</summary>
internal static class ReportWords
{
    /// <summary>The kind and state of a repository that could not be looked at.</summary>
    public const string Unchecked = "unchecked";

    /// <summary>The state of a repository without a hotfix.</summary>
    public const string Quiet = "Quiet";

    /// <summary>The kind of a finding, for the style sheet and the filter.</summary>
    /// <param name="severity">How bad it is.</param>
    public static string Kind(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Error => "error",
        FindingSeverity.Warning => "warning",
        _ => "info",
    };

    /// <summary>A state, for people.</summary>
    /// <param name="state">The name of a <see cref="HotfixState"/>, or one of the words above.</param>
    public static string State(string state) => state switch
    {
        Unchecked => "Not checked",
        Quiet => "No hotfix",
        nameof(HotfixState.InProgress) => "In progress",
        nameof(HotfixState.InReview) => "In review",
        _ => state,
    };

    /// <summary>A number, with its digits in groups.</summary>
    /// <param name="number">The number.</param>
    public static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>How many of something.</summary>
    /// <param name="number">How many.</param>
    /// <param name="one">What one of it is called.</param>
    /// <param name="many">What several are called; null: the same with an s.</param>
    public static string Count(int number, string one, string? many = null) => $"{Number(number)} {(number == 1 ? one : many ?? one + "s")}";

    /// <summary>A month.</summary>
    /// <param name="month">Any time in it.</param>
    public static string Month(DateTimeOffset month) => month.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>An address that a browser may be led to; null for any other than a web page.</summary>
    /// <param name="url">What a service gave as its address.</param>
    public static string? WebAddress(string? url) =>
        Uri.TryCreate(RemoteUrl.Redact(url), UriKind.Absolute, out var address) && address.Scheme is "https" or "http" && address.UserInfo.Length == 0 ? address.AbsoluteUri : null;
}
