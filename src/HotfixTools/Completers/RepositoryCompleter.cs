using System.Management.Automation;

namespace HotfixTools.PowerShell.Completers;

/// <summary>Completes folders, those that are repositories first.</summary>
public sealed class RepositoryCompleter : SuggestionCompleter
{
    // Folders of a disk that does not answer are named and not looked into.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(200);

    private protected override CompletionResultType ResultType => CompletionResultType.ProviderContainer;

    private protected override IReadOnlyList<Suggestion> Find(TypedCommand typed, TypedWord word)
    {
        var (parent, child) = FolderSearch.Split(word.Text);
        var drives = parent.Length == 0 && child.Length > 0 ? Drives(word) : [];
        if (TypedCommand.Place(parent.Length == 0 ? "." : parent) is not { } place)
            return [.. drives];
        var search = new FolderSearch(place, parent, TypedWord.Of(child).Fits);
        InTime.Of(search.Run, Longest);
        return [.. search.Found(), .. drives];
    }

    private static IEnumerable<Suggestion> Drives(TypedWord word) =>
        from drive in TypedCommand.Session.Drive.GetAll()
        let path = $"{drive.Name}:{Path.DirectorySeparatorChar}"
        where drive.Provider.Name == "FileSystem" && drive.Name != drive.Root && word.Fits(path)
        select Suggestion.Of(path, $"Drive: {DisplayText.Clean(drive.Root)}");
}
