namespace HotfixTools.PowerShell.Completers;

/// <summary>Completes commits that were live in the environment that the command is about.</summary>
public sealed class DeployedCommitCompleter : CloneCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(KnownClone? clone, SuggestionQuery query) => clone is null ? [] : new CommitSuggestions(clone, query).ToGoBackTo();
}
