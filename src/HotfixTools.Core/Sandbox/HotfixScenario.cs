namespace HotfixTools;

// Long: ConvertTo-Json writes the names of such an enum, and the numbers of any other.
/// <summary>The trouble that a sandbox is in.</summary>
public enum HotfixScenario : long
{
    /// <summary>None: production is broken, and nobody has begun.</summary>
    Fresh,

    /// <summary>Somebody deployed normally while the hotfix was open: publishing it would roll that back.</summary>
    Superseded,

    /// <summary>Somebody merged the mainline into the hotfix: it would ship what is not to be shipped yet.</summary>
    Contaminated,

    /// <summary>The hotfix is live, and merging it back conflicts.</summary>
    Conflict,

    /// <summary>Somebody fixed it days ago and forgot to publish it.</summary>
    Stale,

    /// <summary>The hotfix is live and was not merged back: the next normal deploy would undo it.</summary>
    Published,

    /// <summary>Complete-Hotfix was interrupted: the hotfix is merged, and its branch is still there.</summary>
    HalfDone,
}
