namespace HotfixTools;

/// <summary>What became of the update of one ref.</summary>
public enum RefVerdict
{
    /// <summary>It is at the remote.</summary>
    Written,

    /// <summary>It was something else than expected; not written.</summary>
    Moved,

    /// <summary>Not sent: another ref of the same push had moved, or the server cannot write both or none.</summary>
    HeldBack,

    /// <summary>The server refused it.</summary>
    Rejected,

    /// <summary>The remote could not be reached, or went away before it wrote.</summary>
    Unreachable,

    /// <summary>The remote went away, and could not be asked afterwards: whether it is written is not known.</summary>
    Unknown,

    /// <summary>The remote did not accept the user.</summary>
    AuthenticationFailed,
}
