namespace HotfixTools;

/// <summary>
/// Finds the settings of a repository. Those at the tip of the mainline, at the remote, are in force; a command begins with
/// what the clone knows of them, so that it need not ask first, and its first look proves it.
/// </summary>
/// <param name="repository">The repository.</param>
internal sealed class SettingsFinder(IGitRepository repository)
{
    /// <summary>The file that a person names.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="HotfixException"><c>ConfigurationNotFound</c>.</exception>
    /// <exception cref="SettingsException">What is wrong with it.</exception>
    public static SettingsFound OfFile(string path)
    {
        var found = Peek(path) ?? throw HotfixErrors.ConfigurationNotFound(path);
        return found.Faults.Count == 0 ? found : throw new SettingsException(found.Faults);
    }

    /// <summary>A file that a person names, as far as it can be read; null where there is none.</summary>
    /// <param name="path">Its path.</param>
    public static SettingsFound? Peek(string path)
    {
        try
        {
            if (!PlainFile.IsAt(path))
                return null;
            var origin = new SettingsOrigin(SettingsOriginKind.File, path);
            // Some files have no end, and do not say so.
            var bytes = PlainFile.Read(path, SettingsReader.MostRead + 1);
            return bytes.Length <= SettingsReader.MostRead ? SettingsReader.Check(bytes, origin) : SettingsReader.TooLarge(origin, bytes.Length);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>What to begin with where there is no clone that remembers anything.</summary>
    /// <param name="request">How the settings are found.</param>
    /// <exception cref="HotfixException"><c>ConfigurationNotFound</c>.</exception>
    /// <exception cref="SettingsException">What is wrong with the file that was named.</exception>
    public static SettingsFound Known(SettingsRequest request) =>
        request.File is { } file ? OfFile(file) : request.Known ?? SettingsFound.Nothing;

    /// <summary>What to begin with.</summary>
    /// <param name="remembered">The newest commit of the mainline that the clone knows of; null for none.</param>
    /// <param name="name">What the mainline is called, for people.</param>
    public SettingsFound Assume(CommitId? remembered, string name) => At(remembered, name) ?? SettingsFound.Nothing;

    /// <summary>What is in force.</summary>
    /// <param name="tip">The newest commit of the mainline; null where there is none.</param>
    /// <param name="name">What the mainline is called, for people.</param>
    /// <exception cref="SettingsException">What is wrong with them.</exception>
    public SettingsFound Find(CommitId? tip, string name)
    {
        var found = Assume(tip, name);
        return found.Faults.Count == 0 ? found : throw new SettingsException(found.Faults);
    }

    /// <summary>
    /// What the working tree has; null where it has nothing. It is never in force: anybody's branch may be checked out, and
    /// settings name programs to run.
    /// </summary>
    public SettingsFound? OfWorkingTree() => repository.IsBare ? null : Peek(Path.Combine(repository.Location, SettingsReader.FileName));

    private SettingsFound? At(CommitId? tip, string name)
    {
        if (tip is not { } commit || repository.Find(commit) is null || repository.SizeOf(commit, SettingsReader.FileName) is not { } size)
            return null;
        var origin = new SettingsOrigin(SettingsOriginKind.Mainline, $"{name}:{SettingsReader.FileName}");
        return repository.ReadFile(commit, SettingsReader.FileName, SettingsReader.MostRead) is { } bytes
            ? SettingsReader.Check(bytes, origin)
            : size > SettingsReader.MostRead ? SettingsReader.TooLarge(origin, size) : SettingsReader.NoFile(origin);
    }
}
