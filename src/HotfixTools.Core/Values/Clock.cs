using System.Globalization;

namespace HotfixTools;

/// <summary>Times in messages: in UTC, which is what everybody in a call can agree on.</summary>
internal static class Clock
{
    /// <summary>A time, to the minute.</summary>
    /// <param name="time">The time; null where nobody knows.</param>
    public static string Text(DateTimeOffset? time) =>
        time?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "an unknown time";
}
