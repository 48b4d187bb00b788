using System.Diagnostics;
using System.Globalization;
using HotfixTools.Git.Transport;
using LibGit2Sharp;

namespace HotfixTools.Git.Merging;

/// <summary>
/// Merges by <c>git merge-tree</c>, which works in the object database. It is told that an empty folder is the working tree,
/// with the attributes of the commit that is merged into: so it merges as on a checkout of that one.
/// </summary>
/// <param name="worktree">The worktree whose settings it goes by.</param>
/// <param name="attributes">The attributes to go by.</param>
internal sealed class MergeProgram(RepositoryInformation worktree, MergeAttributes attributes)
{
    /// <summary>The first version that can.</summary>
    public const string Since = "2.38";

    private const int Clean = 0;
    private const int Conflicting = 1;
    private const int WrongUsage = 129;

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
            var listed = GitProgram.Run(Call(["config", "--list", "-z"]));
            if (listed.ExitCode != Clean)
                return Unable(listed.Words);
            var settings = new MergeSettings(listed.Output, worktree.WorkingDirectory ?? worktree.Path);
            if (settings.LeftToGit is { } why)
                return new MergeOutcome(null, [], false) { LeftToGit = why };
            var start = Call([.. settings.Options, "merge-tree", "--write-tree", "-z", "--name-only", "--messages", ours.Sha, theirs.Sha]);
            settings.HandTo(start.Environment);
            // A blob that a partial clone lacks is fetched.
            var git = GitProgram.Run(start);
            return git.ExitCode == WrongUsage ? null : settings.Refused(git.Words) ?? Answer(git.ExitCode, [.. git.Output.Split('\0').Select(PathOf)], git.Words);

            ProcessStartInfo Call(IEnumerable<string> arguments)
            {
                var call = GitProgram.OnObjects(worktree.Path, arguments);
                call.WorkingDirectory = root;
                call.Environment["GIT_WORK_TREE"] = root;
                call.Environment["GIT_INDEX_FILE"] = Path.Combine(folder, "index");
                call.Environment["LC_ALL"] = "C";
                return call;
            }

            // A file that is where the other side has a folder is given the name of its side; to us those are ids.
            string PathOf(string path) => new[] { ours, theirs }.Select(side => path.IndexOf($"~{side.Sha}", StringComparison.Ordinal)).FirstOrDefault(end => end > 0) is var end and > 0 ? path[..end] : path;
        }
        finally
        {
            TemporaryFolder.Remove(folder);
        }
    }

    private static MergeOutcome Answer(int exitCode, string[] output, string words)
    {
        if (exitCode is not (Clean or Conflicting))
            return Unable(words);
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

    private static MergeOutcome Unable(string words) => new(null, [], false) { LeftToGit = $"git itself cannot: {Essence(words)}" };

    private static string Essence(string words)
    {
        var lines = words.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return (lines.FirstOrDefault(line => line.StartsWith("fatal: ", StringComparison.Ordinal)) ?? lines.LastOrDefault() ?? "it says nothing").Replace("fatal: ", string.Empty).TrimEnd('.');
    }
}
