namespace HotfixTools;

/// <summary>The trailers that merge commits of a hotfix carry.</summary>
public static class HotfixTrailers
{
    /// <summary>The id of the hotfix.</summary>
    public const string Id = "Hotfix-Id";
}
