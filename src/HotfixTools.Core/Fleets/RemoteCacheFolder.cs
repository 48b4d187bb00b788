namespace HotfixTools;

/// <summary>Where looks at remotes that were never cloned are kept.</summary>
internal static class RemoteCacheFolder
{
    private const string Name = "HotfixTools";

    /// <summary>The folder: what <c>HOTFIXTOOLS_CACHE</c> names, else one below the user's cache folder; null where there is none.</summary>
    public static string? Find()
    {
        if (Variable("HOTFIXTOOLS_CACHE") is { } named)
            return Path.GetFullPath(named);
        var parent = OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : OperatingSystem.IsMacOS() ? Below(Home(), "Library", "Caches")
            : Variable("XDG_CACHE_HOME") is { } cache && Path.IsPathRooted(cache) ? cache : Below(Home(), ".cache");
        return Path.IsPathRooted(parent) ? Path.Combine(parent, Name) : null;
    }

    // What $env:HOME says now, as with git.
    private static string Home() => Variable("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private static string Below(string home, params string[] names) => home.Length == 0 ? string.Empty : Path.Combine([home, .. names]);

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
