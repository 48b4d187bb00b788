using System.Diagnostics.CodeAnalysis;

namespace HotfixTools;

/// <summary>Reads addresses of web servers.</summary>
internal static class WebAddress
{
    /// <summary>The address under a key; null where there is none.</summary>
    public static Uri? Read(SettingsSection section, string key) =>
        section.Has<Uri>(key, TryParse, "is not the address of a web server", "Write one that begins with https://, without user and password.", out var address) ? address : null;

    /// <summary>Reads an address.</summary>
    public static bool TryParse(string text, [MaybeNullWhen(false)] out Uri address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address) && address.Scheme is "https" or "http" && address.Host.Length > 0 && address.UserInfo.Length == 0;

    /// <summary>Notes where a secret goes: not over a network where everybody can read it, and not to two hosts.</summary>
    public static void Send(SettingsSection section, string key, SecretReference? secret, Uri? address)
    {
        if (secret is null || address is null)
            return;
        if (address is { Scheme: "http", IsLoopback: false })
            section.Fault(key, "would be sent to a server without encryption", "Use https:// for its address.");
        section.Send(key, secret, address);
    }
}
