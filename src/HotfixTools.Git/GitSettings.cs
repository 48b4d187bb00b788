using System.Globalization;
using HotfixTools.Git.Transport;
using LibGit2Sharp;

namespace HotfixTools.Git;

/// <summary>
/// The settings of git, as it would find them here and now: those of the environment (<c>GIT_CONFIG_COUNT</c>) go before
/// those of the worktree, and these before the files that libgit2 reads. Where libgit2 would read others, git is asked, once.
/// </summary>
/// <param name="files">What libgit2 reads of the folder that all worktrees share.</param>
/// <param name="worktree">The Git folder of the worktree.</param>
/// <param name="isLinked">Whether that is another folder: the worktree is a linked one.</param>
/// <param name="location">The repository, for people.</param>
internal sealed class GitSettings(Configuration files, string worktree, bool isLinked, string location)
{
    // What "git -c" hands down to what it starts.
    private const string Parameters = "GIT_CONFIG_PARAMETERS";

    private const string Include = "include.";
    private const string Conditional = "includeif.";

    // git knows others, and every now and then a new one.
    private static readonly string[] ConditionsOfLibrary = [$"{Conditional}gitdir:", $"{Conditional}gitdir/i:", $"{Conditional}onbranch:"];

    private bool? _isLeftToGit;
    private IReadOnlyList<Setting>? _ofGit;

    /// <summary>A setting; null where it is not set.</summary>
    /// <param name="name">Such as <c>user.name</c>.</param>
    /// <exception cref="HotfixException"><c>GitRequired</c>, <c>GitConfigurationInvalid</c>.</exception>
    public string? Find(string name) => Text(Look(name));

    /// <summary>A setting that has two names, of which the one that is set last counts; null where neither is set.</summary>
    /// <param name="one">One of them.</param>
    /// <param name="other">The other.</param>
    /// <exception cref="HotfixException"><c>GitRequired</c>, <c>GitConfigurationInvalid</c>.</exception>
    public string? FindLast(string one, string other)
    {
        var (first, second) = (Find(one), Find(other));
        // libgit2 does not tell which of them is the later.
        return first is null || second is null || first == second
            ? first ?? second
            : Text(OfGit($"telling which of {one} and {other} counts").LastOrDefault(setting => setting.Is(one) || setting.Is(other)));
    }

    /// <summary>A setting that is either true or false; false where it is not set.</summary>
    /// <param name="name">Such as <c>commit.gpgsign</c>.</param>
    /// <exception cref="FormatException">It is neither.</exception>
    /// <exception cref="HotfixException"><c>GitRequired</c>, <c>GitConfigurationInvalid</c>.</exception>
    public bool IsOn(string name) => IsOn(Look(name));

    // libgit2 follows no include of the environment, and sees the conditions of the others from the shared folder; those of
    // a worktree's own file it sees from nowhere. git is not asked without need: starting it takes its time.
    private bool IsLeftToGit => _isLeftToGit ??=
        Environment.GetEnvironmentVariable(Parameters) is { Length: > 0 }
        || OfEnvironment().Any(setting => Begins(setting.Name, Include) || Begins(setting.Name, Conditional))
        || files.Any(entry => Begins(entry.Key, Conditional) && (isLinked || !ConditionsOfLibrary.Any(known => Begins(entry.Key, known))))
        || OfWorktree(own => own.FirstOrDefault(entry => entry.Level == ConfigurationLevel.Local && Begins(entry.Key, Conditional))) is not null;

    private Setting? Look(string name) => IsLeftToGit
        ? OfGit("an include in its settings, which it alone follows,").LastOrDefault(setting => setting.Is(name))
        : OfEnvironment().LastOrDefault(setting => setting.Is(name)) ?? Read(OfWorktree(own => own.Get<string>(name, ConfigurationLevel.Local)) ?? files.Get<string>(name));

    // What scripts set for the time of one command; the last one counts.
    private static IEnumerable<Setting> OfEnvironment()
    {
        _ = int.TryParse(Environment.GetEnvironmentVariable("GIT_CONFIG_COUNT"), NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        for (var place = 0; place < count; place++)
        {
            if (Environment.GetEnvironmentVariable($"GIT_CONFIG_KEY_{place}") is { } name)
                yield return new Setting(name, Environment.GetEnvironmentVariable($"GIT_CONFIG_VALUE_{place}") ?? string.Empty);
        }
    }

    // A linked worktree is opened by the folder that all share, whose own file is not that of the worktree.
    private ConfigurationEntry<string>? OfWorktree(Func<Configuration, ConfigurationEntry<string>?> read)
    {
        var file = Path.Combine(worktree, "config.worktree");
        if (!File.Exists(file) || !IsOn(Read(files.Get<string>("extensions.worktreeConfig"))))
            return null;
        using var own = Configuration.BuildFrom(file);
        return read(own);
    }

    private IReadOnlyList<Setting> OfGit(string reason) => _ofGit ??= AskGit(reason);

    private List<Setting> AskGit(string reason)
    {
        if (!GitProgram.IsInstalled())
            throw HotfixErrors.GitRequired(reason);
        var start = GitProgram.For([$"--git-dir={worktree}", "config", "--list", "-z"]);
        // It would have this command alone read another file.
        start.Environment.Remove("GIT_CONFIG");
        var answer = GitProgram.Run(start);
        if (answer.ExitCode != 0)
            throw HotfixErrors.GitConfigurationInvalid(location, answer.Words.Trim(), null);
        return [.. answer.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\n', 2)).Select(parts => new Setting(parts[0], parts.ElementAtOrDefault(1)))];
    }

    private static bool Begins(string name, string beginning) => name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase);

    private static string? Text(Setting? setting) => setting is null ? null : setting.Value ?? string.Empty;

    private static Setting? Read(ConfigurationEntry<string>? entry) => entry is null ? null : new Setting(entry.Key, entry.Value);

    // As git reads it. A name without a value means that it is so.
    private static bool IsOn(Setting? setting) => setting is not null && (setting.Value ?? "true").ToLowerInvariant() switch
    {
        "true" or "yes" or "on" => true,
        "" or "false" or "no" or "off" => false,
        var text => IsOtherThanZero(text) ?? throw new FormatException($"{setting.Name} is '{setting.Value}', which is neither true nor false"),
    };

    // A number of 32 bits, which may end with a unit; null for none.
    private static bool? IsOtherThanZero(string text)
    {
        var unit = text[^1] switch { 'k' => 1L << 10, 'm' => 1L << 20, 'g' => 1L << 30, _ => 1L };
        return int.TryParse(unit == 1 ? text : text[..^1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && Math.Abs(number * unit) <= int.MaxValue
            ? number != 0
            : null;
    }

    /// <summary>A setting.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Value">Its value; null where it has none, which is not the same as an empty one.</param>
    private sealed record Setting(string Name, string? Value)
    {
        public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);
    }
}
