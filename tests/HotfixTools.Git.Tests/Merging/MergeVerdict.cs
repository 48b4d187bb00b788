namespace HotfixTools.Git.Tests.Merging;

/// <summary>What a merge comes to.</summary>
public enum MergeVerdict
{
    /// <summary>The tree that git comes to.</summary>
    Equal,

    /// <summary>A conflict, as for git.</summary>
    Conflict,

    /// <summary>The one or the other, by the version of git.</summary>
    AsGit,

    /// <summary>Nothing: it is left to git, and said why.</summary>
    LeftToGit,
}
