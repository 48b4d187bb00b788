using System.Globalization;

namespace HotfixTools;

/// <summary>Times in messages: in UTC, which is what everybody in a call can agree on. And which of two was later.</summary>
internal static class Clock
{
    /// <summary>The later of two times; null where nobody knows either.</summary>
    /// <param name="one">One; null where nobody knows.</param>
    /// <param name="other">The other; null where nobody knows.</param>
    public static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => other is null || one > other ? one : other;

    /// <summary>A time, to the minute.</summary>
    /// <param name="time">The time; null where nobody knows.</param>
    public static string Text(DateTimeOffset? time) =>
        time?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "an unknown time";
}
