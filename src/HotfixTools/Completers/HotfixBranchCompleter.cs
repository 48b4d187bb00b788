namespace HotfixTools.PowerShell.Completers;

/// <summary>Completes the hotfix branch.</summary>
public sealed class HotfixBranchCompleter : CloneCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(KnownClone? clone, SuggestionQuery query) => BranchSuggestions.ForHotfix(clone, query);
}
