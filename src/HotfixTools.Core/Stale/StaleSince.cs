namespace HotfixTools;

// Long: ConvertTo-Json writes the names of such an enum, and the numbers of any other.
/// <summary>From when on a hotfix ages.</summary>
public enum StaleSince : long
{
    /// <summary>Since something last happened to it: a commit, or an event in the journal.</summary>
    Activity,

    /// <summary>Since it was started, whatever happened to it meanwhile.</summary>
    Start,
}
