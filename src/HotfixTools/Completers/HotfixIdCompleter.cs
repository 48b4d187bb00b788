namespace HotfixTools.PowerShell.Completers;

/// <summary>Completes the ids of the hotfixes that the journal tells of.</summary>
public sealed class HotfixIdCompleter : CloneCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(KnownClone? clone, SuggestionQuery query) => HotfixIdSuggestions.Find(clone, query);
}
