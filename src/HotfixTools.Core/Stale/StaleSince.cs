namespace HotfixTools;

/// <summary>From when on a hotfix ages.</summary>
public enum StaleSince
{
    /// <summary>Since something last happened to it: a commit, or an event in the journal.</summary>
    Activity,

    /// <summary>Since it was started, whatever happened to it meanwhile.</summary>
    Start,
}
