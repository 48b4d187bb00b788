namespace HotfixTools;

/// <summary>From facts to findings and the next step: what a person under pressure can act on.</summary>
internal static class HotfixFindings
{
    /// <summary>What there is to say, the worst first.</summary>
    public static HotfixFinding[] Of(HotfixFacts facts)
    {
        var findings = new FindingList(facts.Session.Location);
        if (facts.IsSuperseded)
            CurrencyGate.Judge(new CurrencyFacts(facts.Session.Settings.LastEnvironment, [], [facts.LiveNow!], IsGoal: true, facts.Started?.At, facts.Session.Typed), findings);
        facts.JudgePurity(findings);
        AddGeneral(facts, findings, purpose: null);
        facts.JudgeEvidence(null, findings);
        AddPublished(facts, findings);
        return findings.WorstFirst();
    }

    /// <summary>What there is to say whatever is to be done with it next.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="findings">Takes what is found.</param>
    /// <param name="purpose">What is to be done with it next, which decides how bad a finding is; null: it is only looked at.</param>
    public static void AddGeneral(HotfixFacts facts, FindingList findings, HotfixPurpose? purpose)
    {
        AddForecast(facts, findings, purpose);
        AddBranches(facts, findings);
        AddHalfDone(facts, findings);
        if (facts.IsStale)
        {
            var who = facts.Started?.By.ToString() ?? DisplayText.Clean(facts.Session.Repository.Find(facts.Head)?.Author.ToString());
            findings.Add(FindingId.Stale, FindingSeverity.Warning, facts.Clock.Message("the hotfix", facts.StaleSince, who), facts.Merge is null ? $"Go on with it: {NextStep(facts)}; or give it up: {facts.Session.Typed.Cmdlet("Stop-Hotfix -Reason 'forgotten'")}" : NextStep(facts));
        }
    }

    /// <summary>The command to type next. It can be pasted as it stands; what only a person can do comes between two of them.</summary>
    public static string NextStep(HotfixFacts facts) => new HotfixNextStep(facts).Find();

    /// <summary>Notes that the fix is live and not merged.</summary>
    public static void AddPublishedNotMerged(FindingList findings, BranchName? mainline, string wayOut, EnvironmentName environment, CommitId head) =>
        findings.Add(FindingId.PublishedNotMerged, FindingSeverity.Warning,
            $"The hotfix is live and not in {mainline}: a normal deploy would undo it.", wayOut, environment, [head]);

    private static void AddForecast(HotfixFacts facts, FindingList findings, HotfixPurpose? purpose)
    {
        if (facts.Forecast is not { } forecast)
            return;
        // A merge that would lose something is no reason not to put the fire out first.
        var conflict = purpose == HotfixPurpose.Complete ? FindingSeverity.Error : FindingSeverity.Warning;
        var loss = purpose == HotfixPurpose.Publish ? FindingSeverity.Warning : FindingSeverity.Error;
        var (mainline, branch, typed) = (facts.View.Mainline, facts.Session.Settings.Branch, facts.Session.Typed);
        var byHand = $"{(facts.IsPublished ? string.Empty : "When the fix is live, merge it by hand: ")}{typed.CompleteByHand(mainline)}";
        if (forecast.Outcome.LeftToGit is { } why)
        {
            findings.Add(FindingId.CannotVerify, conflict,
                $"Merging back into {mainline} takes git and a checkout{(forecast.Outcome.Conflicts.Count > 0 ? $", because of {List(forecast.Outcome.Conflicts)}" : string.Empty)}: {DisplayText.Clean(why)}.", byHand);
        }
        else if (!forecast.Outcome.IsClean)
        {
            findings.Add(FindingId.MergeBackConflict, conflict,
                $"Merging back into {mainline} would conflict in {List(forecast.Outcome.Conflicts)}.", byHand);
        }

        if (forecast.LostOfHotfix.Count > 0)
        {
            findings.Add(FindingId.ChecksLostInMerge, loss,
                $"Merging back into {mainline} would drop what the hotfix changed in {List(forecast.LostOfHotfix)}: it was merged before, and taken back since.",
                $"If it was taken back by mistake, revert that on {mainline} first (git revert <commit>); otherwise revert the fix on '{branch}'.");
        }

        if (forecast.LostOfMainline.Count > 0)
        {
            findings.Add(FindingId.ChecksLostInMerge, loss,
                $"Merging back into {mainline} would drop what {mainline} changed in {List(forecast.LostOfMainline)}: '{branch}' took it in, and back out again.",
                $"Start again with the fix alone: {typed.StartAgain(facts)}");
        }
    }

    private static void AddBranches(HotfixFacts facts, FindingList findings)
    {
        var (remote, branch, typed) = (facts.Session.TypedRemote, facts.Session.Settings.Branch, facts.Session.Typed);
        if (facts.Started is null)
        {
            findings.Add(FindingId.Unclaimed, FindingSeverity.Warning,
                $"The branch '{branch}' was made without New-Hotfix; the journal does not say by whom or why.", typed.Cmdlet("New-Hotfix -Adopt"));
        }

        foreach (var other in facts.View.SimilarBranches)
        {
            findings.Add(FindingId.SecondHotfixBranch, FindingSeverity.Warning,
                $"The branch '{other}' looks like a second hotfix.", $"See what is in it: {typed.Cmdlet("Get-Hotfix -Finding SecondHotfixBranch")}; put its commits on '{branch}' ({typed.Cmdlet("Add-HotfixCommit <commit>")}), then: git push {typed.Remote} --delete {TypedCommands.Quoted(other.ToString())}");
        }

        switch (facts.Local)
        {
            case ( > 0, > 0):
                findings.Add(FindingId.Diverged, FindingSeverity.Warning,
                    $"Your local branch '{branch}' and the one at {remote} parted: {HotfixErrors.Count(facts.Local.Ahead, "commit")} here, {facts.Local.Behind} there. Only those there are deployed.",
                    $"See what is yours: git log {TypedCommands.Quoted($"{remote}/{branch}..{branch}")}; to add it: git switch {typed.Branch}; git pull --rebase {typed.Remote} {typed.Branch}; if nothing is missing there: git switch {typed.Branch}; git reset --keep {typed.RemoteBranch}");
                break;
            case ( > 0, _) when facts.LocalMainlineCommits > 0:
                findings.Add(FindingId.UnpushedCommits, FindingSeverity.Warning,
                    $"Your local branch '{branch}' has {HotfixErrors.Count(facts.Local.Ahead, "commit")} that {(facts.Local.Ahead == 1 ? "is" : "are")} not at {remote}, {facts.LocalMainlineCommits} of {facts.View.Mainline} among them: pushed, those would ship with the hotfix.",
                    $"Keep the fix alone, then push it: git rebase --onto {typed.RemoteBranch} {typed.OfRemote(facts.View.Mainline)} {typed.Branch}; {typed.Push()}");
                break;
            case ( > 0, _):
                findings.Add(FindingId.UnpushedCommits, FindingSeverity.Warning,
                    $"Your local branch '{branch}' has {HotfixErrors.Count(facts.Local.Ahead, "commit")} that {(facts.Local.Ahead == 1 ? "is" : "are")} not at {remote}, and would not be deployed.", typed.Push());
                break;
        }
    }

    private static void AddHalfDone(HotfixFacts facts, FindingList findings)
    {
        foreach (var note in facts.Owed)
        {
            findings.Add(FindingId.HalfDone, FindingSeverity.Warning,
                note.Outcome == DeployOutcome.Deployed
                    ? $"{note.Commit.Short} was deployed to {note.Environment} at {Clock.Text(note.At)} from this clone, and that is not recorded yet."
                    : $"A deploy of {note.Commit.Short} to {note.Environment} from this clone, begun at {Clock.Text(note.At)}, {(note.Outcome == DeployOutcome.Failed ? "failed" : "was cut off")}, and the journal does not say so yet.",
                facts.Session.Typed.SettleDeploy(note), note.Environment, [note.Commit]);
        }

        foreach (var deploy in facts.Published.Where(deploy => deploy.HotfixId == facts.Started?.HotfixId && deploy.HotfixId is not null && facts.Events.All(happened => happened.Key != deploy.EntryId)))
        {
            findings.Add(FindingId.HalfDone, FindingSeverity.Warning,
                $"{CommitId.Parse(deploy.Commit).Short} is live in {deploy.Environment}, and the journal does not say so yet.", facts.Session.Typed.Publish(EnvironmentName.Parse(deploy.Environment)),
                EnvironmentName.Parse(deploy.Environment), [CommitId.Parse(deploy.Commit)]);
        }

        if (facts.Started is not null && facts.Base is { } origin && facts.RecordedBase is { } recorded && recorded != origin && facts.Commits.Count > 0)
        {
            findings.Add(FindingId.HalfDone, FindingSeverity.Warning,
                $"The hotfix was moved from {recorded.Short} onto {origin.Short}, and the journal does not say so yet.", facts.Session.Typed.Cmdlet("Update-Hotfix"), commits: [origin]);
        }

        if (facts.Merge is { } merge)
        {
            findings.Add(FindingId.HalfDone, FindingSeverity.Warning,
                $"The hotfix is merged, and its branch '{facts.Session.Settings.Branch}' is still there.",
                facts.Session.Typed.Cmdlet(facts.WasPublished ? "Complete-Hotfix" : "Complete-Hotfix -RollIn"), commits: [merge]);
        }
    }

    private static void AddPublished(HotfixFacts facts, FindingList findings)
    {
        var goal = facts.Session.Settings.LastEnvironment;
        if (facts.IsPublished && facts.Merge is null)
        {
            AddPublishedNotMerged(findings, facts.View.Mainline, NextStep(facts), goal, facts.Head);
        }
        else if (facts.Commits.Count > 0 && !(facts.Merge is not null && facts.WasPublished))
        {
            findings.Add(FindingId.HeadNotPublished, facts.Merge is null ? FindingSeverity.Info : FindingSeverity.Warning,
                $"{facts.Head.Short} is not recorded as live in {goal}.", facts.Session.Typed.Publish(facts.NextEnvironment), goal, [facts.Head]);
        }
    }

    private static string List(IEnumerable<string> files) => string.Join(", ", files.Select(DisplayText.Clean));
}
