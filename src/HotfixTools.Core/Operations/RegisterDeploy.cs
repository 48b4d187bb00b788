namespace HotfixTools;

/// <summary>Records a deploy in the ledger.</summary>
/// <param name="session">The repository.</param>
/// <param name="request">The deploy.</param>
public sealed class RegisterDeploy(HotfixSession session, RegisterDeployRequest request) : HotfixOperation<Deploy>(session)
{
    private Deploy? _deploy;
    private bool _isRecorded;

    /// <inheritdoc/>
    public override Plan Prepare()
    {
        var identity = Session.Identity;
        var ledger = Session.Settings.LedgerOf(request.Environment);
        View = Session.Look([ledger.ToString(), RefName.Of(Session.Settings.Branch).ToString(), .. Session.PatternsFor(request.Commit)]);
        if (View.LedgerTip(request.Environment) is null)
            JudgeName();
        var commit = Session.Resolve(request.Commit, View.Refs);
        _deploy = new Deploy
        {
            Environment = request.Environment.ToString(),
            Commit = commit.ToString(),
            DeployedAt = request.DeployedAt?.ToUniversalTime() ?? Session.Now,
            DeployedBy = RemoteUrl.Redact(request.DeployedBy is { Length: > 0 } by ? by : identity.ToString()),
            IsHotfix = IsHotfix(commit),
            Url = request.Url is { } url ? RemoteUrl.Redact(url) : null,
        };
        return new Plan(
            $"Record that {commit.Short} is live in {request.Environment}",
            [new(RemoteName, $"Append the deploy of {commit.Short} to {ledger}", () => _isRecorded, Record), .. Mark(commit)]);
    }

    /// <inheritdoc/>
    public override Deploy Result() => _deploy!;

    // Any pipeline may deploy to a place that is new. Where the settings say which there are, one that is nearly one of them is none.
    private void JudgeName()
    {
        var (known, findings) = (new KnownEnvironments(Session), new FindingList(Session.Location));
        known.Judge(request.Environment, known.AreListed ? FindingSeverity.Error : FindingSeverity.Warning, findings);
        if (findings.Refusals() is { Length: > 0 } refusals)
            throw HotfixErrors.Refused(refusals, "Nothing was recorded.");
        Concerns = findings.WorstFirst();
    }

    // The merge button waits for whatever makes the hotfix live.
    private IEnumerable<PlanStep> Mark(CommitId commit) =>
        request.Environment == Settings.LastEnvironment && commit == View.HotfixHead && View.Mainline is { } mainline
        && Session.Forge.Read(commit, mainline) is { Request: { } open } review && review.Published != CheckState.Passed
            ? [StatusStep(review, () => open, commit, isPublished: true)]
            : [];

    private void Record()
    {
        _deploy = Session.LedgerOf(request.Environment).Append(View.LedgerTip(request.Environment), _deploy!).Deploy;
        _isRecorded = true;
    }

    // On the hotfix branch and not yet in the mainline.
    private bool IsHotfix(CommitId commit) =>
        View.HotfixHead is { } head
        && Session.Repository.IsAncestor(commit, head)
        && !(View.MainlineTip is { } tip && Session.Repository.IsAncestor(commit, tip));
}
