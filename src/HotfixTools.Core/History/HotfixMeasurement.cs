namespace HotfixTools;

/// <summary>
/// Measures hotfixes. The median is the middle one, or halfway between the middle two; the 90th percentile is the nearest
/// rank: the least time within which at least nine of ten were done, which is one that was really taken. These are the
/// definitions 2 and 1 of Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50 (1996).
/// A time below zero, by clocks that differ, counts as none at all.
/// </summary>
public static class HotfixMeasurement
{
    private const double Ninety = 0.9;

    /// <summary>Measures hotfixes together, and month by month by the time of their start, in UTC.</summary>
    /// <param name="records">The hotfixes, in any order. One whose start is not known counts, and is in no month.</param>
    /// <param name="repository">The repository; null where they are of several.</param>
    public static HotfixMeasure Of(IEnumerable<HotfixRecord> records, string? repository = null)
    {
        List<HotfixRecord> all = [.. records];
        return Measure(all, repository) with { ByMonth = ByMonth(all, repository).ToArray() };
    }

    /// <summary>The middle of some times, or halfway between the middle two; null for none.</summary>
    /// <param name="times">The times, in any order.</param>
    public static TimeSpan? Median(IEnumerable<TimeSpan> times)
    {
        List<TimeSpan> sorted = [.. times.Order()];
        if (sorted.Count == 0)
            return null;
        var (low, high) = (sorted[(sorted.Count - 1) / 2], sorted[sorted.Count / 2]);
        return low + ((high - low) / 2);
    }

    /// <summary>The least of some times within which at least nine of ten of them are; null for none.</summary>
    /// <param name="times">The times, in any order.</param>
    public static TimeSpan? Percentile90(IEnumerable<TimeSpan> times)
    {
        List<TimeSpan> sorted = [.. times.Order()];
        return sorted.Count == 0 ? null : sorted[(int)Math.Ceiling(Ninety * sorted.Count) - 1];
    }

    private static IEnumerable<HotfixMeasure> ByMonth(List<HotfixRecord> records, string? repository)
    {
        var months = records.Where(record => record.StartedAt is not null).GroupBy(record => MonthOf(record.StartedAt!.Value)).ToDictionary(month => month.Key, month => month.ToList());
        if (months.Count == 0)
            yield break;
        var (month, last) = (months.Keys.Min(), months.Keys.Max());
        yield return Measure(months[month], repository) with { Month = month };
        // After the last month that a calendar has comes none.
        while (month < last)
        {
            month = month.AddMonths(1);
            yield return Measure(months.GetValueOrDefault(month, []), repository) with { Month = month };
        }
    }

    private static DateTimeOffset MonthOf(DateTimeOffset time) => new(time.UtcDateTime.Year, time.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);

    private static HotfixMeasure Measure(List<HotfixRecord> records, string? repository)
    {
        TimeSpan[] published = [.. records.Select(record => record.TimeToPublish).OfType<TimeSpan>().Select(Least)];
        TimeSpan[] completed = [.. records.Select(record => record.TimeToComplete).OfType<TimeSpan>().Select(Least)];
        return new HotfixMeasure
        {
            Repository = repository,
            From = records.Min(record => record.StartedAt),
            Until = records.Max(record => record.StartedAt),
            Count = records.Count,
            Open = records.Count(record => record.Outcome == HotfixOutcome.Open),
            Completed = records.Count(record => record.Outcome == HotfixOutcome.Completed),
            Abandoned = records.Count(record => record.Outcome == HotfixOutcome.Abandoned),
            Superseded = records.Count(record => record.WasSuperseded),
            FixesPerHotfix = records.Average(record => record.FixCommits),
            PublishedCount = published.Length,
            MedianTimeToPublish = Median(published),
            Percentile90TimeToPublish = Percentile90(published),
            MedianTimeToComplete = Median(completed),
            Percentile90TimeToComplete = Percentile90(completed),
        };
    }

    private static TimeSpan Least(TimeSpan time) => time < TimeSpan.Zero ? TimeSpan.Zero : time;
}
