namespace HotfixTools.ModuleTests.Interleaving;

/// <summary>What can befall a command.</summary>
internal enum Trouble
{
    None,

    /// <summary>It ends there.</summary>
    CutOff,

    /// <summary>The remote goes away before it writes what is pushed.</summary>
    PushLost,

    /// <summary>The remote writes what is pushed, and its word does not arrive.</summary>
    AnswerLost,

    /// <summary>The same, and the remote cannot be asked any more.</summary>
    RemoteGone,
}
