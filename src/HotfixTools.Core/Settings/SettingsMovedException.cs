namespace HotfixTools;

/// <summary>
/// The settings at the remote are not those that a command began with. Nothing was done yet: it begins again with these.
/// </summary>
/// <param name="found">The settings in force.</param>
public sealed class SettingsMovedException(SettingsFound found) : Exception("The settings changed at the remote.")
{
    /// <summary>The settings in force.</summary>
    public SettingsFound Found { get; } = found;
}
