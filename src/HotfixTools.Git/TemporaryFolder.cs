namespace HotfixTools.Git;

/// <summary>Folders that nobody needs afterwards.</summary>
internal static class TemporaryFolder
{
    /// <summary>Removes a folder that has no others than these files: to look for others takes longer than all that a process does as it ends.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="files">The names of files that may be in it.</param>
    public static void Remove(string folder, IEnumerable<string> files) => Try(() =>
    {
        foreach (var file in files)
            File.Delete(Path.Combine(folder, file));
        Directory.Delete(folder);
    });

    /// <summary>Removes a folder with all that is in it; Git makes objects read-only, which Windows takes literally.</summary>
    /// <param name="folder">The folder.</param>
    public static void Remove(string folder) => Try(() =>
    {
        foreach (var file in OperatingSystem.IsWindows() ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories) : [])
            File.SetAttributes(file, FileAttributes.Normal);
        Directory.Delete(folder, recursive: true);
    });

    private static void Try(Action remove)
    {
        try
        {
            remove();
        }
        catch (IOException)
        {
            // A temporary folder that stays behind harms nobody.
        }
        catch (UnauthorizedAccessException)
        {
        }
    }
}
