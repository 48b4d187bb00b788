using System.Diagnostics;
using System.Globalization;
using HotfixTools.Git.Transport;
using LibGit2Sharp;

namespace HotfixTools.Git.Merging;

/// <summary>
/// Merges by <c>git merge-tree</c>, which works in the object database. It is told that an empty folder is the working tree,
/// with the attributes of the commit that is merged into: so it merges as on a checkout of that one.
/// </summary>
/// <param name="repository">The repository.</param>
/// <param name="attributes">The attributes to go by.</param>
internal sealed class MergeProgram(Repository repository, MergeAttributes attributes)
{
    /// <summary>The first version that can.</summary>
    public const string Since = "2.38";

    private const int Clean = 0;
    private const int Conflicting = 1;
    private const int WrongUsage = 129;
    private const string Mark = "hotfixtools-merge-driver:";

    // A driver that leaves our side as it is works anywhere, and is how people spell "ours".
    private static readonly string[] Harmless = ["true", "/bin/true", "/usr/bin/true", ":", "exit 0"];

    /// <summary>Merges.</summary>
    /// <param name="ours">The commit that is merged into.</param>
    /// <param name="theirs">The commit that is merged.</param>
    /// <returns>Null where git is too old. Whether a clean one changes anything is the caller's to say.</returns>
    public MergeOutcome? Merge(Commit ours, Commit theirs)
    {
        var folder = Directory.CreateTempSubdirectory("hotfixtools-").FullName;
        try
        {
            var root = Directory.CreateDirectory(Path.Combine(folder, "tree")).FullName;
            attributes.WriteTo(root);
            var start = GitProgram.OnObjects(repository.Info.Path, ["merge-tree", "--write-tree", "-z", "--name-only", "--messages", ours.Sha, theirs.Sha]);
            start.WorkingDirectory = root;
            start.Environment["GIT_WORK_TREE"] = root;
            start.Environment["GIT_INDEX_FILE"] = Path.Combine(folder, "index");
            start.Environment["LC_ALL"] = "C";
            var drivers = RefuseDrivers(start);
            // A blob that a partial clone lacks is fetched.
            var git = GitProgram.Run(start);
            return git.ExitCode == WrongUsage ? null : Answer(git.ExitCode, [.. git.Output.Split('\0').Select(PathOf)], git.Words, drivers);

            // A file that is where the other side has a folder is given the name of its side; to us those are ids.
            string PathOf(string path) => new[] { ours, theirs }.Select(side => path.IndexOf($"~{side.Sha}", StringComparison.Ordinal)).FirstOrDefault(end => end > 0) is var end and > 0 ? path[..end] : path;
        }
        finally
        {
            TemporaryFolder.Remove(folder);
        }
    }

    private static MergeOutcome Answer(int exitCode, string[] output, string words, List<string> drivers)
    {
        var asked = words.Split('\n').Where(line => line.StartsWith(Mark, StringComparison.Ordinal)).Select(line => line[Mark.Length..].Split(':', 2)).Distinct().ToList();
        if (asked.Count > 0)
        {
            var names = asked.Select(call => drivers[int.Parse(call[0], CultureInfo.InvariantCulture)]).Distinct().Order(StringComparer.Ordinal);
            return new MergeOutcome(null, [.. asked.Select(call => call[1]).Distinct().Order(StringComparer.Ordinal)], false)
            {
                LeftToGit = $"the merge driver '{string.Join("', '", names)}' of your Git configuration is a program that needs a checkout",
            };
        }

        if (exitCode is not (Clean or Conflicting))
            return new MergeOutcome(null, [], false) { LeftToGit = $"git itself cannot: {Essence(words)}" };
        var files = output.Skip(1).TakeWhile(file => file.Length > 0).ToList();
        // Where a renamed file meets another, git (2.39, say) tells of a conflict, leaves its marks in the file, and calls that clean.
        var told = Told(output.AsSpan(files.Count + 2));
        return exitCode == Clean && told.Count == 0
            ? new MergeOutcome(new TreeId(output[0]), [], false)
            : new MergeOutcome(null, [.. (files.Count > 0 ? files : told).Distinct().Order(StringComparer.Ordinal)], false);
    }

    // The files of the conflicts that git tells of: how many files, these, what it is, and in words for people.
    private static List<string> Told(ReadOnlySpan<string> messages)
    {
        List<string> told = [];
        while (messages.Length > 0 && int.TryParse(messages[0], CultureInfo.InvariantCulture, out var count) && messages.Length > count + 2)
        {
            if (messages[count + 1].StartsWith("CONFLICT", StringComparison.Ordinal))
                told.AddRange(messages[1..(count + 1)]);
            messages = messages[(count + 3)..];
        }

        return told;
    }

    // Each driver is put in place of by one that says its name: which files it is asked for, git knows best.
    private List<string> RefuseDrivers(ProcessStartInfo start)
    {
        const string Count = "GIT_CONFIG_COUNT";
        List<string> names = [];
        _ = int.TryParse(start.Environment.TryGetValue(Count, out var given) ? given : null, CultureInfo.InvariantCulture, out var count);
        foreach (var entry in repository.Config.Where(entry => IsDriver(entry.Key)).GroupBy(entry => entry.Key, StringComparer.Ordinal).Select(same => same.MaxBy(entry => entry.Level)!))
        {
            // Of one without a value git itself says what is wrong.
            if (entry.Value is not { } driver || Harmless.Contains(driver.Trim()))
                continue;
            start.Environment[$"GIT_CONFIG_KEY_{count}"] = entry.Key;
            start.Environment[$"GIT_CONFIG_VALUE_{count}"] = $"echo {Mark}{names.Count}:%P >&2; exit 1";
            names.Add(entry.Key["merge.".Length..^".driver".Length]);
            count++;
        }

        start.Environment[Count] = count.ToString(CultureInfo.InvariantCulture);
        return names;
    }

    private static bool IsDriver(string key) =>
        key.StartsWith("merge.", StringComparison.Ordinal) && key.EndsWith(".driver", StringComparison.Ordinal) && key.Length > "merge..driver".Length;

    private static string Essence(string words)
    {
        var lines = words.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return (lines.FirstOrDefault(line => line.StartsWith("fatal: ", StringComparison.Ordinal)) ?? lines.LastOrDefault() ?? "it says nothing").Replace("fatal: ", string.Empty).TrimEnd('.');
    }
}
