using System.Globalization;

namespace HotfixTools;

/// <summary>What many hotfixes have in common, in the terms of the DORA figures: how often, how long until live, how long until done.</summary>
public sealed record HotfixMeasure
{
    /// <summary>The repository; null where hotfixes of several are measured together.</summary>
    public string? Repository { get; init; }

    /// <summary>The first day of the month that is measured, in UTC; null where all are measured together.</summary>
    public DateTimeOffset? Month { get; init; }

    /// <summary>When the first of them was started, in UTC; null for none.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>When the last of them was started, in UTC; null for none.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How many there were.</summary>
    public int Count { get; init; }

    /// <summary>How many are open.</summary>
    public int Open { get; init; }

    /// <summary>How many were completed.</summary>
    public int Completed { get; init; }

    /// <summary>How many were given up.</summary>
    public int Abandoned { get; init; }

    /// <summary>How many were superseded while they were open.</summary>
    public int Superseded { get; init; }

    /// <summary>How many fix commits they held on average; null where nobody knows.</summary>
    public double? FixesPerHotfix { get; init; }

    /// <summary>Of how many the time to publish is known.</summary>
    public int PublishedCount { get; init; }

    /// <summary>The median of the times from start to live; null where none is known.</summary>
    public TimeSpan? MedianTimeToPublish { get; init; }

    /// <summary>The time within which nine of ten were live; null where none is known.</summary>
    public TimeSpan? Percentile90TimeToPublish { get; init; }

    /// <summary>The median of the times from start to merged back; null where none is known.</summary>
    public TimeSpan? MedianTimeToComplete { get; init; }

    /// <summary>The time within which nine of ten were merged back; null where none is known.</summary>
    public TimeSpan? Percentile90TimeToComplete { get; init; }

    /// <summary>The same for each month in which one was started, oldest first; empty where this is of one month.</summary>
    public IReadOnlyList<HotfixMeasure> ByMonth { get; init => field = Listing<HotfixMeasure>.Of(value); } = Listing<HotfixMeasure>.Empty;

    /// <summary>The month, where it is of one, and how many there were, for people.</summary>
    public override string ToString() => Month is { } month ? string.Create(CultureInfo.InvariantCulture, $"{month:yyyy-MM}: {Count}") : string.Create(CultureInfo.InvariantCulture, $"{Count}");
}
