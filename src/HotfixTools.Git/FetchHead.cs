namespace HotfixTools.Git;

/// <summary>
/// Keeps <c>FETCH_HEAD</c> as it is while libgit2 fetches: the user may be about to merge what they fetched, and a look
/// at the remote is no fetch of theirs.
/// </summary>
internal sealed class FetchHead : IDisposable
{
    private readonly string _file;
    private readonly byte[]? _before;

    private FetchHead(string gitFolder)
    {
        _file = Path.Combine(gitFolder, "FETCH_HEAD");
        _before = File.Exists(_file) ? File.ReadAllBytes(_file) : null;
    }

    /// <summary>Keeps it until disposed of.</summary>
    /// <param name="gitFolder">The Git folder.</param>
    public static FetchHead Keep(string gitFolder) => new(gitFolder);

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            if (_before is null)
                File.Delete(_file);
            else
                File.WriteAllBytes(_file, _before);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another fetch has it open, and will have the last word.
        }
    }
}
