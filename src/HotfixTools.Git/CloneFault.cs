using LibGit2Sharp;

namespace HotfixTools.Git;

/// <summary>
/// What is wrong with the clone, and not with what was asked of it or of the remote. The library throws the same for all, so its
/// words must tell.
/// </summary>
internal static class CloneFault
{
    private const string OfConfiguration = "failed to parse config file";
    private static readonly string[] OfPermission = ["permission denied", "operation not permitted", "read-only file system", "access is denied"];
    private static readonly string[] OfLocks = ["failed to lock file"];
    private static readonly string[] OfMissing = ["object not found"];
    private static readonly string[] OfDamage =
    [
        "loose reference", "packed reference", "cannot resolve reference", "loose object", "pack file", "packfile", "in the same pack", "incorrect data check", "invalid object specified", "graft",
    ];

    /// <summary>The error that tells of it; null where the library's words are about something else.</summary>
    /// <param name="clone">The clone.</param>
    /// <param name="isPartial">Whether it is a partial one.</param>
    /// <param name="error">What the library threw.</param>
    public static HotfixException? Explain(string clone, bool isPartial, LibGit2SharpException error)
    {
        var words = WordsOf(error);
        bool Says(string[] some) => some.Any(word => words.Contains(word, StringComparison.OrdinalIgnoreCase));
        return ExplainConfiguration(clone, error) is { } fault ? fault
            : Says(OfPermission) ? HotfixErrors.CloneForbidden(clone, words, error)
            : error is LockedFileException || Says(OfLocks) ? HotfixErrors.CloneLocked(clone, words, error)
            : Says(OfMissing) ? HotfixErrors.ObjectMissing(clone, isPartial, words, error)
            : Says(OfDamage) ? HotfixErrors.CloneDamaged(clone, words, error)
            : null;
    }

    /// <summary>The same, of Git's configuration alone, which is read without a clone, too.</summary>
    /// <param name="place">The repository, or the remote.</param>
    /// <param name="error">What the library threw.</param>
    public static HotfixException? ExplainConfiguration(string place, LibGit2SharpException error) =>
        error.Message.Contains(OfConfiguration, StringComparison.Ordinal) ? HotfixErrors.GitConfigurationInvalid(place, WordsOf(error), error) : null;

    /// <summary>The library's words, as the end of a sentence.</summary>
    /// <param name="error">What it threw.</param>
    public static string WordsOf(LibGit2SharpException error) => error.Message.TrimEnd(' ', '.', ':');
}
