namespace HotfixTools.Core.Tests.Stale;

public class DurationTextTests
{
    [Theory]
    [InlineData("2d", "2.00:00:00")]
    [InlineData(" 36h ", "1.12:00:00")]
    [InlineData("1h30m", "01:30:00")]
    [InlineData("02:00:00", "02:00:00")]
    [InlineData("2.00:00:00", "2.00:00:00")]
    [InlineData("0:01", "00:01:00")]
    [InlineData("00:00:01", "00:00:01")]
    public void A_duration_has_units_or_is_a_time_span(string text, string expected) => Assert.Equal(TimeSpan.Parse(expected, null), DurationText.Parse(text, "StaleAfter"));

    [Theory]
    [InlineData("2", true)]
    [InlineData("2.5", true)]
    [InlineData("", false)]
    [InlineData("two days", false)]
    [InlineData("2d 3h", false)]
    [InlineData("-02:00:00", false)]
    [InlineData("00:00:00.5", false)]
    [InlineData("367.00:00:00", false)]
    public void A_number_alone_and_what_is_none_are_errors(string text, bool isNumber)
    {
        var error = Assert.Throws<HotfixException>(() => DurationText.Parse(text, "StaleAfter"));
        Assert.Equal(("InvalidDuration", isNumber), (error.Id, error.Message.Contains("a number needs a unit", StringComparison.Ordinal)));
        Assert.StartsWith("Give -StaleAfter ", error.WayOut);
    }
}
