namespace HotfixTools.Core.Tests.Settings;

public class WorkingTimeReaderTests
{
    [Fact]
    public void Without_it_all_the_time_counts_since_the_last_activity()
    {
        var settings = SettingsText.Good("{}");
        Assert.Equal((StaleSince.Activity, null), (settings.StaleSince, settings.WorkingTime));
    }

    [Fact]
    public void Its_defaults_are_the_whole_days_from_Monday_to_Friday_in_UTC()
    {
        var time = SettingsText.Good("""{ "workingTime": {} }""").WorkingTime!;
        Assert.Equal((TimeZoneInfo.Utc, TimeSpan.Zero, TimeSpan.FromDays(1)), (time.Zone, time.From, time.To));
        Assert.Equal([DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday], time.Days);
        Assert.Empty(time.Holidays);
    }

    [Fact]
    public void Everything_is_read()
    {
        var settings = SettingsText.Good("""
            { "staleSince": "start", "workingTime": { "timeZone": "America/New_York", "days": ["Sun", "Mon"], "from": "08:30", "to": "24:00", "holidays": ["2027-01-01", "2026-12-25", "2026-12-25"] } }
            """);
        var time = settings.WorkingTime!;
        Assert.Equal((StaleSince.Start, "America/New_York"), (settings.StaleSince, time.Zone.Id));
        Assert.Equal((new TimeSpan(8, 30, 0), TimeSpan.FromDays(1), new TimeSpan(15, 30, 0)), (time.From, time.To, time.DayLength));
        Assert.Equal([DayOfWeek.Sunday, DayOfWeek.Monday], time.Days);
        Assert.Equal([new DateOnly(2026, 12, 25), new DateOnly(2027, 1, 1)], time.Holidays);
    }

    [Theory]
    [InlineData("W. Europe Standard Time")]
    [InlineData("Europe/Berlin")]
    public void A_zone_has_a_name_by_IANA_and_one_by_Windows(string name)
    {
        var zone = SettingsText.Good($$"""{ "workingTime": { "timeZone": "{{name}}" } }""").WorkingTime!.Zone;
        Assert.Equal(TimeSpan.FromHours(2), zone.GetUtcOffset(new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData("\"staleSince\": ⇒\"begin\"", "'staleSince' is not a clock that is known: 'begin'", "Write activity, start.")]
    [InlineData("\"staleSince\": ⇒\"strat\"", "'staleSince' is not a clock that is known: 'strat'", "Did you mean 'start'? Write activity, start.")]
    [InlineData("\"workingTime\": { \"timeZone\": ⇒\"Europe/Atlantis\" }", "'workingTime.timeZone' is not a time zone that is known here: 'Europe/Atlantis'", "Write a name such as Europe/Berlin")]
    [InlineData("\"workingTime\": { \"timeZone\": ⇒\"../../etc/localtime\" }", "'workingTime.timeZone' is not a time zone that is known here: '../../etc/localtime'", "Write a name")]
    [InlineData("\"workingTime\": { \"days\": [\"Mon\", ⇒\"Tues\"] }", "'workingTime.days' has one that is no day: 'Tues'", "Did you mean 'Tue'? Write of these: Mon, Tue")]
    [InlineData("\"workingTime\": { \"days\": ⇒[] }", "'workingTime.days' has no day, so that nothing would ever count", "Name the days")]
    [InlineData("\"workingTime\": { \"from\": ⇒\"9 am\" }", "'workingTime.from' is not a time of the day: '9 am'", "Write hours and minutes, such as 09:00.")]
    [InlineData("\"workingTime\": { \"to\": ⇒\"24:30\" }", "'workingTime.to' is not a time of the day: '24:30'", "Write hours and minutes, such as 17:00")]
    [InlineData("\"workingTime\": { \"from\": \"17:00\", \"to\": ⇒\"17:00\" }", "'workingTime.to' leaves no time to work", "Write a \"from\" that is before \"to\"")]
    [InlineData("\"workingTime\": { \"from\": ⇒\"24:00\" }", "'workingTime.from' leaves no time to work", "Write a \"from\" that is before \"to\"")]
    [InlineData("\"workingTime\": { \"holidays\": [\"2026-12-25\", ⇒\"2026-02-29\"] }", "'workingTime.holidays' has one that is no date: '2026-02-29'", "Write year, month and day, such as 2026-12-25.")]
    [InlineData("\"workingTime\": { \"holidays\": [⇒\"Christmas\"] }", "'workingTime.holidays' has one that is no date: 'Christmas'", "Write year, month and day")]
    public void What_cannot_be_meant_is_a_fault_with_its_place(string members, string message, string wayOut)
    {
        var fault = SettingsText.Fault($$"""{ {{members}} }""");
        Assert.Equal(message, fault.Message);
        Assert.StartsWith(wayOut, fault.WayOut);
    }
}
