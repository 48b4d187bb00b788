namespace HotfixTools;

/// <summary>How much of a picture is drawn; what is not, the legend tells.</summary>
/// <param name="Changes">How many changes of the mainline.</param>
/// <param name="Commits">How many commits of a branch.</param>
/// <param name="IsOwnLane">Whether each branch has a lane of its own, and not one that is free.</param>
/// <param name="HasOpen">Whether open branches are drawn.</param>
/// <param name="HasBranches">Whether merged branches are drawn.</param>
internal sealed record LayoutDetail(int Changes, int Commits, bool IsOwnLane, bool HasOpen, bool HasBranches)
{
    private const int MostCommits = 4;

    /// <summary>From the fullest to the barest.</summary>
    /// <param name="changes">How many changes of the mainline at most.</param>
    public static IEnumerable<LayoutDetail> FullestFirst(int changes)
    {
        var fewest = Math.Min(2, changes);
        foreach (var hasOpen in new[] { true, false })
        {
            // Open branches make room before the picture shrinks to nothing.
            for (var count = changes; count >= (hasOpen ? Math.Max(fewest, (changes + 1) / 2) : fewest); count--)
            {
                yield return new LayoutDetail(count, MostCommits, IsOwnLane: true, hasOpen, HasBranches: true);
                foreach (var commits in new[] { MostCommits, 2, 1 })
                    yield return new LayoutDetail(count, commits, IsOwnLane: false, hasOpen, HasBranches: true);
            }
        }

        yield return new LayoutDetail(fewest, 1, IsOwnLane: false, HasOpen: false, HasBranches: false);
    }

    /// <summary>What is drawn for the commits of a branch: <c>x</c> for each, or a break and the last ones.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="last">What is drawn for the last.</param>
    public IReadOnlyList<string> Texts(int count, string last = "x")
    {
        if (count == 0)
            return [];
        if (count <= Commits)
            return [.. Enumerable.Repeat("x", count - 1), last];
        return last != "x" || Commits > 1 ? [LaidPoint.Break, .. Enumerable.Repeat("x", Math.Max(0, Commits - 2)), last] : [LaidPoint.Break];
    }
}
