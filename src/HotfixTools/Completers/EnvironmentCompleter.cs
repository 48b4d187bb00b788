namespace HotfixTools.PowerShell.Completers;

/// <summary>Completes the names of environments.</summary>
public sealed class EnvironmentCompleter : CloneCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(KnownClone? clone, SuggestionQuery query) => EnvironmentSuggestions.Find(clone, query);
}
