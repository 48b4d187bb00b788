namespace HotfixTools;

/// <summary>Settings, and where they come from.</summary>
/// <param name="Settings">The settings; where there are faults, the defaults.</param>
/// <param name="Origin">Where they come from.</param>
/// <param name="Lines">The line of each key that is in the file: <c>environments.production.sources</c>.</param>
/// <param name="Faults">What is wrong, in the order of the file.</param>
public sealed record SettingsFound(
    HotfixSettings Settings, SettingsOrigin Origin, IReadOnlyDictionary<string, int> Lines, IReadOnlyList<SettingsFault> Faults)
{
    /// <summary>The settings as far as they could be read, whatever faults there are: to suggest, not to obey.</summary>
    public HotfixSettings Readable { get; init; } = Settings;

    /// <summary>What tells one file from another; null where there is none.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Nothing is configured.</summary>
    public static SettingsFound Nothing { get; } = new(HotfixSettings.Default, SettingsOrigin.Default, new Dictionary<string, int>(), []);
}
