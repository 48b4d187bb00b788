namespace HotfixTools;

/// <summary>A commit of the mainline that came into the hotfix and would ship with it.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="BroughtBy">The commit of the mainline's own line that brought it to the mainline: a merge, a squash, or the commit itself.</param>
internal sealed record Contamination(CommitInfo Commit, CommitInfo BroughtBy)
{
    /// <summary>What it is and where it came from, for people.</summary>
    public override string ToString()
    {
        var (_, number, branch, _) = UndeployedChanges.ReadMessage(BroughtBy.Message, BroughtBy.IsMerge);
        List<string> origin = [];
        if (number is not null)
            origin.Add($"pull request #{number}");
        if (branch is not null)
            origin.Add($"from {branch}");
        if (BroughtBy.Id != Commit.Id)
            origin.Add($"merged by {BroughtBy.Id.Short}");
        return $"{Commit.Id.Short} {Commit.Subject}{(origin.Count > 0 ? $" ({string.Join(" ", origin)})" : string.Empty)}";
    }
}
