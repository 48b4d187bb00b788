namespace HotfixTools.PowerShell.Fleets;

/// <summary>What a folder is to Git, by its files alone (gitrepository-layout(5)): nothing is opened.</summary>
internal static class CloneFolder
{
    private const string Pointer = "gitdir: ";

    /// <summary>The Git folder that all working trees of a clone share.</summary>
    /// <param name="location">The root of a working tree, or a bare clone.</param>
    // A linked worktree points to its own folder, and that to the one of the clone.
    public static string Of(string location)
    {
        var git = Path.Combine(location, ".git");
        if (!File.Exists(git))
            return Directory.Exists(git) ? git : Path.TrimEndingDirectorySeparator(location);
        var text = File.ReadAllText(git).Trim();
        var own = text.StartsWith(Pointer, StringComparison.Ordinal) ? Path.GetFullPath(text[Pointer.Length..], location) : git;
        var common = Path.Combine(own, "commondir");
        return Path.TrimEndingDirectorySeparator(File.Exists(common) ? Path.GetFullPath(File.ReadAllText(common).Trim(), own) : own);
    }

    /// <summary>The clone that a folder is in: the root of the working tree, or the bare clone; null where it is in none.</summary>
    /// <param name="location">Any folder, or none.</param>
    public static string? Holding(string location)
    {
        for (var folder = Path.TrimEndingDirectorySeparator(location); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            if (Path.Exists(Path.Combine(folder, ".git")) || (Directory.Exists(Path.Combine(folder, "objects")) && File.Exists(Path.Combine(folder, "HEAD"))))
                return folder;
        }

        return null;
    }

    /// <summary>Whether a folder is a clone that people work in, whose remote may have more than it has itself.</summary>
    /// <param name="location">Any folder, or none.</param>
    public static bool IsWorkedIn(string location) =>
        Path.Exists(Path.Combine(location, ".git")) && Directory.Exists(Path.Combine(Of(location), "refs", "remotes"));

    /// <summary>Whether a folder is a bare repository that has no remote: it is one, as <c>Get-Hotfix -Url</c> names it.</summary>
    /// <param name="location">Any folder, or none.</param>
    public static bool IsShared(string location)
    {
        var configuration = Path.Combine(location, "config");
        return Directory.Exists(Path.Combine(location, "objects")) && File.Exists(configuration)
            && !File.ReadLines(configuration).Any(line => line.TrimStart().StartsWith("[remote ", StringComparison.OrdinalIgnoreCase));
    }
}
