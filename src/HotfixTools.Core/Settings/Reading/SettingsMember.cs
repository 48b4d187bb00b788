namespace HotfixTools;

/// <summary>A member of an object in a settings file.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Offset">The first byte of the key.</param>
/// <param name="Value">Its value.</param>
internal sealed record SettingsMember(string Name, int Offset, SettingsNode Value);
