using LibGit2Sharp;

namespace HotfixTools.Git;

/// <summary>The formats of repositories: which can be read, and what to say of the others.</summary>
internal static class RepositoryFormats
{
    // These change nothing that is done here: contents that a partial clone lacks are fetched by git, nothing is ever pruned,
    // and a path may be relative anyway.
    private static readonly string[] AlsoUnderstood = ["partialclone", "preciousobjects", "relativeworktrees"];

    // Once: the library frees its list while others may be reading it.
    private static readonly Lazy<bool> Extended = new(() =>
    {
        GlobalSettings.SetExtensions(AlsoUnderstood);
        return true;
    });

    /// <summary>Lets the library open what it would refuse without need.</summary>
    public static void Extend() => _ = Extended.Value;

    /// <summary>The error that tells of a format that cannot be read; null where something else is wrong.</summary>
    /// <param name="repository">The repository, for people.</param>
    /// <param name="words">What the library said.</param>
    /// <param name="inner">What was thrown.</param>
    public static HotfixException? Explain(string repository, string words, Exception inner)
    {
        bool Says(params string[] parts) => parts.All(part => words.Contains(part, StringComparison.OrdinalIgnoreCase));
        if (Says("object format") || Says("object-format") || Says("objectformat"))
            return HotfixErrors.RepositoryNotSupported(repository, "names its objects by SHA-256, and HotfixTools reads those that do so by SHA-1", "Follow the process by hand with git, which reads both; see docs/process.md.", inner);
        if (Says("refstorage"))
            return HotfixErrors.RepositoryNotSupported(repository, "keeps its refs as a reftable, and HotfixTools reads those that keep them as files", "In a clone of your own: git refs migrate --ref-format=files. Or clone it anew: git clone --ref-format=files <url>", inner);
        return Says("unsupported", "extension") || Says("unknown repository extension") || Says("unsupported", "version")
            ? HotfixErrors.RepositoryNotSupported(repository, $"is of a format that HotfixTools cannot read ({words.TrimEnd('.')})", "Clone it anew without that extension, and work there: git clone <url>", inner)
            : null;
    }
}
