namespace HotfixTools;

/// <summary>Branches and remotes that a clone knows.</summary>
public static class BranchSuggestions
{
    private const int MostNames = 50;

    /// <summary>For the hotfix branch: the one of the settings, then those that look like one, then all others.</summary>
    /// <param name="clone">The clone; null for none.</param>
    /// <param name="query">What was typed.</param>
    public static IEnumerable<Suggestion> ForHotfix(KnownClone? clone, SuggestionQuery query)
    {
        var settings = clone?.Settings ?? HotfixSettings.Default;
        var usual = HotfixSettings.Default.Branch.ToString();
        var beginnings = SecondBranches.Beginnings(settings);
        bool IsLikeOne(string name) => beginnings.Any(beginning => name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));
        var (branch, mainline) = (settings.Branch.ToString(), clone?.Mainline?.ToString());
        var names = Fitting(clone, query).Where(name => name != branch && name != mainline).ToList();
        if (query.Fits(branch))
            yield return Suggestion.Of(branch, Describe(clone, query, branch, "the hotfix branch of this repository"));
        foreach (var name in names.Where(IsLikeOne).Concat(names.Where(name => !IsLikeOne(name))).Take(MostNames))
            yield return Suggestion.Of(name, Describe(clone, query, name, name == usual ? "the customary name" : null));
    }

    /// <summary>For the mainline: the one that the clone knows, then all other branches.</summary>
    /// <param name="clone">The clone; null for none.</param>
    /// <param name="query">What was typed.</param>
    public static IEnumerable<Suggestion> ForMainline(KnownClone? clone, SuggestionQuery query)
    {
        var mainline = clone?.Mainline?.ToString();
        var all = Fitting(clone, query);
        var names = all.Where(name => name == mainline).Concat(all.Where(name => name != mainline)).Take(MostNames);
        return names.Select(name => Suggestion.Of(name, Describe(clone, query, name, name == mainline ? "the mainline" : null)));
    }

    /// <summary>The remotes.</summary>
    /// <param name="clone">The clone; null for none.</param>
    /// <param name="query">What was typed.</param>
    public static IEnumerable<Suggestion> Remotes(KnownClone? clone, SuggestionQuery query) =>
        (clone?.Repository.RemoteNames ?? []).Where(name => DisplayText.Clean(name) == name && query.Fits(name))
            .Select(name => Suggestion.Of(name, $"{name}: {clone!.AddressOf(name) ?? "no address that can be used"}"));

    private static List<string> Fitting(KnownClone? clone, SuggestionQuery query) =>
        clone is null ? [] : [.. query.InTime(clone.Branches().Where(name => query.Fits(name)))];

    private static string Describe(KnownClone? clone, SuggestionQuery query, string name, string? note)
    {
        var tip = query.Patience.IsCancellationRequested ? null : clone?.TipOf(name);
        var commit = tip is null ? null : $"{tip.Id.Short} {Suggestion.Describe(tip)}";
        return string.Join(": ", new[] { name, note, commit }.Where(part => part is not null));
    }
}
