using System.Collections.Immutable;

namespace HotfixTools.Git.Tests.Properties;

/// <summary>The files of a commit: of each path, its mode and content.</summary>
internal sealed class Files
{
    private const string Plain = "100644";
    private const string Executable = "100755";
    private const string Link = "120000";

    // Few names, so that both sides of a merge often mean the same.
    private static readonly string[] Folders = ["", "a/", "b/", "a/c/", "lib/", "Lib/"];
    private static readonly string[] Names = ["x", "y", "z", "X", "a", "é"];

    // Lines that repeat: where a change belongs is a matter of judgement.
    private static readonly string[] Lines = ["{", "}", "", "one", "two", "three", "four", "five"];

    private readonly ImmutableSortedDictionary<string, (string Mode, string Content)> _files;

    private Files(ImmutableSortedDictionary<string, (string Mode, string Content)> files) => _files = files;

    /// <summary>None.</summary>
    public static Files None { get; } = new(ImmutableSortedDictionary.Create<string, (string, string)>(StringComparer.Ordinal));

    /// <summary>What every history begins with.</summary>
    public static Files Start { get; } = None
        .With("x", Plain, Text(0, 12)).With("y", Plain, Text(3, 9)).With("a/x", Plain, Text(5, 14)).With("a/y", Plain, Text(7, 6)).With("a/c/z", Plain, Text(1, 8)).With("lib/x", Plain, Text(11, 10)).With("lib/y", Plain, string.Empty);

    /// <summary>The paths, modes and contents.</summary>
    public IEnumerable<(string Path, string Mode, string Content)> All => _files.Select(file => (file.Key, file.Value.Mode, file.Value.Content));

    /// <summary>As a careless merge leaves them: of each path what one side made of it, ours where both did.</summary>
    public static Files Merge(Files origin, Files ours, Files theirs)
    {
        var merged = ours;
        foreach (var path in origin._files.Keys.Union(theirs._files.Keys))
        {
            var (was, mine, other) = (origin.Find(path), ours.Find(path), theirs.Find(path));
            if (mine == was && other != was)
                merged = other is { } file ? merged.With(path, file.Mode, file.Content) : merged.Without(path);
        }

        return merged;
    }

    /// <summary>After a change.</summary>
    public Files After(Edit edit)
    {
        var other = Folders[edit.Place % Folders.Length] + Names[edit.Text % Names.Length];
        if (_files.Count == 0)
            return With(other, Plain, Text(edit.Text, 6));
        var (path, (mode, content)) = _files.ElementAt(edit.File % _files.Count);
        return edit.Kind switch
        {
            <= 7 when mode != Link => With(path, mode, Change(content, edit)),
            8 => With(other, Plain, Text(edit.Text, edit.Place % 12)),
            9 => Without(path),
            10 or 11 => Without(path).With(other, mode, content),
            12 when mode != Link => Without(path).With(other, mode, Change(content, edit)),
            13 => Moved(edit),
            14 when mode != Link => With(path, mode == Plain ? Executable : Plain, content),
            15 => With(path, Link, Names[edit.Text % Names.Length]),
            16 => With(other, mode, content),
            17 when mode == Link => With(path, Plain, Text(edit.Text, 4)),
            17 => With(path, mode, "\0" + content),
            18 when mode != Link => With(path, mode, content.Contains('\r') ? content.Replace("\r", string.Empty) : content.Replace("\n", "\r\n")),
            _ => With(other, Plain, string.Empty),
        };
    }

    private static string Text(int seed, int length) => string.Concat(Enumerable.Range(0, length).Select(line => Lines[((line * line) + (seed * (line + 1))) % Lines.Length] + "\n"));

    private static string Change(string content, Edit edit)
    {
        var lines = content.Split('\n').ToList();
        var at = edit.Place % lines.Count;
        var text = Lines[edit.Text % Lines.Length];
        switch (edit.Kind % 4)
        {
            case 0:
                lines.Insert(at, text);
                break;
            case 1:
                lines[at] = text;
                break;
            case 2:
                lines.RemoveAt(at);
                break;
            default:
                // A block is copied, which is how lines come to repeat.
                lines.InsertRange(at, lines.Take(Math.Min(lines.Count, 3)).ToList());
                break;
        }

        return string.Join('\n', lines.Take(24));
    }

    private Files Moved(Edit edit)
    {
        var (from, to) = (Folders[1 + (edit.File % (Folders.Length - 1))], Folders[edit.Place % Folders.Length]);
        if (to.StartsWith(from, StringComparison.Ordinal))
            to = "moved/";
        var result = this;
        foreach (var (path, (mode, content)) in _files.Where(file => file.Key.StartsWith(from, StringComparison.Ordinal)))
            result = result.Without(path).With(to + path[from.Length..], mode, content);
        return result;
    }

    private (string Mode, string Content)? Find(string path) => _files.TryGetValue(path, out var file) ? file : null;

    private Files Without(string path) => new(_files.Remove(path));

    // A file where there is a folder takes its place, and the other way round.
    private Files With(string path, string mode, string content) =>
        new(_files.RemoveRange(_files.Keys.Where(other => other.StartsWith(path + "/", StringComparison.Ordinal) || path.StartsWith(other + "/", StringComparison.Ordinal))).SetItem(path, (mode, content)));
}
