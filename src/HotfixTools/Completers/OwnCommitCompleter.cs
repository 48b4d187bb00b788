namespace HotfixTools.PowerShell.Completers;

/// <summary>Completes commits that were made in this clone.</summary>
public sealed class OwnCommitCompleter : CloneCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(KnownClone? clone, SuggestionQuery query) => clone is null ? [] : new CommitSuggestions(clone, query).OwnWork();
}
