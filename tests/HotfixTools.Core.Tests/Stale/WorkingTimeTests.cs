namespace HotfixTools.Core.Tests.Stale;

public class WorkingTimeTests
{
    private static readonly WorkingTime Office = new()
    {
        Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
        From = TimeSpan.FromHours(9),
        To = TimeSpan.FromHours(17),
        Holidays = [new DateOnly(2026, 12, 25)],
    };

    // Clocks that change at midnight, by half an hour, twice a year, never, and at a quarter past.
    private static readonly string[] Zones =
        ["UTC", "Europe/Berlin", "America/New_York", "America/Havana", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca", "Pacific/Chatham", "America/Sao_Paulo", "Pacific/Apia"];

    [Theory]
    [InlineData("a day of work", "2026-07-06T09:00+02:00", "2026-07-06T17:00+02:00", 8.0)]
    [InlineData("the same, said from elsewhere", "2026-07-06T00:00-07:00", "2026-07-06T15:00Z", 8.0)]
    [InlineData("before and after work", "2026-07-06T00:00+02:00", "2026-07-07T00:00+02:00", 8.0)]
    [InlineData("a night", "2026-07-06T17:00+02:00", "2026-07-07T09:00+02:00", 0.0)]
    [InlineData("an hour of each of two days", "2026-07-06T16:00+02:00", "2026-07-07T10:00+02:00", 2.0)]
    [InlineData("over a weekend", "2026-07-10T16:00+02:00", "2026-07-13T10:00+02:00", 2.0)]
    [InlineData("a weekend", "2026-07-11T00:00+02:00", "2026-07-13T00:00+02:00", 0.0)]
    [InlineData("over a holiday and a weekend", "2026-12-24T16:00+01:00", "2026-12-28T10:00+01:00", 2.0)]
    [InlineData("over a change of clocks, Friday to Monday", "2026-10-23T09:00+02:00", "2026-10-26T17:00+01:00", 16.0)]
    [InlineData("nothing", "2026-07-06T12:00+02:00", "2026-07-06T12:00+02:00", 0.0)]
    [InlineData("backwards", "2026-07-07T12:00+02:00", "2026-07-06T12:00+02:00", 0.0)]
    [InlineData("a year with 261 days of the week and a holiday", "2026-01-01T00:00+01:00", "2027-01-01T00:00+01:00", 8.0 * 260)]
    public void Only_working_time_counts(string what, string from, string until, double hours) =>
        Assert.Equal((what, TimeSpan.FromHours(hours)), (what, Office.Between(At(from), At(until))));

    [Theory]
    [InlineData("2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00", 23)]
    [InlineData("2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00", 25)]
    [InlineData("2026-10-24T00:00+02:00", "2026-10-25T00:00+02:00", 24)]
    public void A_day_on_which_the_clocks_change_is_as_long_as_it_is(string from, string until, int hours)
    {
        var time = Office with { From = TimeSpan.Zero, To = TimeSpan.FromDays(1), Days = [DayOfWeek.Saturday, DayOfWeek.Sunday] };
        Assert.Equal(TimeSpan.FromHours(hours), time.Between(At(from), At(until)));
    }

    [Theory]
    [InlineData("2.00:00:00", "16:00:00")]
    [InlineData("7.00:00:00", "2.08:00:00")]
    [InlineData("1.04:00:00", "12:00:00")]
    [InlineData("1.12:00:00", "20:00:00")]
    [InlineData("06:30:00", "06:30:00")]
    public void A_day_of_a_duration_is_a_working_day(string duration, string expected)
    {
        Assert.Equal(TimeSpan.Parse(expected, null), Office.Of(TimeSpan.Parse(duration, null)));
        Assert.Equal(TimeSpan.Parse(duration, null), new WorkingTime().Of(TimeSpan.Parse(duration, null)));
    }

    [Fact]
    public void All_that_a_calendar_has_can_be_counted()
    {
        Assert.Equal(TimeSpan.Zero, Office.Between(DateTimeOffset.MaxValue, DateTimeOffset.MinValue));
        var years = Office.Between(At("1970-01-01T00:00Z"), At("2070-01-01T00:00Z"));
        Assert.InRange(years.TotalHours, 26000 * 8, 26200 * 8);
        var week = new WorkingTime { Days = Enum.GetValues<DayOfWeek>(), Zone = TimeZoneInfo.FindSystemTimeZoneById("Pacific/Auckland") };
        Assert.Equal(TimeSpan.FromDays(2), week.Between(DateTimeOffset.MaxValue.AddDays(-2), DateTimeOffset.MaxValue));
    }

    [Fact]
    public void What_lies_between_adds_up()
    {
        var random = new Random(20260706);
        for (var round = 0; round < 500; round++)
        {
            var time = Any(random);
            var points = Enumerable.Range(0, 3).Select(_ => At("2015-01-01T00:00Z").AddSeconds(random.Next(365 * 24 * 3600))).Order().ToArray();
            var (a, b, c) = (points[0], points[1], points[2]);
            Assert.Equal(time.Between(a, c), time.Between(a, b) + time.Between(b, c));
            Assert.InRange(time.Between(a, c), TimeSpan.Zero, c - a);
        }
    }

    [Fact]
    public void It_is_what_a_watch_on_the_wall_counts_minute_by_minute()
    {
        var random = new Random(20270101);
        for (var round = 0; round < 150; round++)
        {
            var time = Any(random);
            // Whole minutes, and years in which the zones change their clocks in all their ways.
            var from = At("2008-01-01T00:00Z").AddMinutes(random.Next(10 * 365 * 24 * 60));
            var until = from.AddMinutes(random.Next(6 * 24 * 60));
            Assert.Equal((round, time.Zone.Id, from, Naive(time, from, until)), (round, time.Zone.Id, from, time.Between(from, until)));
        }
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28T00:00Z")]
    [InlineData("Europe/Berlin", "2026-10-24T00:00Z")]
    [InlineData("America/Havana", "2026-03-07T00:00Z")]
    [InlineData("America/Havana", "2026-10-31T00:00Z")]
    [InlineData("America/Sao_Paulo", "2018-11-03T00:00Z")]
    [InlineData("America/Sao_Paulo", "2018-02-17T00:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-04T00:00Z")]
    [InlineData("Pacific/Apia", "2011-12-29T00:00Z")]
    public void It_is_so_on_the_days_when_clocks_change(string zone, string start)
    {
        foreach (var (from, to) in new[] { (0, 24 * 60), (30, 150), (90, 165), (23 * 60, 24 * 60), (9 * 60, 17 * 60) })
        {
            var time = new WorkingTime { Zone = TimeZoneInfo.FindSystemTimeZoneById(zone), Days = Enum.GetValues<DayOfWeek>(), From = TimeSpan.FromMinutes(from), To = TimeSpan.FromMinutes(to) };
            for (var hours = 0; hours <= 72; hours += 9)
            {
                var (since, until) = (At(start), At(start).AddHours(hours));
                Assert.Equal((from, hours, Naive(time, since, until)), (from, hours, time.Between(since, until)));
            }
        }
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, null);

    private static WorkingTime Any(Random random)
    {
        var from = random.Next(24 * 60);
        return new WorkingTime
        {
            Zone = TimeZoneInfo.FindSystemTimeZoneById(Zones[random.Next(Zones.Length)]),
            Days = [.. Enum.GetValues<DayOfWeek>().Where(_ => random.Next(3) > 0)],
            From = TimeSpan.FromMinutes(from),
            To = TimeSpan.FromMinutes(random.Next(from + 1, (24 * 60) + 1)),
            Holidays = [.. Enumerable.Range(0, random.Next(60)).Select(_ => new DateOnly(2008, 1, 1).AddDays(random.Next(3650)))],
        };
    }

    private static TimeSpan Naive(WorkingTime time, DateTimeOffset from, DateTimeOffset until)
    {
        var minutes = 0;
        for (var at = from; at < until; at = at.AddMinutes(1))
        {
            var local = TimeZoneInfo.ConvertTime(at, time.Zone).DateTime;
            if (time.Days.Contains(local.DayOfWeek) && !time.Holidays.Contains(DateOnly.FromDateTime(local)) && local.TimeOfDay >= time.From && local.TimeOfDay < time.To)
                minutes++;
        }

        return TimeSpan.FromMinutes(minutes);
    }
}
