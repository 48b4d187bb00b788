using LibGit2Sharp;

namespace HotfixTools.Git;

/// <summary>Ids as the library has them. A text it takes for an expression, and looks for refs, paths and dates in it.</summary>
internal static class ObjectIds
{
    /// <summary>The id of a commit.</summary>
    /// <param name="commit">The commit.</param>
    public static ObjectId Of(CommitId commit) => new(commit.ToString());

    /// <summary>The id of a tree.</summary>
    /// <param name="tree">The tree.</param>
    public static ObjectId Of(TreeId tree) => new(tree.Value);
}
