namespace HotfixTools;

/// <summary>
/// The commits that can be reached, the newest first by their dates, read as they are asked for. An order that puts parents
/// after children would have to read all of history before it tells of the first.
/// </summary>
internal static class NewestCommits
{
    /// <summary>The commits.</summary>
    /// <param name="repository">The repository. Of history that is cut off, what there is.</param>
    /// <param name="from">Where to begin.</param>
    public static IEnumerable<CommitInfo> From(IGitRepository repository, IEnumerable<CommitId> from)
    {
        // Of those of one second, first what was met first: children come before parents.
        PriorityQueue<CommitInfo, (long Age, int Place)> waiting = new();
        HashSet<CommitId> seen = [];
        void Add(IEnumerable<CommitId> commits)
        {
            foreach (var id in commits)
            {
                if (seen.Add(id) && repository.Find(id) is { } commit)
                    waiting.Enqueue(commit, (-commit.CommittedAt.UtcTicks, seen.Count));
            }
        }

        Add(from);
        while (waiting.TryDequeue(out var newest, out _))
        {
            yield return newest;
            Add(newest.Parents);
        }
    }
}
