namespace HotfixTools;

/// <summary>Runs every check of the hotfix in progress, for what is to be done with it next.</summary>
/// <param name="session">The repository.</param>
public sealed class HotfixCheck(HotfixSession session)
{
    /// <summary>What is found, the worst first; a finding of severity <see cref="FindingSeverity.Error"/> forbids the step.</summary>
    /// <param name="purpose">What is to be done; null: what comes next.</param>
    /// <param name="environments">Where it is to be published; empty: the last environment.</param>
    /// <param name="sources">The names of the sources to believe about what is live; empty for all.</param>
    /// <exception cref="HotfixException"><c>NoHotfix</c>.</exception>
    public HotfixFinding[] Run(HotfixPurpose? purpose, IReadOnlyCollection<EnvironmentName> environments, IReadOnlyCollection<string> sources)
    {
        var settings = session.Settings;
        var targets = environments.Count > 0 ? settings.InOrder(environments) : [settings.LastEnvironment];
        var view = session.Look([.. HotfixReader.Patterns(settings), .. EnvironmentReader.Patterns(session, targets, sources)]);
        var facts = new HotfixReader(session).RequireFacts(view);
        var findings = new FindingList(session.Location);
        var next = purpose ?? (facts.IsPublished || facts.Merge is not null ? HotfixPurpose.Complete : HotfixPurpose.Publish);
        HotfixFindings.AddGeneral(facts, findings, next);
        if (facts.Commits.Count == 0)
        {
            findings.Add(
                FindingId.NoFixCommits, FindingSeverity.Error, $"'{settings.Branch}' has no fix yet: it is still at {facts.Head.Short}.",
                $"Commit the fix on '{settings.Branch}', then: {session.Typed.Push()}", commits: [facts.Head]);
        }

        if (next == HotfixPurpose.Complete)
            Complete(facts, findings);
        else
            new EnvironmentReader(session, facts, sources).Judge(targets, [], findings);
        return findings.WorstFirst();
    }

    private static void Complete(HotfixFacts facts, FindingList findings)
    {
        facts.JudgePurity(findings);
        facts.JudgeEvidence(HotfixPurpose.Complete, findings);
        if (facts.Commits.Count > 0)
            CompleteGate.Judge(facts, rollIn: false, findings);
    }
}
