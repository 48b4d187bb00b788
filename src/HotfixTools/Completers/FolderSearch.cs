namespace HotfixTools.PowerShell.Completers;

/// <summary>Looks for folders whose names begin in one way, and whether they are repositories. It can be read before it has ended.</summary>
/// <param name="place">The folder to look in.</param>
/// <param name="typed">That folder as somebody typed it, with the separator at its end; empty for the current location.</param>
/// <param name="fits">Whether a name begins as wanted.</param>
internal sealed class FolderSearch(string place, string typed, Predicate<string> fits)
{
    private const int MostFolders = 1000;

    private static readonly EnumerationOptions All = new() { AttributesToSkip = 0 };

    private readonly object _gate = new();
    private readonly List<(string Name, string? Kind)> _found = [];

    /// <summary>A path as two parts: up to the last separator, and after it.</summary>
    /// <param name="path">What was typed.</param>
    public static (string Parent, string Child) Split(string path)
    {
        if (path is "~" or "..")
            return (path + Path.DirectorySeparatorChar, string.Empty);
        // A separator, or the colon of a drive.
        var end = path.LastIndexOfAny(['/', '\\', ':']) + 1;
        return (path[..end], path[end..]);
    }

    /// <summary>Looks. Where a file system hangs, so does this.</summary>
    /// <returns>Always true.</returns>
    public bool Run()
    {
        var names = Directory.EnumerateDirectories(place, "*", All).Select(folder => Path.GetFileName(folder)).Where(name => fits(name)).Take(MostFolders)
            .Order(StringComparer.CurrentCultureIgnoreCase).ToList();
        lock (_gate)
            _found.AddRange(names.Select(name => (name, (string?)null)));
        for (var i = 0; i < names.Count; i++)
        {
            var kind = KindOf(Path.Combine(place, names[i]));
            lock (_gate)
                _found[i] = (names[i], kind);
        }

        return true;
    }

    /// <summary>What was found so far, the repositories first.</summary>
    public IReadOnlyList<Suggestion> Found()
    {
        // As PowerShell writes it; so no name passes for a parameter, a drive or the home folder.
        var prefix = typed.Length == 0 ? $".{Path.DirectorySeparatorChar}" : typed;
        lock (_gate)
            return [.. _found.OrderBy(folder => folder.Kind is null).ThenBy(folder => folder.Name.StartsWith('.')).Select(folder => new Suggestion(prefix + folder.Name, DisplayText.Clean(folder.Name), Describe(folder)))];
    }

    private string Describe((string Name, string? Kind) folder) => $"{folder.Kind ?? "Folder"}: {DisplayText.Clean(Path.Combine(place, folder.Name))}";

    private static string? KindOf(string folder)
    {
        var git = Path.Combine(folder, ".git");
        if (Directory.Exists(git))
            return "Repository";
        if (File.Exists(git))
            return "Linked worktree";
        return Path.GetFileName(folder) != ".git" && File.Exists(Path.Combine(folder, "HEAD")) && Directory.Exists(Path.Combine(folder, "objects")) && Directory.Exists(Path.Combine(folder, "refs"))
            ? "Bare repository"
            : null;
    }
}
