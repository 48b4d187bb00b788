namespace HotfixTools.Core.Tests.Stale;

public class StaleClockTests
{
    // A Monday at noon.
    private static readonly DateTimeOffset Now = new(2026, 7, 6, 12, 0, 0, TimeSpan.Zero);
    private static readonly HotfixSettings Office = new() { WorkingTime = new WorkingTime { From = TimeSpan.FromHours(9), To = TimeSpan.FromHours(17) } };

    [Theory]
    [InlineData(48, false)]
    [InlineData(48.1, true)]
    public void Two_days_are_48_hours(double hours, bool isStale) => Assert.Equal(isStale, new StaleClock(new HotfixSettings(), Now).IsStale(Now.AddHours(-hours)));

    [Theory]
    [InlineData("2026-07-03T12:00Z", 8, false)]
    [InlineData("2026-07-02T12:00Z", 16, false)]
    [InlineData("2026-07-02T11:59Z", 16.0166, true)]
    [InlineData("2026-07-04T12:00Z", 3, false)]
    [InlineData("2027-01-01T12:00Z", 0, false)]
    public void Or_two_working_days_over_a_weekend(string begin, double hours, bool isStale)
    {
        var clock = new StaleClock(Office, Now);
        Assert.Equal(hours, clock.Since(DateTimeOffset.Parse(begin, null)).TotalHours, 0.001);
        Assert.Equal(isStale, clock.IsStale(DateTimeOffset.Parse(begin, null)));
    }

    [Fact]
    public void It_begins_with_the_last_activity_or_with_the_start()
    {
        var (start, last) = (Now.AddDays(-5), Now.AddDays(-1));
        var byStart = new StaleClock(new HotfixSettings { StaleSince = StaleSince.Start }, Now);
        Assert.Equal(last, new StaleClock(new HotfixSettings(), Now).Begin(start, last));
        Assert.Equal(start, byStart.Begin(start, last));
        Assert.Equal(last, byStart.Begin(null, last));
        Assert.Null(byStart.Begin(null, null));
        Assert.False(byStart.IsStale(null));
    }

    [Fact]
    public void It_says_since_when_by_which_clock_and_whom_to_ask()
    {
        Assert.Equal(
            "Nothing happened to the hotfix since 2026-07-01 12:00 UTC, more than 2d; ask Ada <ada@example.com>.",
            new StaleClock(new HotfixSettings(), Now).Message("the hotfix", Now.AddDays(-5), "Ada <ada@example.com>"));
        Assert.Equal(
            "The branch 'hotfix-2' was started at 2026-07-01 12:00 UTC, and more than 2d of working time later it is still open.",
            new StaleClock(Office with { StaleSince = StaleSince.Start }, Now).Message("the branch 'hotfix-2'", Now.AddDays(-5), null));
    }
}
