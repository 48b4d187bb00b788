namespace HotfixTools.ModuleTests.Interleaving;

/// <summary>Follows the remote, ref by ref, as each is written: a hook writes them down.</summary>
internal sealed class RemoteWatch
{
    private const string LogName = "written";

    /// <summary>The hook <c>reference-transaction</c>'s part.</summary>
    public const string Hook = $"grep ' refs/' >> {LogName}";

    private readonly string _remote;
    private readonly Dictionary<string, string> _refs = new(StringComparer.Ordinal);
    private int _read;

    public RemoteWatch(string remote)
    {
        _remote = remote;
        foreach (var line in Lines())
            _refs[line[0]] = line[1];
        _read = Log().Length;
    }

    /// <summary>The refs as of the last change that was taken.</summary>
    public IReadOnlyDictionary<string, string> Refs => _refs;

    /// <summary>What was written since the last time, one after the other; the refs are as of each when it is handed out.</summary>
    public IEnumerable<RefChange> Take()
    {
        var lines = Log();
        var open = lines.Skip(_read).Select(line => line.Split(' ')).Select(parts => (Ref: parts[2], Old: Id(parts[0]), New: Id(parts[1]))).ToList();
        _read = lines.Length;
        while (open.Count > 0)
        {
            // The hooks of two pushes at once may write in either order. A deletion may not say from where.
            var next = open.FindIndex(line => line.Old == _refs.GetValueOrDefault(line.Ref));
            if (next < 0)
                next = open.FindIndex(line => line.Old is null && line.New is null);
            Assert.True(next >= 0, "A ref was written that was not what it was taken for: " + string.Join(", ", open));
            var change = new RefChange(open[next].Ref, _refs.GetValueOrDefault(open[next].Ref), open[next].New);
            open.RemoveAt(next);
            if (change.Old == change.New)
                continue;
            if (change.New is { } id)
                _refs[change.Ref] = id;
            else
                _refs.Remove(change.Ref);
            yield return change;
        }
    }

    /// <summary>Asserts that what was followed is what there is.</summary>
    public void AssertIsWhole() =>
        Assert.Equal(Lines().Select(line => $"{line[0]} {line[1]}"), _refs.OrderBy(found => found.Key, StringComparer.Ordinal).Select(found => $"{found.Key} {found.Value}"));

    private IEnumerable<string[]> Lines() =>
        GitProcess.Run(_remote, "for-each-ref", "--format=%(refname) %(objectname)").Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).Select(line => line.Split(' '));

    private string[] Log() => File.Exists(Path.Combine(_remote, LogName)) ? File.ReadAllLines(Path.Combine(_remote, LogName)) : [];

    private static string? Id(string text) => text.All(digit => digit == '0') ? null : text;
}
