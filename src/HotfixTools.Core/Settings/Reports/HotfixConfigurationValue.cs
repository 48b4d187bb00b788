namespace HotfixTools;

/// <summary>One setting, and where it comes from.</summary>
public sealed class HotfixConfigurationValue
{
    /// <summary>Its key in the settings file, such as <c>environments.production.requires</c>.</summary>
    public string Key { get; init; } = string.Empty;

    /// <summary>What is in force. Secrets are references, never values.</summary>
    public string Value { get; init; } = string.Empty;

    /// <summary>The kind of place that it comes from.</summary>
    public SettingsOriginKind Source { get; init; }

    /// <summary>The place: the file and the line; for the remote, that it said so; empty for a default or a parameter.</summary>
    public string Location { get; init; } = string.Empty;

    /// <summary>The key and the value, for people.</summary>
    public override string ToString() => $"{Key} = {Value}";
}
