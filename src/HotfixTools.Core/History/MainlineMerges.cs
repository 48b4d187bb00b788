namespace HotfixTools;

/// <summary>The merges of hotfix branches on the first-parent line of the mainline, newest first, read as far as is asked.</summary>
/// <param name="session">The repository.</param>
/// <param name="tip">The newest commit; null for none.</param>
internal sealed class MainlineMerges(HotfixSession session, CommitId? tip)
{
    // Clocks differ: so many older commits in a row, and what follows is older indeed.
    private const int Slack = 20;
    private const int ReportEvery = 500;

    private CommitId? _next = tip;
    private int _read;

    /// <summary>Goes on until the line is older than a time.</summary>
    /// <param name="time">The time; null: to its beginning.</param>
    public IEnumerable<MergedBranch> ReadTo(DateTimeOffset? time)
    {
        for (var older = 0; older < Slack && _next is { } id;)
        {
            session.Cancellation.ThrowIfCancellationRequested();
            if (_read++ % ReportEvery == 0)
                session.Progress?.Report(new WorkProgress($"Reading the mainline: {_read - 1} commits"));
            if (session.Repository.Find(id) is not { } commit)
                yield break;
            _next = commit.Parents.Count > 0 ? commit.Parents[0] : null;
            older = commit.CommittedAt < time ? older + 1 : 0;
            if (commit.Parents.Count == 2 && UndeployedChanges.ReadMessage(commit.Message, isMerge: true) is { Branch: { } branch } told && IsHotfix(branch))
            {
                IReadOnlyList<CommitInfo> brought = [.. session.Repository.Log(commit.Parents[1], commit.Parents[0])];
                if (brought.Count > 0)
                    yield return new MergedBranch(commit, branch, told.PullRequest, brought);
            }
        }
    }

    // 'hotfix', and what teams call theirs before they have one name for all: 'hotfix/orders', 'hotfix-2'.
    private bool IsHotfix(string branch)
    {
        var name = session.Settings.Branch.ToString();
        return branch.StartsWith(name, StringComparison.Ordinal) && (branch.Length == name.Length || branch[name.Length] is '/' or '-');
    }
}
