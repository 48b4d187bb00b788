using System.Globalization;
using System.Text.RegularExpressions;

namespace HotfixTools;

/// <summary>Reads from when on a hotfix ages, and when the team works.</summary>
internal static partial class WorkingTimeReader
{
    private static readonly Dictionary<string, StaleSince> Clocks = new(StringComparer.Ordinal) { ["activity"] = StaleSince.Activity, ["start"] = StaleSince.Start };

    private static readonly Dictionary<string, DayOfWeek> Week = new(StringComparer.Ordinal)
    {
        ["Mon"] = DayOfWeek.Monday, ["Tue"] = DayOfWeek.Tuesday, ["Wed"] = DayOfWeek.Wednesday, ["Thu"] = DayOfWeek.Thursday,
        ["Fri"] = DayOfWeek.Friday, ["Sat"] = DayOfWeek.Saturday, ["Sun"] = DayOfWeek.Sunday,
    };

    /// <summary>What a clock is called in a settings file.</summary>
    /// <param name="since">The clock.</param>
    public static string NameOf(StaleSince since) => Clocks.First(known => known.Value == since).Key;

    /// <summary>What a day is called in a settings file.</summary>
    /// <param name="day">The day.</param>
    public static string NameOf(DayOfWeek day) => Week.First(known => known.Value == day).Key;

    /// <summary>A time of the day as a settings file has it.</summary>
    /// <param name="time">Since midnight.</param>
    public static string Text(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours:00}:{time.Minutes:00}");

    /// <summary>Reads <c>staleSince</c>.</summary>
    /// <param name="top">The file.</param>
    public static StaleSince Since(SettingsSection top) => top.Word("staleSince", Clocks, "is not a clock that is known", out var since) ? since : StaleSince.Activity;

    /// <summary>Reads <c>workingTime</c>.</summary>
    /// <param name="section">The object.</param>
    public static WorkingTime Read(SettingsSection section)
    {
        var time = new WorkingTime { Days = Days(section) ?? WorkingTime.UsualDays, Holidays = Holidays(section) };
        if (section.Has<TimeZoneInfo>("timeZone", TryZone, "is not a time zone that is known here", "Write a name such as Europe/Berlin or W. Europe Standard Time.", out var zone))
            time = time with { Zone = zone };
        if (section.Has<TimeSpan>("from", TryTime, "is not a time of the day", "Write hours and minutes, such as 09:00.", out var from))
            time = time with { From = from };
        if (section.Has<TimeSpan>("to", TryTime, "is not a time of the day", "Write hours and minutes, such as 17:00; 24:00 for midnight.", out var to))
            time = time with { To = to };
        if (time.From >= time.To)
            section.Fault(section.Contains("to") ? "to" : "from", "leaves no time to work", "Write a \"from\" that is before \"to\", on the same day.");
        section.Finish();
        return time;
    }

    private static List<DayOfWeek>? Days(SettingsSection section)
    {
        if (section.Texts("days") is not { } names)
            return null;
        List<DayOfWeek> days = [];
        foreach (var name in names)
        {
            if (Week.TryGetValue(name.Text, out var day))
                days.Add(day);
            else
                section.Fault("days", name, $"has one that is no day: '{ClearSecrets.Quoted(name.Text)}'", $"{SettingsSection.Meant(name.Text, Week.Keys)}Write of these: {string.Join(", ", Week.Keys)}.");
        }

        if (names.Count == 0)
            section.Fault("days", "has no day, so that nothing would ever count", "Name the days that are worked on, or leave the key out.");
        return [.. days.Distinct()];
    }

    private static List<DateOnly> Holidays(SettingsSection section)
    {
        List<DateOnly> holidays = [];
        foreach (var text in section.Texts("holidays") ?? [])
        {
            if (DateOnly.TryParseExact(text.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                holidays.Add(day);
            else
                section.Fault("holidays", text, $"has one that is no date: '{ClearSecrets.Quoted(text.Text)}'", "Write year, month and day, such as 2026-12-25.");
        }

        return [.. holidays.Distinct().Order()];
    }

    private static bool TryZone(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TimeZoneInfo? zone)
    {
        zone = null;
        // Names are names of files on some systems, and no setting may name any other file.
        return ZoneName().IsMatch(text) && !text.Contains("..", StringComparison.Ordinal) && TimeZoneInfo.TryFindSystemTimeZoneById(text, out zone);
    }

    private static bool TryTime(string text, out TimeSpan time)
    {
        time = default;
        if (TimeOfDay().Match(text) is not { Success: true } match)
            return false;
        time = new TimeSpan(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture), 0);
        return time <= TimeSpan.FromDays(1);
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_+./() -]{0,62}[A-Za-z0-9)]\z")]
    private static partial Regex ZoneName();

    [GeneratedRegex(@"\A([01][0-9]|2[0-4]):([0-5][0-9])\z")]
    private static partial Regex TimeOfDay();
}
