namespace HotfixTools;

/// <summary>May a normal deploy go? Not while a hotfix is in progress there, and never without what a hotfix made live.</summary>
internal static class DeployGate
{
    /// <summary>Judges.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="commit">The commit that is to be deployed.</param>
    /// <param name="hotfix">The hotfix in progress; null for none.</param>
    /// <param name="fixes">The hotfixes that are live there.</param>
    /// <param name="findings">Takes what is found.</param>
    public static void Judge(EnvironmentName environment, CommitId commit, OpenHotfix? hotfix, IReadOnlyList<LiveFix> fixes, FindingList findings)
    {
        foreach (var lacking in fixes.Where(fix => !fix.IsContained))
        {
            var fix = CommitId.Parse(lacking.Deploy.Commit);
            findings.Add(
                FindingId.Regression, FindingSeverity.Error,
                $"{commit.Short} lacks the hotfix {fix.Short}, which {lacking.Deploy.DeployedBy ?? "somebody"} deployed to {environment} at {Clock.Text(lacking.Deploy.DeployedAt)}: deploying it would undo the fix.",
                hotfix is null
                    ? $"Deploy a commit that has it: merge {fix.Short} first. To undo the fix on purpose: Restore-Deploy {environment}"
                    : "Merge it back first: Complete-Hotfix. Then deploy the mainline.",
                environment, [fix]);
        }

        if (hotfix is { Concerns: true } && hotfix.Head != commit)
            Blocked(environment, commit, hotfix, findings);
    }

    private static void Blocked(EnvironmentName environment, CommitId commit, OpenHotfix hotfix, FindingList findings)
    {
        if (hotfix.IsShipped)
        {
            findings.Add(
                FindingId.HalfDone, FindingSeverity.Warning,
                $"The hotfix '{hotfix.Branch}' ({hotfix.Head.Short}) is in {commit.Short}, and its branch is still there.", "Complete-Hotfix", environment, [hotfix.Head]);
            return;
        }

        var who = hotfix.Started is { } started
            ? $"started by {started.By} at {Clock.Text(started.At)}{(string.IsNullOrEmpty(started.Reason) ? string.Empty : $" ({DisplayText.Clean(started.Reason)})")}"
            : $"made without New-Hotfix; its last commit is of {hotfix.HeadAuthor} at {Clock.Text(hotfix.HeadAt)}";
        var stale = hotfix.Stale is { } forgotten ? $" {forgotten}" : string.Empty;
        findings.Add(
            FindingId.HotfixInProgress, FindingSeverity.Error,
            $"A hotfix is in progress for {environment}: '{hotfix.Branch}' at {hotfix.Head.Short}, {who}.{stale} Until it is merged back, only {hotfix.Head.Short} may be deployed.",
            $"Ask {(hotfix.Started is { } begun ? begun.By.ToString() : hotfix.HeadAuthor)}, or wait for Complete-Hotfix or Stop-Hotfix. In an emergency: Test-DeployGate {environment} {commit.Short} -Force -Reason <why>",
            environment, [hotfix.Head]);
    }
}
