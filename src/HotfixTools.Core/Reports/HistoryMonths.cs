namespace HotfixTools;

/// <summary>What the history section shows: months without a gap, and what is measured of each.</summary>
internal static class HistoryMonths
{
    // Two years can be read at one glance.
    private const int Most = 24;

    /// <summary>The months up to the last in which a hotfix was started, oldest first; empty for none.</summary>
    /// <param name="records">Hotfixes of any repositories.</param>
    public static IReadOnlyList<HotfixMeasure> Of(IEnumerable<HotfixRecord> records)
    {
        var measured = Measure(records).ToDictionary(month => month.Month!.Value);
        if (measured.Count == 0)
            return [];
        var (first, last) = (measured.Keys.Min(), measured.Keys.Max());
        var months = new List<HotfixMeasure>();
        for (var month = last; month >= first && months.Count < Most; month = month.AddMonths(-1))
            months.Insert(0, measured.GetValueOrDefault(month) ?? new HotfixMeasure { Month = month });
        return months;
    }

    // What Measure-Hotfix says of months; to be asked of it where it is there.
    private static IEnumerable<HotfixMeasure> Measure(IEnumerable<HotfixRecord> records) =>
        from record in records
        where record.StartedAt is not null
        let started = record.StartedAt!.Value.UtcDateTime
        group record by new DateTimeOffset(started.Year, started.Month, 1, 0, 0, 0, TimeSpan.Zero) into month
        let publish = Sorted(month.Select(record => record.TimeToPublish))
        let complete = Sorted(month.Select(record => record.TimeToComplete))
        select new HotfixMeasure
        {
            Month = month.Key,
            Count = month.Count(),
            Open = month.Count(record => record.Outcome == HotfixOutcome.Open),
            Completed = month.Count(record => record.Outcome == HotfixOutcome.Completed),
            Abandoned = month.Count(record => record.Outcome == HotfixOutcome.Abandoned),
            PublishedCount = publish.Length,
            MedianTimeToPublish = Median(publish),
            Percentile90TimeToPublish = Percentile90(publish),
            MedianTimeToComplete = Median(complete),
            Percentile90TimeToComplete = Percentile90(complete),
        };

    private static TimeSpan[] Sorted(IEnumerable<TimeSpan?> spans) => [.. spans.OfType<TimeSpan>().Where(span => span >= TimeSpan.Zero).Order()];

    private static TimeSpan? Median(TimeSpan[] sorted) => sorted.Length == 0 ? null : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;

    private static TimeSpan? Percentile90(TimeSpan[] sorted) => sorted.Length == 0 ? null : sorted[(int)Math.Ceiling(sorted.Length * 0.9) - 1];
}
