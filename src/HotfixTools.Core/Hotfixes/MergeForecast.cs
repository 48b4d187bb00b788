namespace HotfixTools;

/// <summary>What merging the hotfix back would come to.</summary>
/// <param name="Outcome">The merge.</param>
/// <param name="LostOfMainline">The files in which it would drop what the mainline changed since the two parted.</param>
/// <param name="LostOfHotfix">The files in which it would drop what the hotfix changed.</param>
internal sealed record MergeForecast(MergeOutcome Outcome, IReadOnlyList<string> LostOfMainline, IReadOnlyList<string> LostOfHotfix)
{
    /// <summary>Whether something of either side would be gone.</summary>
    public bool LosesSomething => LostOfMainline.Count > 0 || LostOfHotfix.Count > 0;

    /// <summary>Reads it, in the object database.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="line">The mainline since the base.</param>
    /// <param name="tip">The newest commit of the mainline.</param>
    /// <param name="head">The head of the hotfix; not in the history of the mainline.</param>
    /// <param name="origin">The base of the hotfix.</param>
    /// <param name="commits">The commits of the hotfix since its base.</param>
    public static MergeForecast Read(IGitRepository repository, MainlineLine line, CommitId tip, CommitId head, CommitId origin, IEnumerable<CommitInfo> commits)
    {
        // As a rule, nothing went from the one to the other, and they parted at the base alone.
        if (line.IsFromOrigin && !commits.Any(commit => line.Since.ContainsKey(commit.Id)))
            return new MergeForecast(repository.Merge(tip, head, origin), [], []);
        var outcome = repository.Merge(tip, head);
        // A merge against the commit where the two parted drops nothing. Against a later one, because one was merged into
        // the other before, it does drop what the merged side took back since.
        if (!outcome.IsClean || repository.MergeBase(origin, tip) is not { } fork || repository.MergeBase(tip, head) == fork)
            return new MergeForecast(outcome, [], []);
        var merged = Probe(repository, outcome.Tree!, tip);
        return new MergeForecast(outcome, Lost(repository, fork, tip, merged), Lost(repository, fork, head, merged));
    }

    // What one side changed is applied to the merge once more. Where that comes to nothing new, it is all there.
    private static IReadOnlyList<string> Lost(IGitRepository repository, CommitId fork, CommitId side, CommitId merged)
    {
        var again = repository.Pick(Probe(repository, repository.TreeOf(side), fork), merged);
        if (again.Tree is { } tree)
            return again.ChangesNothing ? [] : repository.Differences(tree, repository.TreeOf(merged));
        // Somebody worked on the same lines since, so only what is as it was before can be told to be lost.
        var changed = repository.Differences(repository.TreeOf(fork), repository.TreeOf(side));
        var kept = repository.Differences(repository.TreeOf(fork), repository.TreeOf(merged));
        return [.. changed.Except(kept)];
    }

    // Always the same commit for the same tree, so that looks do not fill the repository.
    private static CommitId Probe(IGitRepository repository, TreeId tree, CommitId parent) =>
        repository.Write(new NewCommit(tree, [parent], "A probe of a merge\n", new GitIdentity("HotfixTools", "hotfixtools@localhost"), DateTimeOffset.UnixEpoch));
}
