namespace HotfixTools;

/// <summary>The sources of what is live, by the names that they have in the settings.</summary>
public static class SourceSuggestions
{
    /// <summary>The sources of the environments that the command is about, or of all.</summary>
    /// <param name="clone">The clone; null for none.</param>
    /// <param name="query">What was typed.</param>
    public static IEnumerable<Suggestion> Find(KnownClone? clone, SuggestionQuery query)
    {
        var settings = clone?.Settings ?? HotfixSettings.Default;
        var sources =
            from environment in query.Environments.Count > 0 ? query.Environments : settings.Environments
            from source in settings.SourcesOf(environment)
            where query.Fits(source.Name)
            group (environment, source) by source.Name.ToLowerInvariant();
        return sources.Select(same => Suggestion.Of(same.First().source.Name, $"{Describe(same.First().source)} ({string.Join(", ", same.Select(one => one.environment).Distinct())})"));
    }

    // No address: it may hold what is not for every screen.
    private static string Describe(DeploySourceSettings source) => source switch
    {
        LedgerSourceSettings => "the deploy ledger",
        TagSourceSettings tags => $"the tags {DisplayText.Clean(tags.Pattern)}",
        RefSourceSettings reference => DisplayText.Clean(reference.Ref),
        VersionSourceSettings => "a page of the running system",
        ForgeSourceSettings forge => $"the deployments that {forge.Forge} knows",
        HerokuSourceSettings => "the releases of a Heroku app",
        CommandSourceSettings => "a program",
        _ => source.Name,
    };
}
