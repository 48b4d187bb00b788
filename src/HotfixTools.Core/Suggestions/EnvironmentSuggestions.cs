namespace HotfixTools;

/// <summary>The environments that a clone knows: by the settings, and by the ledgers; what is customary where nobody has chosen.</summary>
public static class EnvironmentSuggestions
{
    private static readonly string[] Customary = ["production", "staging", "sandbox"];

    /// <summary>The environments, in the order in which a release passes them; then those that nobody configured.</summary>
    /// <param name="clone">The clone; null for none.</param>
    /// <param name="query">What was typed.</param>
    public static IEnumerable<Suggestion> Find(KnownClone? clone, SuggestionQuery query)
    {
        var ledgers = clone?.Ledgers().Select(ledger => ledger.Environment).ToList() ?? [];
        var isConfigured = clone?.Settings.Configured.Count > 0;
        List<EnvironmentName> known = [.. isConfigured ? clone!.Settings.Environments : [], .. ledgers];
        // A team that has chosen has said all names; one that only deploys may begin with another.
        if (!isConfigured)
            known.AddRange(Customary.Select(EnvironmentName.Parse));
        foreach (var environment in known.Distinct().Where(name => query.Fits(name.ToString())))
            yield return Suggestion.Of(environment.ToString(), Describe(clone, environment, ledgers.Contains(environment), query));
    }

    private static string Describe(KnownClone? clone, EnvironmentName environment, bool hasLedger, SuggestionQuery query)
    {
        if (clone is null)
            return $"{environment}: a customary name";
        if (hasLedger && query.InTime(clone.Deploys(environment)).FirstOrDefault() is { } live)
            return $"{environment}: {Live(clone, live)}";
        if (hasLedger)
            return $"{environment}: has a deploy ledger";
        return clone.Settings.Configured.Any(settings => settings.Name == environment)
            ? $"{environment}: {clone.Configuration.Origin}, asks {string.Join(", ", clone.Settings.SourcesOf(environment).Select(source => source.Name))}"
            : $"{environment}: a customary name, no deploy is known";
    }

    private static string Live(KnownClone clone, Deploy live)
    {
        var commit = CommitId.Parse(live.Commit);
        var subject = clone.Repository.Find(commit)?.Subject;
        var by = live.DeployedBy is { Length: > 0 } who ? $" by {ShortText.Person(who)}" : string.Empty;
        return $"{commit.Short}{(string.IsNullOrEmpty(subject) ? string.Empty : $" {subject}")}, deployed {Suggestion.Local(live.DeployedAt)}{by}, as last seen";
    }
}
