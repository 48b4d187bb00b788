namespace HotfixTools;

/// <summary>Puts events of the journal into words for people who were not there.</summary>
/// <param name="settings">The settings in force.</param>
/// <param name="remote">The remote.</param>
public sealed class NoticeWriter(HotfixSettings settings, RemoteUrl remote)
{
    /// <summary>What to tell of an event.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="id">Which event it is.</param>
    public Notice Write(JournalEvent happened, string id)
    {
        var environment = happened.Environment?.ToString() ?? settings.LastEnvironment.ToString();
        var (what, consequence) = Describe(happened, environment);
        return new Notice(id, happened, $"{happened.By.Name} {what} ({RepositoryName})", [.. Facts(happened)], consequence, remote.ToString());
    }

    private string RepositoryName
    {
        get
        {
            var last = remote.ToString().TrimEnd('/', '\\').Split('/', '\\', ':')[^1];
            return last.EndsWith(".git", StringComparison.OrdinalIgnoreCase) ? last[..^4] : last;
        }
    }

    private static IEnumerable<(string Name, string Value)> Facts(JournalEvent happened)
    {
        yield return ("Who", happened.By.Name);
        yield return ("When", Clock.Text(happened.At));
        yield return ("Hotfix", $"{happened.HotfixId}, branch {happened.Branch}");
        if (happened.Environment is { } environment)
            yield return ("Environment", environment.ToString());
        var commits = new[] { ("base", happened.Base), ("head", happened.Head), ("merge", happened.MergeCommit) }
            .Where(commit => commit.Item2 is not null).Select(commit => $"{commit.Item1} {commit.Item2!.Short}")
            .Concat(happened.Commits.Select(commit => commit.Short));
        if (string.Join(", ", commits) is { Length: > 0 } named)
            yield return ("Commits", named);
        if (!string.IsNullOrWhiteSpace(happened.Reason))
            yield return ("Why", happened.Reason);
        if (happened.Url is { } url)
            yield return ("Where", url);
        if (happened.Source is { } source)
            yield return ("Believed", $"{source}; the other sources were not asked what is live");
        if (happened.Passed.Count > 0)
            yield return ("In spite of", string.Join(" ", happened.Passed));
    }

    private (string What, string? Consequence) Describe(JournalEvent happened, string environment) => happened.Kind switch
    {
        JournalEventKind.Started => (
            "started a hotfix",
            $"No normal deploys to {environment} until it is ended by Complete-Hotfix or Stop-Hotfix: Test-DeployGate refuses them, and New-Hotfix refuses a second one. Whoever has a fix too adds it to the branch {happened.Branch}."),
        JournalEventKind.Picked => ("picked commits onto the hotfix", "The next Publish-Hotfix ships them. Whoever works on the branch: git pull --rebase first."),
        JournalEventKind.Submitted => (
            $"submitted the hotfix for review{(happened.PullRequest is { } number ? $" as pull request #{number}" : string.Empty)}",
            "Review it now, and do not merge it: it is deployed first. Publish-Hotfix deploys it once it is approved."),
        JournalEventKind.Published => (
            $"published the hotfix to {environment}",
            $"{environment} runs {Short(happened.Head)} now. No normal deploys there until Complete-Hotfix has merged it back; afterwards Test-DeployGate refuses every commit that lacks it."),
        JournalEventKind.PublishFailed => (
            $"could not publish the hotfix to {environment}",
            $"What {environment} runs now must be looked at. Then Publish-Hotfix {environment} again, or Restore-Deploy {environment}. Normal deploys there are still refused."),
        JournalEventKind.RolledBack => (
            $"took {environment} back",
            $"{environment} runs {Short(happened.Commits.Count > 0 ? happened.Commits[0] : happened.Head)} again. Normal deploys there are refused until the hotfix is ended by Complete-Hotfix or Stop-Hotfix."),
        JournalEventKind.Updated => (
            "moved the hotfix onto what is live now",
            $"The branch {happened.Branch} was replaced: git fetch, and rebase what you have not pushed. It must be reviewed and published again: Publish-Hotfix."),
        JournalEventKind.GatePassed => (
            $"let a normal deploy to {environment} through, although the gate refused it",
            $"{environment} may lose the hotfix by it. Before anything else is published there: Get-Hotfix, and Update-Hotfix where it is superseded."),
        JournalEventKind.Completed => (
            "completed the hotfix",
            "Normal deploys may go again, of commits that have the fix; New-Hotfix may start another."),
        JournalEventKind.Abandoned => ("gave the hotfix up", "Normal deploys may go again; New-Hotfix may start another. What was on the branch is archived."),
        _ => ("did something to the hotfix", null),
    };

    private static string Short(CommitId? commit) => commit?.Short ?? "another commit";
}
