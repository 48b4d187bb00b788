using System.Globalization;
using System.Text.RegularExpressions;

namespace HotfixTools;

/// <summary>Durations as settings have them: <c>2d</c>, <c>36h</c>, <c>1h30m</c>, <c>45s</c>.</summary>
public static partial class SettingsDuration
{
    /// <summary>The longest that is taken for meant: a year.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(366);

    /// <summary>Reads a duration.</summary>
    /// <param name="text">Whole numbers with units, the greatest first: <c>w</c>, <c>d</c>, <c>h</c>, <c>m</c>, <c>s</c>, each once at most.</param>
    /// <param name="duration">The duration, of one second at least and of <see cref="Longest"/> at most.</param>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        var match = Form().Match(text ?? string.Empty);
        if (!match.Success)
            return false;
        double Number(string unit) => match.Groups[unit] is { Success: true, Value: var digits } ? double.Parse(digits, CultureInfo.InvariantCulture) : 0;
        var seconds = (((((Number("w") * 7) + Number("d")) * 24) + Number("h")) * 3600) + (Number("m") * 60) + Number("s");
        if (seconds < 1 || seconds > Longest.TotalSeconds)
            return false;
        duration = TimeSpan.FromSeconds(seconds);
        return true;
    }

    /// <summary>A duration as settings have it.</summary>
    /// <param name="duration">Whole seconds.</param>
    public static string Text(TimeSpan duration)
    {
        static string Part(int count, string unit) => count > 0 ? $"{count}{unit}" : string.Empty;
        return Part(duration.Days, "d") + Part(duration.Hours, "h") + Part(duration.Minutes, "m") + Part(duration.Seconds, "s");
    }

    [GeneratedRegex(@"\A(?=[0-9])(?:(?<w>[0-9]{1,9})w)?(?:(?<d>[0-9]{1,9})d)?(?:(?<h>[0-9]{1,9})h)?(?:(?<m>[0-9]{1,9})m)?(?:(?<s>[0-9]{1,9})s)?\z")]
    private static partial Regex Form();
}
