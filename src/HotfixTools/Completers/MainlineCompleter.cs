namespace HotfixTools.PowerShell.Completers;

/// <summary>Completes the branch that everything merges into.</summary>
public sealed class MainlineCompleter : CloneCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(KnownClone? clone, SuggestionQuery query) => BranchSuggestions.ForMainline(clone, query);
}
