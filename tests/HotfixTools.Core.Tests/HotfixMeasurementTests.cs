namespace HotfixTools.Core.Tests;

public class HotfixMeasurementTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 10, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_none_there_is_neither()
    {
        Assert.Null(HotfixMeasurement.Median([]));
        Assert.Null(HotfixMeasurement.Percentile90([]));
        var measure = HotfixMeasurement.Of([], "shop");
        Assert.Equal(("shop", 0, 0), (measure.Repository, measure.Count, measure.PublishedCount));
        Assert.Null(measure.FixesPerHotfix);
        Assert.Null(measure.MedianTimeToPublish);
        Assert.Null(measure.Percentile90TimeToComplete);
        Assert.Null(measure.From);
        Assert.Empty(measure.ByMonth);
    }

    // The last row: the example of the nearest rank in the article "Percentile" of Wikipedia, with ten values.
    [Theory]
    [InlineData(new[] { 7 }, 7, 7)]
    [InlineData(new[] { 10, 2 }, 6, 10)]
    [InlineData(new[] { 3, 1, 2 }, 2, 3)]
    [InlineData(new[] { 1, 2, 3, 4 }, 2.5, 4)]
    [InlineData(new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 }, 5.5, 9)]
    [InlineData(new[] { 11, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 }, 6, 10)]
    [InlineData(new[] { 3, 6, 7, 8, 8, 10, 13, 15, 16, 20 }, 9, 16)]
    public void Median_and_nearest_rank_of_known_values(int[] hours, double median, double ninety)
    {
        var times = hours.Select(hour => TimeSpan.FromHours(hour)).ToList();
        Assert.Equal(TimeSpan.FromHours(median), HotfixMeasurement.Median(times));
        Assert.Equal(TimeSpan.FromHours(ninety), HotfixMeasurement.Percentile90(times));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Whatever_the_times_are(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            TimeSpan[] times = [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => TimeSpan.FromSeconds(random.Next(0, 100_000)))];
            var (median, ninety) = (HotfixMeasurement.Median(times)!.Value, HotfixMeasurement.Percentile90(times)!.Value);

            Assert.InRange(median, times.Min(), times.Max());
            Assert.InRange(ninety, median, times.Max());
            Assert.Contains(ninety, times);
            Assert.True(times.Count(time => time <= ninety) >= 0.9 * times.Length);
            Assert.True(times.Count(time => time < ninety) < 0.9 * times.Length);
            Assert.True(times.Count(time => time <= median) >= times.Length / 2.0);
            random.Shuffle(times);
            Assert.Equal((median, ninety), (HotfixMeasurement.Median(times)!.Value, HotfixMeasurement.Percentile90(times)!.Value));
            var later = times.Select(time => time + TimeSpan.FromHours(1)).ToList();
            Assert.Equal((median + TimeSpan.FromHours(1), ninety + TimeSpan.FromHours(1)), (HotfixMeasurement.Median(later)!.Value, HotfixMeasurement.Percentile90(later)!.Value));
        }
    }

    [Fact]
    public void What_happened_is_counted()
    {
        var measure = HotfixMeasurement.Of(
        [
            Record(0, HotfixOutcome.Completed, publish: 1, complete: 2, fixes: 1),
            Record(1, HotfixOutcome.Completed, publish: 3, complete: 8, fixes: 2) with { WasSuperseded = true },
            Record(2, HotfixOutcome.Abandoned, publish: null, complete: 5, fixes: null),
            Record(3, HotfixOutcome.Open, publish: 4, complete: null, fixes: 4),
        ]);

        Assert.Equal((4, 1, 2, 1, 1), (measure.Count, measure.Open, measure.Completed, measure.Abandoned, measure.Superseded));
        Assert.Equal(7 / 3.0, measure.FixesPerHotfix!.Value, 6);
        Assert.Equal((3, TimeSpan.FromHours(3), TimeSpan.FromHours(4)), (measure.PublishedCount, measure.MedianTimeToPublish, measure.Percentile90TimeToPublish));
        // What was given up was not merged back, however long that took.
        Assert.Equal((TimeSpan.FromHours(5), TimeSpan.FromHours(8)), (measure.MedianTimeToComplete, measure.Percentile90TimeToComplete));
        Assert.Equal((Start, Start.AddDays(3)), (measure.From, measure.Until));
        Assert.Null(measure.Repository);
    }

    [Fact]
    public void Months_are_those_of_the_start_in_UTC_and_those_between_are_there()
    {
        var measure = HotfixMeasurement.Of(
        [
            new HotfixRecord { StartedAt = new DateTimeOffset(2026, 4, 1, 1, 0, 0, TimeSpan.FromHours(2)) },
            new HotfixRecord { StartedAt = new DateTimeOffset(2026, 1, 31, 23, 59, 59, TimeSpan.Zero) },
            new HotfixRecord { StartedAt = new DateTimeOffset(2025, 11, 30, 23, 0, 0, TimeSpan.FromHours(-2)) },
            new HotfixRecord(),
        ], "shop");

        Assert.Equal(4, measure.Count);
        Assert.Equal(["2025-12 1", "2026-01 1", "2026-02 0", "2026-03 1"], measure.ByMonth.Select(month => $"{month.Month:yyyy-MM} {month.Count}"));
        Assert.All(measure.ByMonth, month => Assert.Equal((TimeSpan.Zero, 1, "shop"), (month.Month!.Value.Offset, month.Month.Value.Day, month.Repository)));
        Assert.All(measure.ByMonth, month => Assert.Empty(month.ByMonth));
        Assert.IsType<Listing<HotfixMeasure>>(measure.ByMonth);
    }

    [Fact]
    public void Clocks_that_differ_make_no_time_below_zero()
    {
        var measure = HotfixMeasurement.Of([Record(0, HotfixOutcome.Completed, publish: -1, complete: -2, fixes: 1)]);

        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (measure.MedianTimeToPublish, measure.MedianTimeToComplete));
    }

    private static HotfixRecord Record(int day, HotfixOutcome outcome, double? publish, double? complete, int? fixes) => new()
    {
        Outcome = outcome,
        StartedAt = Start.AddDays(day),
        PublishedAt = publish is { } live ? Start.AddDays(day).AddHours(live) : null,
        EndedAt = complete is { } end ? Start.AddDays(day).AddHours(end) : null,
        FixCommits = fixes,
    };
}
