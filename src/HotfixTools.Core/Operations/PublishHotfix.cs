namespace HotfixTools;

/// <summary>Deploys the exact head of the hotfix to an environment, if the gates let it.</summary>
/// <param name="session">The repository.</param>
/// <param name="request">What is wanted.</param>
/// <param name="deployer">The way to make it live.</param>
public sealed class PublishHotfix(HotfixSession session, PublishHotfixRequest request, IDeployer deployer)
    : RolloutOperation(session, request.Environment, deployer)
{
    private ReviewFacts? _review;

    /// <summary>What the gates refuse, and is passed by force; the worst first.</summary>
    public IReadOnlyList<HotfixFinding> Passed { get; private set; } = [];

    private protected override IReadOnlyList<string> Sources => request.Sources;

    private protected override bool GivesUpEarlier => request.Force;

    private protected override string TitleOf(CommitId commit) => $"Publish {commit.Short} to {Environment}";

    private protected override DeployNote Decide(Func<CommitId, bool> isDeployed)
    {
        var facts = Reader.RequireFacts(View);
        if (facts.Commits.Count == 0)
            throw HotfixErrors.NoFixCommits(Reader.Describe(facts), Session.Typed.Push());
        if (!isDeployed(facts.Head))
            Judge(facts);
        _review = facts.Review.Value;
        return Planned(
            facts.Head, JournalEventKind.Published, facts.IdOrNew, facts.Head, request.Reason, [.. Passed.Select(finding => finding.ToString())]);
    }

    private protected override IEnumerable<PlanStep> LastSteps(CommitId commit) =>
        Environment == Settings.LastEnvironment && _review is { Request: { } open } review ? [StatusStep(review, () => open, commit, isPublished: true)] : [];

    private protected override void DecideAgain(DeployNote planned)
    {
        // An approval may be taken back, and a check turn red, as well as a branch be pushed to.
        Session.Forge.Forget();
        // What was confirmed is what is deployed: somebody may have pushed, merged or deployed since.
        View = Session.Look([.. HotfixReader.Patterns(Settings), .. EnvironmentReader.Patterns(Session, [Environment], Sources)]);
        if (View.HotfixHead is not { } head || head != planned.Commit)
            throw HotfixErrors.HotfixMoved(Settings.Branch, planned.Commit, View.HotfixHead, "Nothing was deployed.");
        var known = Passed;
        Judge(Reader.RequireFacts(View));
        if (Passed.Where(finding => known.All(before => before.Id != finding.Id)).ToArray() is { Length: > 0 } more)
            throw HotfixErrors.Refused(more, "Nothing was deployed.");
    }

    private void Judge(HotfixFacts facts)
    {
        var list = new FindingList(Session.Location);
        new EnvironmentReader(Session, facts, Sources).Judge([Environment], request.Assumed, list);
        HotfixFindings.AddGeneral(facts, list, HotfixPurpose.Publish);
        var findings = list.WorstFirst();
        var refusals = list.Refusals();
        if (refusals.Length > 0 && !request.Force)
            throw HotfixErrors.Refused(refusals, "Nothing was deployed.");
        Passed = refusals;
        Concerns = [.. findings.Where(finding => finding.Id is FindingId.RollsBack or FindingId.UnpushedCommits or FindingId.Diverged or FindingId.MergeBackConflict or FindingId.ChecksLostInMerge or FindingId.ReviewNotChecked)];
    }
}
