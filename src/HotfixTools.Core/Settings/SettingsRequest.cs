namespace HotfixTools;

/// <summary>How a command finds its settings.</summary>
/// <param name="Overlay">Puts the parameters of the command over them.</param>
public sealed record SettingsRequest(Func<HotfixSettings, HotfixSettings> Overlay)
{
    /// <summary>No parameters.</summary>
    public static SettingsRequest Plain { get; } = new(settings => settings);

    /// <summary>A file to take instead of those of the repository; null for theirs.</summary>
    public string? File { get; init; }

    /// <summary>What a look at the remote has shown already; null for nothing.</summary>
    public SettingsFound? Known { get; init; }

    /// <summary>Whether no file is looked for.</summary>
    public bool IsFixed { get; private init; }

    /// <summary>Settings that are given, whatever files say.</summary>
    /// <param name="settings">The settings.</param>
    public static SettingsRequest Fixed(HotfixSettings settings) => new(_ => settings) { IsFixed = true };
}
