using System.Globalization;

namespace HotfixTools;

/// <summary>Finds what is live by asking the sources, and believes them where they agree.</summary>
/// <param name="session">The repository.</param>
public sealed class LastDeploy(HotfixSession session)
{
    /// <summary>The names of the sources there are.</summary>
    public static IReadOnlyList<string> SourceNames { get; } = [Ledger.SourceName, TagSource.SourceName];

    /// <summary>The refs that <see cref="Find"/> needs.</summary>
    /// <param name="environments">The environments.</param>
    /// <param name="sources">The names of the sources to ask; empty for all.</param>
    public string[] Patterns(IEnumerable<EnvironmentName> environments, IReadOnlyCollection<string> sources) =>
        [.. from environment in environments from source in Chosen(sources) select source.Pattern(environment)];

    /// <summary>What is live.</summary>
    /// <param name="view">A look at the remote that covers <see cref="Patterns"/>.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="sources">The names of the sources to ask; empty for all.</param>
    /// <exception cref="HotfixException"><c>NoDeployRecord</c>, <c>SourcesDisagree</c>.</exception>
    public Deploy Find(RemoteView view, EnvironmentName environment, IReadOnlyCollection<string> sources)
    {
        var answers = Ask(view, environment, sources);
        if (answers.Count == 0)
            throw HotfixErrors.NoDeployRecord(environment, $"asked: {string.Join(", ", Chosen(sources).Select(source => source.Name))}");
        if (answers.Any(answer => answer.Commit != answers[0].Commit))
            throw HotfixErrors.SourcesDisagree(environment, answers.Select(answer => Describe(answer, answers[0])), answers.Select(answer => answer.Source));
        return answers.Count == 1 ? answers[0] : Agreed(answers);
    }

    /// <summary>What each source says that knows of a deploy.</summary>
    /// <param name="view">A look at the remote that covers <see cref="Patterns"/>.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="sources">The names of the sources to ask; empty for all.</param>
    public IReadOnlyList<Deploy> Ask(RemoteView view, EnvironmentName environment, IReadOnlyCollection<string> sources) =>
        [.. Chosen(sources).Select(source => source.Find(session, view, environment)).OfType<Deploy>()];

    private static Deploy Agreed(IReadOnlyList<Deploy> answers) => new()
    {
        Environment = answers[0].Environment,
        Commit = answers[0].Commit,
        DeployedAt = answers[0].DeployedAt,
        DeployedBy = answers.Select(answer => answer.DeployedBy).FirstOrDefault(by => by is not null),
        Source = string.Join(", ", answers.Select(answer => answer.Source)),
        IsHotfix = answers.Any(answer => answer.IsHotfix),
        Url = answers.Select(answer => answer.Url).FirstOrDefault(url => url is not null),
        Repository = answers[0].Repository,
    };

    private IEnumerable<IDeploySource> Chosen(IReadOnlyCollection<string> names)
    {
        IDeploySource[] all = [new LedgerSource(session.Settings), new TagSource(session.Settings)];
        return all.Where(source => names.Count == 0 || names.Contains(source.Name, StringComparer.OrdinalIgnoreCase));
    }

    private string Describe(Deploy answer, Deploy first)
    {
        var commit = CommitId.Parse(answer.Commit);
        var time = answer.DeployedAt.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        var text = $"{answer.Source}: {commit.Short} at {time}";
        if (answer.Commit == first.Commit)
            return text;
        var (ahead, behind) = session.Repository.Divergence(commit, CommitId.Parse(first.Commit));
        var relation = (ahead, behind) switch
        {
            ( > 0, > 0) => $"diverged from it by {HotfixErrors.Count(ahead, "commit")}",
            ( > 0, _) => $"{HotfixErrors.Count(ahead, "commit")} ahead of it",
            _ => $"{HotfixErrors.Count(behind, "commit")} behind it",
        };
        return $"{text}, {relation}";
    }
}
