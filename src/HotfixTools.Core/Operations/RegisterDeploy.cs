namespace HotfixTools;

/// <summary>Records a deploy in the ledger.</summary>
/// <param name="session">The repository.</param>
/// <param name="request">The deploy.</param>
public sealed class RegisterDeploy(HotfixSession session, RegisterDeployRequest request) : IOperation<Deploy>
{
    private RemoteView? _view;
    private Deploy? _deploy;
    private bool _isRecorded;

    /// <inheritdoc/>
    public Plan Prepare()
    {
        var identity = session.Identity;
        var ledger = session.Settings.LedgerOf(request.Environment);
        _view = session.Look(ledger.ToString(), RefName.Of(session.Settings.Branch).ToString());
        var commit = session.Resolve(request.Commit);
        _deploy = new Deploy
        {
            Environment = request.Environment.ToString(),
            Commit = commit.ToString(),
            DeployedAt = request.DeployedAt?.ToUniversalTime() ?? session.Now,
            DeployedBy = DisplayText.Clean(request.DeployedBy is { Length: > 0 } by ? by : identity.ToString()),
            IsHotfix = IsHotfix(commit),
            Url = request.Url,
        };
        return new Plan(
            $"Record that {commit.Short} is live in {request.Environment}",
            [new($"{session.Remote.Name} ({session.Remote.Url})", $"Append the deploy of {commit.Short} to {ledger}", () => _isRecorded, Record)]);
    }

    /// <inheritdoc/>
    public IReadOnlyList<HotfixFinding> Concerns => [];

    /// <inheritdoc/>
    public Deploy Result() => _deploy!;

    private void Record()
    {
        _deploy = session.LedgerOf(request.Environment).Append(_view!.LedgerTip(request.Environment), _deploy!).Deploy;
        _isRecorded = true;
    }

    // On the hotfix branch and not yet in the mainline.
    private bool IsHotfix(CommitId commit) =>
        _view!.HotfixHead is { } head
        && session.Repository.IsAncestor(commit, head)
        && !(_view.MainlineTip is { } tip && session.Repository.IsAncestor(commit, tip));
}
