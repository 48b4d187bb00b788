namespace HotfixTools;

/// <summary>When a team works: the hours of the days that count towards the age of a hotfix.</summary>
public sealed record WorkingTime
{
    /// <summary>The days of the week that are worked on where nothing is said.</summary>
    public static IReadOnlyList<DayOfWeek> UsualDays { get; } = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    /// <summary>Whose clocks the hours and the days are of.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The days of the week that are worked on.</summary>
    public IReadOnlyList<DayOfWeek> Days { get; init; } = UsualDays;

    /// <summary>When work begins, since midnight.</summary>
    public TimeSpan From { get; init; } = TimeSpan.Zero;

    /// <summary>When it ends, since midnight; later than <see cref="From"/>, and 24 hours at most.</summary>
    public TimeSpan To { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The days on which nobody works, whichever day of the week they are.</summary>
    public IReadOnlyList<DateOnly> Holidays { get; init; } = [];

    /// <summary>How long a working day is.</summary>
    public TimeSpan DayLength => To - From;

    /// <summary>How much working time lies between two times. Where the clocks change, a day is as long as it is.</summary>
    /// <param name="from">The earlier.</param>
    /// <param name="until">The later; where it is none, there is nothing between.</param>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset until)
    {
        var (holidays, end) = (Holidays.Select(holiday => (long)holiday.DayNumber).ToHashSet(), until.UtcTicks);
        long worked = 0;
        for (var start = from.UtcTicks; start < end;)
        {
            var stretch = EndOfOffset(start, end, out var offset);
            worked += Worked(start + offset, stretch + offset, holidays);
            start = stretch;
        }

        return TimeSpan.FromTicks(worked);
    }

    /// <summary>A duration that people gave, in working time: its whole days are working days.</summary>
    /// <param name="duration">The duration.</param>
    public TimeSpan Of(TimeSpan duration) => (duration.Days * DayLength) + (duration - TimeSpan.FromDays(duration.Days));

    // A stretch of a day at most in which the clocks do not change, so that the time on the wall can be reckoned with.
    private long EndOfOffset(long start, long end, out long offset)
    {
        offset = OffsetAt(start);
        var (same, other) = (start, Math.Min(end, start + TimeSpan.TicksPerDay));
        if (OffsetAt(other) == offset)
            return other;
        while (other - same > 1)
        {
            var middle = same + ((other - same) / 2);
            if (OffsetAt(middle) == offset)
                same = middle;
            else
                other = middle;
        }

        return other;
    }

    private long OffsetAt(long ticks) => Zone.GetUtcOffset(new DateTime(Math.Min(ticks, DateTime.MaxValue.Ticks), DateTimeKind.Utc)).Ticks;

    private long Worked(long start, long end, HashSet<long> holidays)
    {
        long worked = 0;
        for (var day = Math.Max(0, start / TimeSpan.TicksPerDay); day * TimeSpan.TicksPerDay < end; day++)
        {
            // The first day that a calendar has, 1 January of the year 1, is a Monday.
            if (!Days.Contains((DayOfWeek)((day + 1) % 7)) || holidays.Contains(day))
                continue;
            var midnight = day * TimeSpan.TicksPerDay;
            worked += Math.Max(0, Math.Min(end, midnight + To.Ticks) - Math.Max(start, midnight + From.Ticks));
        }

        return worked;
    }
}
