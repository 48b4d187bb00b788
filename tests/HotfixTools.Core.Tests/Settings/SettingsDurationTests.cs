namespace HotfixTools.Core.Tests.Settings;

public class SettingsDurationTests
{
    [Theory]
    [InlineData("1s", 1, "1s")]
    [InlineData("45s", 45, "45s")]
    [InlineData("90s", 90, "1m30s")]
    [InlineData("60m", 3600, "1h")]
    [InlineData("36h", 129_600, "1d12h")]
    [InlineData("1h30m", 5400, "1h30m")]
    [InlineData("2d", 172_800, "2d")]
    [InlineData("1w", 604_800, "7d")]
    [InlineData("1w1d1h1m1s", 694_861, "8d1h1m1s")]
    [InlineData("0d0h5s", 5, "5s")]
    [InlineData("007s", 7, "7s")]
    [InlineData("366d", 31_622_400, "366d")]
    [InlineData("31622400s", 31_622_400, "366d")]
    public void It_is_read_and_written(string text, int seconds, string written)
    {
        Assert.True(SettingsDuration.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
        Assert.Equal(written, SettingsDuration.Text(duration));
        Assert.True(SettingsDuration.TryParse(written, out var again));
        Assert.Equal(duration, again);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("0s")]
    [InlineData("0d0s")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData(" 5s")]
    [InlineData("5s ")]
    [InlineData("5s\n")]
    [InlineData("5 s")]
    [InlineData("5S")]
    [InlineData("-5s")]
    [InlineData("+5s")]
    [InlineData("1.5h")]
    [InlineData("1e3s")]
    [InlineData("30m1h")]
    [InlineData("1h1h")]
    [InlineData("1y")]
    [InlineData("1mo")]
    [InlineData("367d")]
    [InlineData("53w")]
    [InlineData("999999999w")]
    [InlineData("9999999999s")]
    [InlineData("99999999999999999999999999999s")]
    [InlineData("٣s")]
    [InlineData("PT5S")]
    [InlineData("00:05:00")]
    public void Anything_else_is_refused(string? text) => Assert.False(SettingsDuration.TryParse(text, out _));
}
