namespace HotfixTools.Git;

/// <summary>
/// What was fetched before, so that the next fetch brings only what is new. A file of the Git folder, not refs: a look at
/// the remote is to leave the refs of the clone, and <c>git log --all</c>, as they are. Losing it costs one longer fetch.
/// </summary>
/// <param name="file">The file.</param>
internal sealed class FetchNotes(string file)
{
    private const int Limit = 1000;

    private readonly Dictionary<string, CommitId?> _seen = new(StringComparer.Ordinal);

    /// <summary>The refs of the remote, as of the last fetches.</summary>
    public Dictionary<string, CommitId> Read() => With(ReadFile());

    /// <summary>Takes note of what was fetched; refs that are gone are forgotten.</summary>
    /// <param name="seen">Where refs are; null: gone.</param>
    public void Note(IEnumerable<KeyValuePair<string, CommitId?>> seen)
    {
        foreach (var (name, id) in seen)
            Note(name, id);
    }

    /// <summary>The same of one ref.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="id">Where it is; null: gone.</param>
    public void Note(string name, CommitId? id) => _seen[name] = id;

    /// <summary>Writes down what was noted, once for all fetches and pushes of a command.</summary>
    public void Write()
    {
        var before = ReadFile();
        var notes = With(before);
        if (notes.Count == before.Count && notes.Keys.All(name => before.TryGetValue(name, out var id) && id == notes[name]))
            return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var draft = $"{file}.{Guid.NewGuid():N}";
            // No more is read: of a remote with many branches, ours stay.
            var lines = notes.Keys.OrderBy(IsTheirs).Take(Limit).Select(name => $"{notes[name]} {name}");
            File.WriteAllLines(draft, lines);
            File.Move(draft, file, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A clone that cannot be written to is fetched from in full.
        }
    }

    private Dictionary<string, CommitId> With(Dictionary<string, CommitId> before)
    {
        var notes = new Dictionary<string, CommitId>(before, StringComparer.Ordinal);
        foreach (var (name, id) in _seen)
        {
            if (id is { } commit)
                notes[name] = commit;
            else
                notes.Remove(name);
        }

        return notes;
    }

    private Dictionary<string, CommitId> ReadFile()
    {
        Dictionary<string, CommitId> notes = new(StringComparer.Ordinal);
        try
        {
            foreach (var line in File.Exists(file) ? File.ReadLines(file).Take(Limit) : [])
            {
                if (line.Split(' ', 2) is [var id, var name] && CommitId.TryParse(id, out var commit))
                    notes[name] = commit;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Somebody writes it just now, or it is not ours to read.
        }

        return notes;
    }

    private static bool IsTheirs(string name) => name.StartsWith("refs/heads/", StringComparison.Ordinal) || name.StartsWith("refs/tags/", StringComparison.Ordinal);
}
