namespace HotfixTools.PowerShell.Completers;

/// <summary>Completes commits to start a hotfix from: what was live, and what the mainline has.</summary>
public sealed class BaseCommitCompleter : CloneCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(KnownClone? clone, SuggestionQuery query) => clone is null ? [] : new CommitSuggestions(clone, query).ForBase();
}
