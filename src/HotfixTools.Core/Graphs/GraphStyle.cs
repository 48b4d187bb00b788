namespace HotfixTools;

/// <summary>How a picture is drawn.</summary>
public sealed record GraphStyle
{
    /// <summary>The narrowest that a picture can be; less counts as this.</summary>
    public const int Narrowest = 40;

    /// <summary>How many columns a line may have.</summary>
    public int Width { get; init; } = 100;

    /// <summary>How many changes of the mainline are shown at most; less than 2 counts as 2.</summary>
    public int MaxMerges { get; init; } = 9;

    /// <summary>Whether colours are given, as ANSI sequences. Only Unicode has any.</summary>
    public bool IsColored { get; init; }

    /// <summary>The time zone of the dates.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;
}
