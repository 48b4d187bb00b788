namespace HotfixTools.PowerShell.Completers;

/// <summary>Completes commits: recent ones, branches and tags.</summary>
public sealed class CommitCompleter : CloneCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(KnownClone? clone, SuggestionQuery query) => clone is null ? [] : new CommitSuggestions(clone, query).Any();
}
