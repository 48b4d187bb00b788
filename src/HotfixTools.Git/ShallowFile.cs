namespace HotfixTools.Git;

/// <summary>
/// The file of a Git folder that says where history is cut off. LibGit2Sharp tells no more of it than whether it was there
/// when the repository was opened, and libgit2 reads it then.
/// </summary>
/// <param name="file">The file.</param>
internal sealed class ShallowFile(string file)
{
    private static readonly HashSet<CommitId> None = [];

    private (DateTime WrittenAt, long Length) _state;
    private HashSet<CommitId> _cuts = None;

    /// <summary>The commits whose parents were left out.</summary>
    public IReadOnlySet<CommitId> Read()
    {
        var info = new FileInfo(file);
        if (!info.Exists)
            return _cuts = None;
        var state = (info.LastWriteTimeUtc, info.Length);
        if (_cuts.Count == 0 || state != _state)
        {
            _cuts = [.. File.ReadLines(file).Select(line => CommitId.TryParse(line.Trim(), out var id) ? id : null).OfType<CommitId>()];
            _state = state;
        }

        return _cuts;
    }

    /// <summary>Says where history is cut off now.</summary>
    /// <param name="cuts">The commits whose parents were left out.</param>
    public void Write(IReadOnlySet<CommitId> cuts)
    {
        if (cuts.Count == 0)
            File.Delete(file);
        else
            File.WriteAllText(file, string.Concat(cuts.Select(cut => $"{cut}\n")));
        _cuts = None;
    }
}
