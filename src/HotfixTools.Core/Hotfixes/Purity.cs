namespace HotfixTools;

/// <summary>What of a hotfix is not its own.</summary>
/// <param name="Contaminating">The commits of the mainline that came into it, newest first.</param>
/// <param name="BroughtInBy">The commit of the hotfix that brought them in; null where the branch simply stood on them.</param>
/// <param name="Picks">Its own commits that are copies of commits of the mainline, and those.</param>
internal sealed record Purity(
    IReadOnlyList<Contamination> Contaminating, CommitInfo? BroughtInBy, IReadOnlyList<PickedCommit> Picks)
{
    /// <summary>
    /// Whether some commits are nothing but the mainline's, or picks of them: then the mainline has all of it, and yet it was
    /// never merged.
    /// </summary>
    /// <param name="commits">The commits of the hotfix.</param>
    public bool IsAllOfMainline(IReadOnlyList<CommitInfo> commits) =>
        commits.Where(commit => !commit.IsMerge).Select(commit => commit.Id)
            .All(id => Picks.Any(pick => pick.Fix.Id == id) || Contaminating.Any(found => found.Commit.Id == id));

    /// <summary>Nothing came in.</summary>
    public static Purity Clean { get; } = new([], null, []);
}
