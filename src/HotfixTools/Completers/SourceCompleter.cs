namespace HotfixTools.PowerShell.Completers;

/// <summary>Completes the sources of deploys.</summary>
public sealed class SourceCompleter : CloneCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(KnownClone? clone, SuggestionQuery query) => SourceSuggestions.Find(clone, query);
}
