namespace HotfixTools;

/// <summary>
/// Remembers of a remote at which entries of its journal no hotfix was in progress, and on which branch the last one was, so
/// that nothing is fetched of it before something happens.
/// </summary>
/// <param name="file">The file; null: nothing is remembered.</param>
/// <param name="time">The clock.</param>
internal sealed class QuietNotes(string? file, TimeProvider time)
{
    private const int Most = 8;

    /// <summary>The branch that was quiet at an entry of a journal; null where that is not known.</summary>
    /// <param name="tip">The entry.</param>
    /// <param name="branch">The branch that was asked for; null: whichever the team uses.</param>
    public BranchName? BranchAt(CommitId tip, BranchName? branch)
    {
        foreach (var line in Lines())
        {
            if (line.Split(' ') is [var id, var asked, var name] && id == tip.ToString() && asked == Asked(branch) && BranchName.TryParse(name, out var found))
            {
                CacheEntry.Touch(Path.GetDirectoryName(file)!, time.GetUtcNow());
                return found;
            }
        }

        return null;
    }

    /// <summary>Remembers it.</summary>
    /// <param name="tip">The entry.</param>
    /// <param name="branch">The branch that was asked for; null: whichever the team uses.</param>
    /// <param name="quiet">The branch that is quiet.</param>
    public void Remember(CommitId tip, BranchName? branch, BranchName quiet)
    {
        var note = $"{tip} {Asked(branch)} {quiet}";
        // No folder, no note: it is made for what is worth a repository.
        if (file is null || !Directory.Exists(Path.GetDirectoryName(file)))
            return;
        try
        {
            var draft = $"{file}.{Guid.NewGuid():N}";
            File.WriteAllLines(draft, Lines().Where(line => line != note).Prepend(note).Take(Most));
            File.Move(draft, file, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is looked at once more.
        }
    }

    // No branch has a star in its name.
    private static string Asked(BranchName? branch) => branch?.ToString() ?? "*";

    private string[] Lines()
    {
        try
        {
            return File.Exists(file) ? File.ReadAllLines(file) : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
