namespace HotfixTools;

/// <summary>Reads what the environments of a hotfix have.</summary>
/// <param name="session">The repository.</param>
/// <param name="facts">The hotfix.</param>
/// <param name="sources">The names of the sources to believe about what is live; empty for all.</param>
internal sealed class EnvironmentReader(HotfixSession session, HotfixFacts facts, IReadOnlyCollection<string> sources)
{
    /// <summary>The refs that <see cref="Judge"/> needs beside those of <see cref="HotfixReader.Patterns"/>.</summary>
    /// <param name="session">The repository.</param>
    /// <param name="environments">The environments.</param>
    /// <param name="sources">The names of the sources to believe; empty for all.</param>
    public static string[] Patterns(HotfixSession session, IEnumerable<EnvironmentName> environments, IReadOnlyCollection<string> sources) => new LastDeploy(session).Patterns(environments, sources);

    /// <summary>Whether the head may be published.</summary>
    /// <param name="environments">Where, in order; each is taken to have it when the next one's turn comes.</param>
    /// <param name="assumed">Other environments that are taken to have it.</param>
    /// <param name="findings">Takes what is found.</param>
    public void Judge(IReadOnlyList<EnvironmentName> environments, IReadOnlyCollection<EnvironmentName> assumed, FindingList findings)
    {
        foreach (var environment in environments.Where(environment => !facts.Live.ContainsKey(environment)))
            new KnownEnvironments(session).Judge(environment, FindingSeverity.Error, findings);
        PublishGate.Judge(facts, environments.Select((environment, place) => new PublishTarget(Currency(environment), Missing(environment, [.. assumed, .. environments.Take(place)]))), findings);
    }

    private CurrencyFacts Currency(EnvironmentName environment)
    {
        var reader = new HotfixReader(session);
        var answers = new LastDeploy(session).Ask(facts.View, environment, sources);
        return new CurrencyFacts(
            environment, [.. answers.Select(answer => answer.Failure).OfType<HotfixException>()],
            [.. answers.Select(answer => answer.Deploy).OfType<Deploy>().Select(answer => reader.AnswerOf(answer, facts.Base, facts.Head, facts.Events, facts.View))],
            environment == facts.Goal || environment == session.Settings.LastEnvironment, facts.Started?.At, session.Typed)
        {
            Told = new SourceComparison(session, facts.View, environment).Describe(answers),
        };
    }

    private List<(EnvironmentName Environment, CommitId? Live)> Missing(EnvironmentName environment, IReadOnlyCollection<EnvironmentName> assumed) =>
        [.. from before in session.Settings.RequiredBefore(environment)
            where !assumed.Contains(before)
            let live = facts.Live.GetValueOrDefault(before)
            where live?.Commit != facts.Head.ToString()
            select (before, live is null ? null : CommitId.Parse(live.Commit))];
}
