namespace HotfixTools;

/// <summary>What was ever live in an environment, by its ledger and by its tags, read when it is first needed.</summary>
/// <param name="session">The repository.</param>
/// <param name="view">A look at the remote.</param>
/// <param name="environment">The environment.</param>
internal sealed class EnvironmentHistory(HotfixSession session, RemoteView view, EnvironmentName environment)
{
    private const int ReportEvery = 500;

    private List<Deploy>? _deploys;
    private Dictionary<string, DateTimeOffset>? _firsts;

    /// <summary>When one of some commits was first live there, in UTC; null where none was.</summary>
    /// <param name="commits">The commits.</param>
    public DateTimeOffset? FirstOf(IEnumerable<CommitId> commits)
    {
        _firsts ??= Deploys.GroupBy(deploy => deploy.Commit).ToDictionary(deploys => deploys.Key, deploys => deploys.Min(deploy => deploy.DeployedAt));
        return commits.Select(commit => _firsts.TryGetValue(commit.ToString(), out var at) ? at : (DateTimeOffset?)null).Min();
    }

    /// <summary>The normal deploys between two times, which are whole seconds, and of which either may be that of a deploy.</summary>
    /// <param name="from">Not before this.</param>
    /// <param name="to">Not after this.</param>
    public IEnumerable<CommitId> NormalBetween(DateTimeOffset from, DateTimeOffset to) =>
        Deploys.Where(deploy => !deploy.IsHotfix && deploy.DeployedAt >= from && deploy.DeployedAt <= to).Select(deploy => CommitId.Parse(deploy.Commit)).Distinct();

    private List<Deploy> Deploys => _deploys ??= [.. Ledger(), .. Tags()];

    private IEnumerable<Deploy> Ledger()
    {
        var read = 0;
        foreach (var deploy in session.LedgerOf(environment).Read(view.LedgerTip(environment)))
        {
            session.Cancellation.ThrowIfCancellationRequested();
            if (read++ % ReportEvery == 0)
                session.Progress?.Report(new WorkProgress($"Reading {session.Settings.LedgerOf(environment)}: {read - 1} deploys"));
            yield return deploy;
        }
    }

    // A tag that is no object says when its commit was made, and not when that was deployed.
    private IEnumerable<Deploy> Tags() =>
        from source in session.Settings.SourcesOf(environment).OfType<TagSourceSettings>()
        from tag in new TagSource(source).All(session, view, environment)
        where tag.Tagger is not null
        select Deploy.Of(tag, environment, source.Name, session.Location);
}
