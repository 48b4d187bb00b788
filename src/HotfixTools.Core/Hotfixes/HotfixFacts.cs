namespace HotfixTools;

/// <summary>What a look at a hotfix shows, before it is judged.</summary>
internal sealed class HotfixFacts
{
    private int? _localMainlineCommits;

    public required HotfixSession Session { get; init; }

    public required RemoteView View { get; init; }

    /// <summary>What the journal says of it, oldest first; empty where it says nothing.</summary>
    public required IReadOnlyList<JournalEvent> Events { get; init; }

    /// <summary>The base; null where nobody knows.</summary>
    public required CommitId? Base { get; init; }

    public required CommitId Head { get; init; }

    /// <summary>The commits since the base, oldest first.</summary>
    public required IReadOnlyList<CommitInfo> Commits { get; init; }

    /// <summary>The mainline since the base; null where either is not known.</summary>
    public required MainlineLine? Line { get; init; }

    /// <summary>The commit of the mainline that has it; null where it is not merged.</summary>
    public required CommitId? Merge { get; init; }

    /// <summary>What merging it back would come to; null where there is nothing to merge.</summary>
    public required MergeForecast? Forecast { get; init; }

    public required Purity Purity { get; init; }

    /// <summary>What is live in each environment that has a ledger.</summary>
    public required IReadOnlyDictionary<EnvironmentName, Deploy> Live { get; init; }

    /// <summary>The deploys of its own commits that are live.</summary>
    public required IReadOnlyList<Deploy> Published { get; init; }

    /// <summary>What is live in the last environment, by the ledger; null where that is not known.</summary>
    public required LiveAnswer? LiveNow { get; init; }

    /// <summary>Whether the head was ever live in the last environment, or is in the history of what is.</summary>
    public required bool WasPublished { get; init; }

    public required DateTimeOffset? LastActivityAt { get; init; }

    /// <summary>How many commits the local branch has that the remote's has not, and the other way round.</summary>
    public required (int Ahead, int Behind) Local { get; init; }

    /// <summary>How many of those that the local branch has alone are of the mainline.</summary>
    public int LocalMainlineCommits => _localMainlineCommits ??= View.MainlineTip is { } tip && Local.Ahead > 0 && Session.Repository.LocalBranch(Session.Settings.Branch) is { } local
        ? Session.Repository.Log(local, Head).Count(commit => Session.Repository.IsAncestor(commit.Id, tip))
        : 0;

    /// <summary>Whether the local branch is ahead by commits that are to be deployed, and for that lack nothing but a push.</summary>
    public bool HasOnlyToBePushed => Local is ( > 0, 0) && LocalMainlineCommits == 0;

    /// <summary>The commits that are no others' that came in.</summary>
    public IEnumerable<CommitInfo> OwnCommits => Commits.Where(commit => Purity.Contaminating.All(found => found.Commit.Id != commit.Id));

    /// <summary>The first environment in order that has not got the head; the last where all have.</summary>
    public EnvironmentName NextEnvironment => Session.Settings.Environments
        .Where(environment => Live.GetValueOrDefault(environment)?.Commit != Head.ToString()).DefaultIfEmpty(Session.Settings.LastEnvironment).First();

    /// <summary>What this clone deployed and has not recorded yet.</summary>
    public required IReadOnlyList<DeployNote> Owed { get; init; }

    /// <summary>What the forge says of the head; null where there is no forge, or nothing to ask it. Asked when it is first needed.</summary>
    public required Lazy<ReviewFacts?> Review { get; init; }

    /// <summary>How it began; null where the journal does not tell.</summary>
    public JournalEvent? Started => Events.Count > 0 ? Events[0] : null;

    /// <summary>
    /// When it began. A branch that plain Git made says nothing of its start; the oldest commit of its own is the nearest
    /// to it. Null where there is none.
    /// </summary>
    public DateTimeOffset? BeganAt => Started?.At ?? (Commits.Count > 0 ? Commits[0].CommittedAt : null);

    /// <summary>Tells how old it is.</summary>
    public StaleClock Clock => new(Session.Settings, Session.Now);

    /// <summary>From when on it ages; null where nobody knows.</summary>
    public DateTimeOffset? StaleSince => Clock.Begin(BeganAt, LastActivityAt);

    /// <summary>Whether it is forgotten.</summary>
    public bool IsStale => Clock.IsStale(StaleSince);

    /// <summary>The base as the journal has it.</summary>
    public CommitId? RecordedBase => Journal.BaseOf(Events);

    /// <summary>The environment that it is made for.</summary>
    public EnvironmentName Goal => Started?.Environment ?? Session.Settings.LastEnvironment;

    /// <summary>Whether its head is what is live in the last environment.</summary>
    public bool IsPublished => Commits.Count > 0 && LiveNow?.Deploy.Commit == Head.ToString();

    /// <summary>Whether something else was deployed to the last environment since.</summary>
    public bool IsSuperseded => LiveNow is { IsKept: false };

    /// <summary>Whether as many people as must approved this very head, where there is a pull request.</summary>
    public bool IsApproved => IsEnough(Session.Settings.Reviews with { Checks = [] });

    /// <summary>Whether what the forge says of the head is enough to publish it; where there is no forge, it is.</summary>
    public bool HasEvidence => IsEnough(Session.Settings.Reviews);

    /// <summary>Judges whether it is all its own.</summary>
    /// <param name="findings">Takes what is found.</param>
    public void JudgePurity(FindingList findings) =>
        PurityGate.Judge(Purity, View.Mainline, Session.Settings.Branch, $"Start again with the fix alone (what is given up stays in the archive): {Session.Typed.StartAgain(this)}", findings);

    /// <summary>Judges what the forge says of the head.</summary>
    /// <param name="purpose">What is to be done with it next; null: it is only looked at.</param>
    /// <param name="findings">Takes what is found.</param>
    public void JudgeEvidence(HotfixPurpose? purpose, FindingList findings)
    {
        JudgeEvidence(purpose, findings, Session.Settings.Reviews);
        if (Commits.Count > 0 && Merge is null && Session.Forge.Unasked is { } host)
        {
            findings.Add(
                FindingId.ReviewNotChecked, purpose == HotfixPurpose.Publish ? FindingSeverity.Warning : FindingSeverity.Info,
                $"Whether the hotfix is approved and its checks pass is not looked at: no token for {DisplayText.Clean(host)} was found.",
                $"Set one{ForgeAccess.CustomaryVariable(host)}, or say where it is: \"review\": {{ \"token\": \"env:NAME\" }} in .hotfix.json. Where that is not wanted: \"review\": {{ \"approvals\": 0, \"checks\": [], \"mergeBack\": \"push\" }}", commits: [Head]);
        }
    }

    private bool IsEnough(ReviewSettings wanted)
    {
        var findings = new FindingList(Session.Location);
        JudgeEvidence(HotfixPurpose.Publish, findings, wanted);
        return findings.Refusals().Length == 0;
    }

    private HashSet<string> Runs =>
    [
        .. Events.Where(happened => happened.Kind is JournalEventKind.Published or JournalEventKind.PublishFailed).Select(happened => happened.Url).Concat(Owed.Select(note => note.Run?.Url)).OfType<string>(),
    ];

    private void JudgeEvidence(HotfixPurpose? purpose, FindingList findings, ReviewSettings wanted)
    {
        if (View.Mainline is { } mainline)
            EvidenceGate.Judge(Review.Value, wanted, Head, Session.Settings.Branch, mainline, Runs, purpose, Session.Typed, findings);
    }

    /// <summary>The id that its events in the journal carry: its own, or one that follows from where it began.</summary>
    public string IdOrNew => Started?.HotfixId ?? HotfixIds.Unclaimed(Base ?? Head);
}
