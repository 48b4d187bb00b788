namespace HotfixTools.PowerShell.Completers;

/// <summary>Completes commits to pick onto the hotfix: those that it lacks come first.</summary>
public sealed class FixCommitCompleter : CloneCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(KnownClone? clone, SuggestionQuery query) => clone is null ? [] : new CommitSuggestions(clone, query).ForHotfix();
}
