namespace HotfixTools;

/// <summary>
/// Finds the settings of a repository. Those at the tip of the mainline, at the remote, are in force; a command begins with
/// what the clone knows of them, so that it need not ask first, and its first look proves it.
/// </summary>
/// <param name="repository">The repository.</param>
internal sealed class SettingsFinder(IGitRepository repository)
{
    // One that is too large is a fault and not absent, as long as it can be read at all.
    private const int MostBytes = 64 * SettingsReader.MaxBytes;

    /// <summary>The file that a person names.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="HotfixException"><c>ConfigurationNotFound</c>.</exception>
    /// <exception cref="SettingsException">What is wrong with it.</exception>
    public static SettingsFound OfFile(string path)
    {
        var bytes = ReadFile(path) ?? throw HotfixErrors.ConfigurationNotFound(path);
        return SettingsReader.Read(bytes, new SettingsOrigin(SettingsOriginKind.File, path));
    }

    /// <summary>A file that a person names, as far as it can be read; null where there is none.</summary>
    /// <param name="path">Its path.</param>
    public static SettingsFound? Peek(string path) =>
        ReadFile(path) is { } bytes ? SettingsReader.Check(bytes, new SettingsOrigin(SettingsOriginKind.File, path)) : null;

    /// <summary>What to begin with where there is no clone that remembers anything.</summary>
    /// <param name="request">How the settings are found.</param>
    /// <exception cref="HotfixException"><c>ConfigurationNotFound</c>.</exception>
    /// <exception cref="SettingsException">What is wrong with the file that was named.</exception>
    public static SettingsFound Known(SettingsRequest request) =>
        request.File is { } file ? OfFile(file) : request.Known ?? SettingsFound.Nothing;

    /// <summary>What to begin with.</summary>
    /// <param name="remembered">The newest commit of the mainline that the clone knows of; null for none.</param>
    /// <param name="name">What the mainline is called, for people.</param>
    public SettingsFound Assume(CommitId? remembered, string name) => At(remembered, name) ?? OfWorkingTree() ?? SettingsFound.Nothing;

    /// <summary>What is in force.</summary>
    /// <param name="tip">The newest commit of the mainline; null where there is none.</param>
    /// <param name="name">What the mainline is called, for people.</param>
    /// <exception cref="SettingsException">What is wrong with them.</exception>
    public SettingsFound Find(CommitId? tip, string name)
    {
        var found = Assume(tip, name);
        return found.Faults.Count == 0 ? found : throw new SettingsException(found.Faults);
    }

    private SettingsFound? At(CommitId? tip, string name) =>
        tip is { } commit && repository.Find(commit) is not null && repository.ReadFile(commit, SettingsReader.FileName, MostBytes) is { } bytes
            ? SettingsReader.Check(bytes, new SettingsOrigin(SettingsOriginKind.Mainline, $"{name}:{SettingsReader.FileName}"))
            : null;

    /// <summary>What the working tree has; null where it has nothing.</summary>
    public SettingsFound? OfWorkingTree() =>
        !repository.IsBare && ReadFile(Path.Combine(repository.Location, SettingsReader.FileName)) is { } bytes
            ? SettingsReader.Check(bytes, new SettingsOrigin(SettingsOriginKind.WorkingTree, Path.Combine(repository.Location, SettingsReader.FileName)))
            : null;

    private static byte[]? ReadFile(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return file.Exists && file.Length <= MostBytes ? File.ReadAllBytes(path) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
