namespace HotfixTools;

/// <summary>What is to be done with a hotfix.</summary>
public enum HotfixPurpose
{
    /// <summary>Deploy its head.</summary>
    Publish,

    /// <summary>Merge it back.</summary>
    Complete,
}
