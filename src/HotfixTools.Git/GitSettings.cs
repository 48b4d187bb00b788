using System.Globalization;
using LibGit2Sharp;

namespace HotfixTools.Git;

/// <summary>
/// The settings of git, as it would find them here and now: those of the environment (<c>GIT_CONFIG_COUNT</c>) go before
/// those of the worktree, and these before the files that libgit2 reads.
/// </summary>
/// <param name="files">What libgit2 reads of the repository.</param>
/// <param name="worktree">The Git folder of the worktree, which may be a linked one.</param>
internal sealed class GitSettings(Configuration files, string worktree)
{
    /// <summary>A setting; null where it is not set.</summary>
    /// <param name="name">Such as <c>user.name</c>.</param>
    public string? Find(string name) => OfEnvironment(name) ?? OfWorktree(name) ?? files.Get<string>(name)?.Value;

    /// <summary>A setting that is either true or false; false where it is not set.</summary>
    /// <param name="name">Such as <c>commit.gpgsign</c>.</param>
    /// <exception cref="FormatException">It is neither.</exception>
    public bool IsOn(string name) => (OfEnvironment(name) ?? OfWorktree(name) ?? Boolean(files.Get<string>(name))) is { } text && ReadBoolean(name, text);

    // A name without a value means that it is so.
    private static string? Boolean(ConfigurationEntry<string>? entry) => entry is null ? null : entry.Value ?? "true";

    // As git reads it.
    private static bool ReadBoolean(string name, string text) => text.ToLowerInvariant() switch
    {
        "true" or "yes" or "on" => true,
        "" or "false" or "no" or "off" => false,
        _ => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number != 0
            : throw new FormatException($"{name} is '{text}', which is neither true nor false"),
    };

    // What "git -c" and scripts set for the time of one command; the last one counts.
    private static string? OfEnvironment(string name)
    {
        _ = int.TryParse(Environment.GetEnvironmentVariable("GIT_CONFIG_COUNT"), NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        for (var place = count - 1; place >= 0; place--)
        {
            if (name.Equals(Environment.GetEnvironmentVariable($"GIT_CONFIG_KEY_{place}"), StringComparison.OrdinalIgnoreCase))
                return Environment.GetEnvironmentVariable($"GIT_CONFIG_VALUE_{place}") ?? string.Empty;
        }

        return null;
    }

    // A linked worktree is opened by the folder that all share, whose own file is not that of the worktree.
    private string? OfWorktree(string name)
    {
        var file = Path.Combine(worktree, "config.worktree");
        if (!File.Exists(file) || !IsSet(files, "extensions.worktreeConfig"))
            return null;
        using var own = Configuration.BuildFrom(file);
        return Boolean(own.Get<string>(name, ConfigurationLevel.Local));
    }

    private static bool IsSet(Configuration files, string name) => Boolean(files.Get<string>(name)) is { } text && ReadBoolean(name, text);
}
