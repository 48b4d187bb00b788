using System.Diagnostics;
using System.Text;

namespace HotfixTools.Benchmarks.Histories;

/// <summary>A history, told to <c>git fast-import</c>: a million commits take seconds.</summary>
internal sealed class HistoryScript : IDisposable
{
    private const long Beginning = 1_500_000_000;

    /// <summary>Who commits.</summary>
    public const string Who = "Ada Example <ada@example.com>";

    private readonly Process _import;
    private readonly StreamWriter _script;
    private long _mark;
    private long _time = Beginning;

    /// <summary>Begins to write into a repository.</summary>
    /// <param name="repository">The repository.</param>
    public HistoryScript(string repository)
    {
        _import = Process.Start(new ProcessStartInfo("git", ["fast-import", "--quiet", "--force"]) { WorkingDirectory = repository, RedirectStandardInput = true })!;
        _script = new StreamWriter(_import.StandardInput.BaseStream, new UTF8Encoding(false), 1 << 16) { NewLine = "\n" };
    }

    /// <summary>A commit; its mark.</summary>
    /// <param name="branch">The full name of the ref.</param>
    /// <param name="message">What it says.</param>
    /// <param name="parent">The mark of its parent; 0: that of the branch, or none.</param>
    /// <param name="merged">The mark of what it merges; 0: nothing.</param>
    /// <param name="files">Paths and contents.</param>
    public long Commit(string branch, string message, long parent = 0, long merged = 0, params (string Path, string Content)[] files)
    {
        _script.WriteLine($"commit {branch}\nmark :{++_mark}\ncommitter {Who} {_time += 60} +0000");
        Data(message);
        if (parent > 0)
            _script.WriteLine($"from :{parent}");
        if (merged > 0)
            _script.WriteLine($"merge :{merged}");
        foreach (var (path, content) in files)
        {
            _script.WriteLine($"M 100644 inline {path}");
            Data(content);
        }

        return _mark;
    }

    /// <summary>Commands as they are.</summary>
    /// <param name="commands">The commands of git-fast-import(1), each with its line end.</param>
    public void Raw(string commands) => _script.Write(commands);

    /// <summary>Sets a ref.</summary>
    /// <param name="name">Its full name.</param>
    /// <param name="mark">The mark of its commit.</param>
    public void Reset(string name, long mark) => _script.WriteLine($"reset {name}\nfrom :{mark}\n");

    /// <summary>Ends the script, and waits until all is written.</summary>
    public void Dispose()
    {
        _script.WriteLine("done");
        _script.Dispose();
        _import.WaitForExit();
        if (_import.ExitCode != 0)
            throw new InvalidOperationException($"git fast-import ended with {_import.ExitCode}.");
        _import.Dispose();
    }

    private void Data(string text) => _script.WriteLine($"data {Encoding.UTF8.GetByteCount(text)}\n{text}");
}
