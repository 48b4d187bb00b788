using System.Globalization;

namespace HotfixTools;

/// <summary>Durations as people type them for a command: as in settings, or a time span.</summary>
public static class DurationText
{
    /// <summary>Reads a duration. A number alone has no unit, and is refused: PowerShell would make a ten-millionth of a second of it.</summary>
    /// <param name="text">Such as <c>2d</c>, <c>36h</c>, <c>1h30m</c> or <c>1.12:00:00</c>.</param>
    /// <param name="parameter">The parameter, for the error.</param>
    /// <exception cref="HotfixException"><c>InvalidDuration</c>.</exception>
    public static TimeSpan Parse(string text, string parameter)
    {
        if (SettingsDuration.TryParse(text.Trim(), out var duration))
            return duration;
        return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span)
            && span >= TimeSpan.FromSeconds(1) && span <= SettingsDuration.Longest
                ? span
                : throw HotfixErrors.InvalidDuration(text, parameter);
    }
}
