namespace HotfixTools;

/// <summary>What the history section shows: months without a gap, and what is measured of each.</summary>
internal static class HistoryMonths
{
    // Two years can be read at one glance.
    private const int Most = 24;

    /// <summary>The months up to the last in which a hotfix was started, oldest first; empty for none.</summary>
    /// <param name="records">Hotfixes of any repositories.</param>
    public static IReadOnlyList<HotfixMeasure> Of(IEnumerable<HotfixRecord> records) => [.. HotfixMeasurement.Of(records).ByMonth.TakeLast(Most)];
}
