namespace HotfixTools;

/// <summary>
/// Whether a line of development has a fix: in its history; or because merging the fix would change nothing, as after a
/// squash; or by patch, where a forge squashed or rebased it and somebody has worked on the same lines since. Never by
/// what a message says.
/// </summary>
/// <param name="repository">The repository.</param>
/// <param name="patches">Finds commits by what they change.</param>
internal sealed class Containment(IGitRepository repository, Patches patches)
{
    /// <summary>The commit of a line that brought the fix to it; null where none did.</summary>
    /// <param name="line">The line, back to where the fix left it.</param>
    /// <param name="tip">The newest commit of the line.</param>
    /// <param name="origin">The commit that the fix starts from.</param>
    /// <param name="head">The head of the fix.</param>
    /// <param name="fixes">The commits of the fix, oldest first.</param>
    public CommitId? Find(MainlineLine line, CommitId tip, CommitId origin, CommitId head, IReadOnlyList<CommitInfo> fixes)
    {
        if (repository.IsAncestor(head, tip))
            return line.FirstWith(head) ?? tip;
        return FindCopy(line, tip, origin, head, fixes);
    }

    /// <summary>The same, where the head itself is known not to be in the history of the line.</summary>
    /// <param name="line">The line, back to where the fix left it.</param>
    /// <param name="tip">The newest commit of the line.</param>
    /// <param name="origin">The commit that the fix starts from.</param>
    /// <param name="head">The head of the fix.</param>
    /// <param name="fixes">The commits of the fix, oldest first.</param>
    /// <param name="merge">What merging the head would come to, where that is known already.</param>
    public CommitId? FindCopy(MainlineLine line, CommitId tip, CommitId origin, CommitId head, IReadOnlyList<CommitInfo> fixes, MergeOutcome? merge = null)
    {
        // Fixes that come to nothing would make every merge empty, and be equal to every empty commit.
        if (repository.TreeOf(origin) == repository.TreeOf(head))
            return null;
        return (merge ?? repository.Merge(tip, head)).ChangesNothing ? tip : Squashed(line, origin, head) ?? Rebased(line, fixes);
    }

    /// <summary>Whether a commit has a fix, wherever the two parted.</summary>
    /// <param name="head">The head of the fix.</param>
    /// <param name="commit">The commit.</param>
    public bool Has(CommitId head, CommitId commit)
    {
        if (repository.IsAncestor(head, commit))
            return true;
        return repository.MergeBase(head, commit) is { } fork
            && Find(new MainlineLine(repository, commit, fork), commit, fork, head, [.. repository.Log(head, fork).Reverse()]) is not null;
    }

    private CommitId? Squashed(MainlineLine line, CommitId origin, CommitId head) =>
        Last(line, origin, head);

    // Every one of them, or it is only a part.
    private CommitId? Rebased(MainlineLine line, IReadOnlyList<CommitInfo> fixes)
    {
        List<CommitId> found = [];
        foreach (var fix in fixes.Where(fix => !fix.IsMerge && fix.Parents.Count > 0 && patches.FilesOf(fix).Count > 0))
        {
            if (Last(line, fix.Parents[0], fix.Id) is not { } copy)
                return null;
            found.Add(copy);
        }

        return found.Count == 0 ? null : line.OldestFirst.Last(found.Contains);
    }

    // The newest copy, unless it was taken back since: then the line has not got it.
    private CommitId? Last(MainlineLine line, CommitId from, CommitId to)
    {
        var last = patches.Equal(from, to, line.OldestFirst).LastOrDefault();
        return last is null || patches.Equal(to, from, line.OldestFirst.SkipWhile(commit => commit != last).Skip(1)).Any() ? null : last;
    }
}
