namespace HotfixTools;

/// <summary>Where settings come from.</summary>
/// <param name="Kind">The kind of place.</param>
/// <param name="Name">The place, for people: a path, or a branch of the remote and the file in it.</param>
public sealed record SettingsOrigin(SettingsOriginKind Kind, string Name)
{
    /// <summary>Nothing is configured.</summary>
    public static SettingsOrigin Default { get; } = new(SettingsOriginKind.Default, "default");

    /// <summary>The place, for people.</summary>
    public override string ToString() => DisplayText.Clean(Name);
}
