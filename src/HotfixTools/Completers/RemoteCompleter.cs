namespace HotfixTools.PowerShell.Completers;

/// <summary>Completes the remotes of the clone.</summary>
public sealed class RemoteCompleter : CloneCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(KnownClone? clone, SuggestionQuery query) => BranchSuggestions.Remotes(clone, query);
}
