namespace HotfixTools;

// Long: ConvertTo-Json writes the names of such an enum, and the numbers of any other.
/// <summary>How a change came to the mainline.</summary>
public enum ChangeKind : long
{
    /// <summary>A merge commit.</summary>
    Merge,

    /// <summary>One commit that a forge made of a pull request.</summary>
    Squash,

    /// <summary>A commit that was pushed as it is.</summary>
    Direct,
}
