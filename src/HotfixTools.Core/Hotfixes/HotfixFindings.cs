using System.Globalization;

namespace HotfixTools;

/// <summary>From facts to findings and the next step: what a person under pressure can act on.</summary>
internal static class HotfixFindings
{
    /// <summary>What there is to say, the worst first.</summary>
    public static IReadOnlyList<HotfixFinding> Of(HotfixFacts facts)
    {
        List<HotfixFinding> findings = [];
        var location = facts.Session.Location;
        var branch = facts.Session.Settings.Branch;
        void Add(FindingId id, FindingSeverity severity, string message, string wayOut) =>
            findings.Add(new HotfixFinding { Id = id, Severity = severity, Message = message, WayOut = wayOut, Repository = location });

        if (facts.IsSuperseded && facts.LiveNow is { } live)
        {
            Add(FindingId.Superseded, FindingSeverity.Error,
                $"{Short(live.Commit)} was deployed to {live.Environment} by {live.DeployedBy} at {Time(live.DeployedAt)}; deploying the hotfix would roll it back.",
                "Merge the fix back and ship it with the regular release: Complete-Hotfix -RollIn");
        }

        if (facts.Contaminating.Count > 0)
        {
            Add(FindingId.Contaminated, FindingSeverity.Error,
                $"{HotfixErrors.Count(facts.Contaminating.Count, "commit")} of {facts.View.Mainline} came into the hotfix and would ship with it: {List(facts.Contaminating)}.",
                $"Give it up (Stop-Hotfix -Reason contaminated keeps its head in the archive), start again, and cherry-pick the fix: git cherry-pick <commit>");
        }

        if (facts.Forecast is { IsClean: false } conflict)
        {
            Add(FindingId.MergeBackConflict, FindingSeverity.Warning,
                $"Merging back into {facts.View.Mainline} would conflict in {string.Join(", ", conflict.Conflicts.Select(DisplayText.Clean))}.",
                $"git switch {facts.View.Mainline}; git merge {branch}; resolve, commit, push, then Complete-Hotfix");
        }

        if (facts.Started is null)
        {
            Add(FindingId.Unclaimed, FindingSeverity.Warning,
                $"The branch '{branch}' was made without New-Hotfix; the journal does not say by whom or why.", "New-Hotfix -Adopt");
        }

        foreach (var other in facts.View.SimilarBranches)
        {
            Add(FindingId.SecondHotfixBranch, FindingSeverity.Warning,
                $"The branch '{other}' looks like a second hotfix.", $"Put its commits on '{branch}', then: git push {facts.Session.Remote.Name ?? "origin"} --delete {other}");
        }

        if (facts.IsPublished && facts.Merge is null)
        {
            Add(FindingId.PublishedNotMerged, FindingSeverity.Warning,
                $"The hotfix is live and not in {facts.View.Mainline}: a normal deploy would undo it.", "Complete-Hotfix");
        }
        else if (facts.Commits.Count > 0 && facts.Merge is null)
        {
            Add(FindingId.HeadNotPublished, FindingSeverity.Info,
                $"{facts.Head.Short} is not recorded as live in {facts.Session.Settings.LastEnvironment}.",
                RegisterCommand(facts) + " when it is deployed");
        }

        if (facts.Merge is not null)
            findings.Add(HalfDone($"The hotfix is merged, and its branch '{branch}' is still there.", "Complete-Hotfix", location));

        if (facts.IsStale)
        {
            Add(FindingId.Stale, FindingSeverity.Warning,
                $"Nothing happened to the hotfix since {Time(facts.LastActivityAt)}{(facts.Started is { } started ? $"; ask {started.By}" : string.Empty)}.",
                "Complete-Hotfix, or Stop-Hotfix -Reason <why>");
        }

        return findings.OrderByDescending(finding => finding.Severity).ToArray();
    }

    /// <summary>The command to type next.</summary>
    public static string NextStep(HotfixFacts facts) => facts switch
    {
        { Commits.Count: 0 } => $"git fetch {facts.Session.Remote.Name}; git switch {facts.Session.Settings.Branch}",
        { Merge: not null } or { IsPublished: true } => "Complete-Hotfix",
        { Contaminating.Count: > 0 } => "Stop-Hotfix -Reason 'contaminated'",
        { IsSuperseded: true } => "Complete-Hotfix -RollIn",
        _ => RegisterCommand(facts),
    };

    /// <summary>A command was interrupted.</summary>
    public static HotfixFinding HalfDone(string message, string command, string location) =>
        new() { Id = FindingId.HalfDone, Severity = FindingSeverity.Warning, Message = message, WayOut = command, Repository = location };

    private static string RegisterCommand(HotfixFacts facts) =>
        $"Register-Deploy {facts.Session.Settings.LastEnvironment} {facts.Head.Short}";

    private static string Short(string commit) => CommitId.Parse(commit).Short;

    private static string Time(DateTimeOffset? time) =>
        time?.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "an unknown time";

    private static string List(IReadOnlyList<CommitInfo> commits)
    {
        const int shown = 5;
        var named = commits.Take(shown).Select(commit => $"{commit.Id.Short} {commit.Subject}");
        return string.Join("; ", named) + (commits.Count > shown ? $"; and {commits.Count - shown} more" : string.Empty);
    }
}
