using HotfixTools.PowerShell.Loading;

namespace HotfixTools.PowerShell.Completers;

/// <summary>Completes from what the clone knows that the command is about: that of its <c>-Path</c>, else of the current location.</summary>
public abstract class CloneCompleter : SuggestionCompleter
{
    // A search that takes longer answers with what it has by then.
    private static readonly TimeSpan Enough = TimeSpan.FromMilliseconds(75);

    private static readonly TimeSpan EnoughAtFirst = TimeSpan.FromMilliseconds(400);

    // A disk that does not answer is not waited for.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>Finds the values.</summary>
    /// <param name="clone">The clone; null for none.</param>
    /// <param name="query">What was typed.</param>
    private protected abstract IEnumerable<Suggestion> Suggest(KnownClone? clone, SuggestionQuery query);

    private protected sealed override IReadOnlyList<Suggestion> Find(TypedCommand typed, TypedWord word)
    {
        // Here: what PowerShell knows, it tells on its own thread alone.
        var (folder, request) = (typed.Folder(), typed.Settings());
        return InTime.Of(() => Read(folder, request, patience => new SuggestionQuery(word.Text, word.Fits, typed.Environments, patience)), Longest) ?? [];
    }

    private List<Suggestion> Read(string? folder, SettingsRequest request, Func<CancellationToken, SuggestionQuery> queryFor)
    {
        // The first time, loading takes most of it.
        var enough = GitLoader.IsLoaded ? Enough : EnoughAtFirst;
        var git = GitLoader.Service;
        using var patience = new CancellationTokenSource(enough);
        using var clone = folder is null ? null : Open(git, folder, request, patience.Token);
        return [.. Suggest(clone, queryFor(patience.Token))];
    }

    private static KnownClone? Open(IGitService git, string folder, SettingsRequest request, CancellationToken patience)
    {
        try
        {
            return KnownClone.Open(git, folder, request, patience);
        }
        catch (HotfixException)
        {
            return null;
        }
    }
}
