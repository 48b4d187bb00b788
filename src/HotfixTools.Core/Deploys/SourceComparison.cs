namespace HotfixTools;

/// <summary>Shows what sources say side by side, and how the commits relate.</summary>
/// <param name="session">The repository.</param>
/// <param name="view">A look at the remote that covers the sources.</param>
/// <param name="environment">The environment.</param>
internal sealed class SourceComparison(HotfixSession session, RemoteView view, EnvironmentName environment)
{
    // Who takes an environment back does it soon.
    private const int DeploysLookedAt = 50;

    // The ledger, newest first; read once, however many answers there are.
    private readonly Lazy<IReadOnlyList<Deploy>> _ledger = new(() => [.. session.LedgerOf(environment).Read(view.LedgerTip(environment)).Take(DeploysLookedAt)]);

    /// <summary>One line for each answer: the source, the commit, its time, and how it relates to the first.</summary>
    /// <param name="answers">What the sources say.</param>
    public IEnumerable<string> Describe(IReadOnlyList<SourceAnswer> answers)
    {
        var first = answers.Select(answer => answer.Deploy).OfType<Deploy>().FirstOrDefault();
        return answers.Select(answer => answer switch
        {
            { Failure: { } failure } => $"{answer.Source}: no answer ({Reason(failure, answer.Source)})",
            { Deploy: { } deploy } => $"{answer.Source}: {CommitId.Parse(deploy.Commit).Short} at {Clock.Text(deploy.DeployedAt)}{Relation(deploy, first!)}{WasLive(deploy)}",
            _ => $"{answer.Source}: knows of no deploy",
        });
    }

    /// <summary>What was live before, and is newer than what is live now; null where the environment was not taken back.</summary>
    /// <param name="live">What is live.</param>
    public Deploy? RolledBackFrom(Deploy live)
    {
        var commit = CommitId.Parse(live.Commit);
        // An ancestor is no younger, and asking for the time first is a hundred times faster.
        var at = session.Repository.Find(commit)?.CommittedAt;
        bool IsNewer(CommitId other) => other != commit && session.Repository.Find(other)?.CommittedAt >= at && session.Repository.IsAncestor(commit, other);
        return _ledger.Value
            .DistinctBy(deploy => deploy.Commit)
            .FirstOrDefault(earlier => IsNewer(CommitId.Parse(earlier.Commit)));
    }

    private string Relation(Deploy deploy, Deploy first)
    {
        if (deploy.Commit == first.Commit)
            return string.Empty;
        var (ahead, behind) = session.Repository.Divergence(CommitId.Parse(deploy.Commit), CommitId.Parse(first.Commit));
        return (ahead, behind) switch
        {
            ( > 0, > 0) => $", diverged from it: {HotfixErrors.Count(ahead, "commit")} ahead and {behind} behind",
            ( > 0, _) => $", {HotfixErrors.Count(ahead, "commit")} ahead of it",
            _ => $", {HotfixErrors.Count(behind, "commit")} behind it",
        };
    }

    // By the ledger, where the ledger itself says something else now.
    private string WasLive(Deploy deploy)
    {
        var entries = _ledger.Value;
        return entries.Count > 0 && entries[0].Commit != deploy.Commit && entries.FirstOrDefault(entry => entry.Commit == deploy.Commit) is { } earlier
            ? $" (live before, since {Clock.Text(earlier.DeployedAt)}: was it rolled back?)"
            : string.Empty;
    }

    private static string Reason(HotfixException failure, string source)
    {
        var prefix = HotfixErrors.SilentPrefix(source);
        return (failure.Message.StartsWith(prefix, StringComparison.Ordinal) ? failure.Message[prefix.Length..] : failure.Message).TrimEnd('.');
    }
}
