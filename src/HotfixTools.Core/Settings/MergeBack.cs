namespace HotfixTools;

/// <summary>How a hotfix comes back into the mainline.</summary>
public enum MergeBack
{
    /// <summary>Through the pull request where the mainline is protected, else by a push.</summary>
    Automatic,

    /// <summary>Always through the pull request.</summary>
    PullRequest,

    /// <summary>Always by a push.</summary>
    Push,
}
