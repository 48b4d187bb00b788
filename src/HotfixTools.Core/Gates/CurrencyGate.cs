namespace HotfixTools;

/// <summary>Is what is live still what the hotfix starts from? If not, publishing it would roll somebody's work back.</summary>
internal static class CurrencyGate
{
    private const int Shown = 5;

    /// <summary>Judges.</summary>
    /// <param name="facts">What is live.</param>
    /// <param name="findings">Takes what is found.</param>
    public static void Judge(CurrencyFacts facts, FindingList findings)
    {
        var environment = facts.Environment;
        if (facts.Silent.Count > 0)
        {
            findings.Add(
                FindingId.CannotVerify, FindingSeverity.Error,
                $"What is live in {environment} cannot be verified: {string.Join("; ", facts.Told)}.",
                facts.Answers.Count > 0
                    ? $"Mend the source that does not answer, or choose one that does: {string.Join(" or ", facts.Answers.Select(answer => $"-Source {answer.Deploy.Source}"))}"
                    : $"Mend the source that does not answer; Get-LastDeploy {environment} shows what each says", environment);
        }

        if (facts.Answers.Count == 0 && facts.Silent.Count > 0)
            return;
        if (facts.Answers.Count == 0)
        {
            if (facts.IsGoal)
            {
                findings.Add(
                    FindingId.CannotVerify, FindingSeverity.Error,
                    $"No deploy to {environment} is recorded, so whether the hotfix would roll something back there cannot be told.",
                    $"Record what is live: Register-Deploy {environment} <commit>", environment);
            }

            return;
        }

        var lost = facts.Answers.Where(answer => !answer.IsKept).ToList();
        if (lost.Count == 0)
            return;
        if (lost.Count < facts.Answers.Count)
        {
            findings.Add(
                FindingId.SourcesDisagree, FindingSeverity.Error,
                $"The sources disagree about what is live in {environment}, and by some of them the hotfix would roll it back: {string.Join("; ", facts.Told)}.",
                $"Find out which is right (Get-LastDeploy {environment} -Source <source>); choose it here with -Source too, or set the other right: Register-Deploy {environment} <commit>, or the tag.",
                environment, Commits(facts.Answers));
            return;
        }

        Superseded(facts, lost[0], findings);
    }

    private static string Changes(LiveAnswer answer)
    {
        if (answer.Changes.Count == 0)
            return string.Empty;
        var named = answer.Changes.Take(Shown).Select(change => $"{CommitId.Parse(change.Commit).Short} {(change.PullRequest is { } number ? $"#{number} " : string.Empty)}{change.Subject}");
        var more = answer.Changes.Count > Shown ? $"; and {answer.Changes.Count - Shown} more" : string.Empty;
        return $": {string.Join("; ", named)}{more}";
    }

    private static void Superseded(CurrencyFacts facts, LiveAnswer live, FindingList findings)
    {
        var environment = facts.Environment;
        var deploy = live.Deploy;
        var commit = CommitId.Parse(deploy.Commit);
        // On the way to its goal a hotfix takes the place of what is tried out there; that is meant, and yet to be known.
        if (!facts.IsGoal && facts.StartedAt is { } start && deploy.DeployedAt <= start)
        {
            findings.Add(
                FindingId.RollsBack, FindingSeverity.Warning,
                $"{commit.Short} has been in {environment} since before the hotfix began, and publishing takes it off there{Changes(live)}.",
                $"When the hotfix is merged back, deploy the mainline to {environment} again.", environment, [commit]);
            return;
        }

        var who = deploy.DeployedBy ?? "somebody";
        findings.Add(
            FindingId.Superseded, FindingSeverity.Error,
            live.IsBelowBase
                ? $"{environment} was taken back to {commit.Short} by {who} at {Clock.Text(deploy.DeployedAt)}, since the hotfix began; publishing the hotfix would ship again what was taken back{Changes(live)}."
                : $"{commit.Short} was deployed to {environment} by {who} at {Clock.Text(deploy.DeployedAt)}; publishing the hotfix would roll it back{Changes(live)}.",
            $"Move the fix onto what is live: {facts.Typed.Cmdlet("Update-Hotfix")}. Or ship it with the regular release: {facts.Typed.Cmdlet("Complete-Hotfix -RollIn")}", environment, [commit]);
    }

    private static IEnumerable<CommitId> Commits(IEnumerable<LiveAnswer> answers) => answers.Select(answer => CommitId.Parse(answer.Deploy.Commit)).Distinct();
}
