using System.Globalization;
using System.Text.Json;

namespace HotfixTools.ModuleTests.Interleaving;

/// <summary>All commits that were ever at the remote, read by plain git; what is told of them is worked out here, without the module.</summary>
internal sealed class Commits(string remote)
{
    private const string NoBlob = "0000000000000000000000000000000000000000";

    private readonly Dictionary<string, Commit> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonElement> _entries = new(StringComparer.Ordinal);

    /// <summary>A commit.</summary>
    public Commit this[string id]
    {
        get
        {
            Learn([id]);
            return _known[id];
        }
    }

    /// <summary>Reads commits, and all before them.</summary>
    public void Learn(IEnumerable<string> ids)
    {
        string[] wanted = [.. ids.Where(id => !_known.ContainsKey(id)).Distinct()];
        if (wanted.Length == 0)
            return;
        var output = GitProcess.Run(remote, ["log", "--topo-order", "--reverse", "--raw", "--no-abbrev", "--no-renames", "--root", "--diff-merges=first-parent", "--format=%x01%H%x02%P%x02%ct%x02%B%x02", .. wanted]);
        foreach (var record in output.Split('\u0001', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = record.Split('\u0002');
            if (_known.ContainsKey(parts[0]))
                continue;
            var parents = parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Dictionary<string, string?> patch = [];
            foreach (var line in parts[4].Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                var (fields, path) = (line.Split('\t')[0].Split(' '), line.Split('\t')[1]);
                patch[path] = fields[3] == NoBlob ? null : fields[3];
            }

            Dictionary<string, string> files = parents.Length > 0 ? new(_known[parents[0]].Files) : [];
            foreach (var (path, blob) in patch)
            {
                if (blob is null)
                    files.Remove(path);
                else
                    files[path] = blob;
            }

            _known[parts[0]] = new Commit(parts[0], parents, long.Parse(parts[2], CultureInfo.InvariantCulture), parts[3], patch, files);
        }
    }

    /// <summary>A commit and all before it.</summary>
    public HashSet<string> Past(params IEnumerable<string> ids)
    {
        HashSet<string> seen = [];
        Stack<string> open = new(ids);
        while (open.TryPop(out var id))
        {
            if (!seen.Add(id))
                continue;
            foreach (var parent in this[id].Parents)
                open.Push(parent);
        }

        return seen;
    }

    /// <summary>Whether one is in the past of another.</summary>
    public bool IsAncestor(string old, string young) => Past(young).Contains(old);

    /// <summary>What a commit has in its past that another has not, oldest first.</summary>
    public Commit[] Range(string from, string to)
    {
        var before = Past(from);
        List<Commit> found = [];
        HashSet<string> seen = [];
        void Visit(string id)
        {
            if (before.Contains(id) || !seen.Add(id))
                return;
            foreach (var parent in this[id].Parents)
                Visit(parent);
            found.Add(this[id]);
        }

        Visit(to);
        return [.. found];
    }

    /// <summary>The newest that two have in common.</summary>
    public string[] MergeBases(string one, string other)
    {
        var common = Past(one);
        common.IntersectWith(Past(other));
        return [.. common.Where(id => !common.Any(younger => younger != id && IsAncestor(id, younger)))];
    }

    /// <summary>Whether merging a commit into another would change nothing; null where that is not simple to say.</summary>
    public bool? HasAllOf(string tip, string head)
    {
        if (MergeBases(tip, head) is not [var fork])
            return null;
        return Changes(fork, head).All(change => this[tip].Files.GetValueOrDefault(change.Key) == change.Value);
    }

    /// <summary>What changed from one commit to another.</summary>
    public Dictionary<string, string?> Changes(string from, string to)
    {
        var (before, after) = (this[from].Files, this[to].Files);
        return before.Keys.Union(after.Keys).Where(path => before.GetValueOrDefault(path) != after.GetValueOrDefault(path))
            .ToDictionary(path => path, path => after.GetValueOrDefault(path));
    }

    /// <summary>The entry of a chain that a commit is.</summary>
    public JsonElement Entry(string id)
    {
        if (!_entries.TryGetValue(id, out var entry))
            _entries[id] = entry = JsonDocument.Parse(GitProcess.Run(remote, "show", id + ":entry.json")).RootElement;
        return entry;
    }

    /// <summary>The entries of a chain, newest first.</summary>
    public IEnumerable<(string Id, JsonElement Entry)> Chain(string? tip)
    {
        for (var next = tip; next is { } id; next = Crashing.ChainLog.Text(Entry(id), "previous"))
            yield return (id, Entry(id));
    }
}
