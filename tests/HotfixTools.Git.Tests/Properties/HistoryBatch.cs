using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using HotfixTools.Testing;

namespace HotfixTools.Git.Tests.Properties;

/// <summary>Many histories in one bare repository, made by one <c>git fast-import</c>.</summary>
internal sealed partial class HistoryBatch : IDisposable
{
    // What a program ends with that ends itself (SIGABRT).
    private const int Aborted = 134;

    private const long Begin = 1_700_000_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("hotfixtools-property-").FullName;
    private readonly Dictionary<(History, int), CommitId> _ids = [];
    private readonly StringBuilder _stream = new();
    private int _marks;

    public HistoryBatch(IReadOnlyList<History> histories)
    {
        Histories = histories;
        GitProcess.Run(_folder, "init", "--quiet", "--bare");
        Dictionary<(History, int), int> marks = [];
        foreach (var history in histories)
        {
            for (var commit = 0; commit < history.Count; commit++)
            {
                marks[(history, commit)] = Write(
                    history.FilesOf(commit), $"{history.MessageOf(commit)} {commit} of {_marks}", [.. history.Parents(commit).Select(parent => marks[(history, parent)])],
                    Begin + (60 * commit));
            }
        }

        var ids = Import();
        foreach (var (commit, mark) in marks)
            _ids[commit] = ids[mark];
        Repository = new GitService().Open(_folder);
    }

    /// <summary>The histories.</summary>
    public IReadOnlyList<History> Histories { get; }

    /// <summary>The repository, through the product.</summary>
    public IGitRepository Repository { get; }

    /// <summary>The id of a commit.</summary>
    public CommitId Id(History history, int commit) => _ids[(history, commit)];

    /// <summary>Runs git in it.</summary>
    public string Git(params string[] arguments) => GitProcess.Run(_folder, arguments);

    /// <summary>What git comes to that merges pairs of commits, in order: a tree, or the files in conflict.</summary>
    public List<(string? Tree, List<string> Conflicts)> Merge(IEnumerable<(CommitId Ours, CommitId Theirs)> pairs)
    {
        var output = GitWithInput(string.Concat(pairs.Select(pair => $"{pair.Ours} {pair.Theirs}\n")), "merge-tree", "--stdin", "--name-only", "--messages");
        List<(string?, List<string>)> answers = [];
        using var words = ((IEnumerable<string>)output.Split('\0')).GetEnumerator();
        while (words.MoveNext() && words.Current is "0" or "1")
        {
            var isClean = words.Current == "1";
            words.MoveNext();
            var tree = words.Current;
            List<string> conflicts = [];
            while (words.MoveNext() && words.Current.Length > 0)
                conflicts.Add(SideOfName().Replace(words.Current, string.Empty));
            // How many files, these, what it is, and in words. Some versions of git call some conflicts clean that it tells of here.
            List<string> told = [];
            while (words.MoveNext() && words.Current.Length > 0)
            {
                List<string> message = [.. Enumerable.Range(0, int.Parse(words.Current) + 2).Select(_ => words.MoveNext() ? words.Current : string.Empty)];
                if (message[^2].StartsWith("CONFLICT", StringComparison.Ordinal))
                    told.AddRange(message[..^2].Select(path => SideOfName().Replace(path, string.Empty)));
            }

            answers.Add((isClean && told.Count == 0 ? tree : null, [.. (conflicts.Count > 0 ? conflicts : told).Distinct().Order(StringComparer.Ordinal)]));
        }

        return answers;
    }

    /// <summary>Commits of which a merge is what a pick is: one that has the files before, and one on it for each side.</summary>
    public List<(CommitId Ours, CommitId Theirs)> AsMerges(IEnumerable<(History History, int Picked, int Onto)> picks)
    {
        List<(int Ours, int Theirs)> marks = [];
        foreach (var (history, picked, onto) in picks)
        {
            var before = Write(history.Parents(picked) is [var parent, ..] ? history.FilesOf(parent) : Files.None, "Before", [], Begin);
            marks.Add((Write(history.FilesOf(onto), "Onto", [before], Begin), Write(history.FilesOf(picked), "Picked", [before], Begin)));
        }

        var ids = Import();
        return [.. marks.Select(pair => (ids[pair.Ours], ids[pair.Theirs]))];
    }

    /// <summary>The patch of each commit, as git tells patches from each other; none where it changes nothing.</summary>
    public Dictionary<CommitId, string> PatchIds()
    {
        var patches = GitWithInput(string.Concat(_ids.Values.Distinct().Select(id => $"{id}\n")), "log", "--stdin", "--no-walk", "--patch", "--no-renames", "--full-index", "--root", "--diff-merges=first-parent");
        return GitWithInput(patches, "patch-id", "--verbatim").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ')).ToDictionary(words => CommitId.Parse(words[1]), words => words[0]);
    }

    // A file in the place of a folder gets the name of its side, which is an id here.
    [GeneratedRegex("~[0-9a-f]{40}(_[0-9]+)?$")]
    private static partial Regex SideOfName();

    /// <inheritdoc/>
    public void Dispose()
    {
        Repository.Dispose();
        TestHome.Remove(_folder);
    }

    // fast-import makes of equal commits one, which is right: a history is only told from another by what it is.
    private int Write(Files files, string message, int[] parents, long time)
    {
        var mark = ++_marks;
        _stream.Append($"commit refs/all/{mark}\nmark :{mark}\ncommitter A <a@example.com> {time} +0000\ndata {Encoding.UTF8.GetByteCount(message)}\n{message}\n");
        for (var index = 0; index < parents.Length; index++)
            _stream.Append($"{(index == 0 ? "from" : "merge")} :{parents[index]}\n");
        _stream.Append("deleteall\n");
        foreach (var (path, mode, content) in files.All)
            _stream.Append($"M {mode} inline {path}\ndata {Encoding.UTF8.GetByteCount(content)}\n{content}\n");
        _stream.Append('\n');
        return mark;
    }

    private Dictionary<int, CommitId> Import()
    {
        var marks = Path.Combine(_folder, "marks");
        GitWithInput(_stream.ToString(), "fast-import", "--quiet", "--force", $"--export-marks={marks}");
        _stream.Clear();
        return File.ReadLines(marks).Select(line => line.Split(' ')).ToDictionary(words => int.Parse(words[0][1..]), words => CommitId.Parse(words[1]));
    }

    private string GitWithInput(string input, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-c", "core.quotePath=false", .. arguments])
        {
            WorkingDirectory = _folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
        };
        using var git = Process.Start(start)!;
        var error = git.StandardError.ReadToEndAsync();
        var output = git.StandardOutput.ReadToEndAsync();
        git.StandardInput.Write(input);
        git.StandardInput.Close();
        git.WaitForExit();
        if (git.ExitCode == Aborted)
            throw new GitAbortedException(error.Result);
        Assert.True(git.ExitCode is 0 or 1, $"git {string.Join(' ', arguments)}: {error.Result}");
        return output.Result;
    }
}
