using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace HotfixTools.Services.Tests;

/// <summary>Real programs: what they print, how they end, and that nothing of them is left.</summary>
public sealed class ChildProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hotfixtools-child-").FullName;
    private readonly List<(string Line, bool IsError)> _told = [];

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("kill -9 $$", 137)]
    public void Its_exit_status_is_told(string script, int status) => Assert.Equal(status, Run(script));

    [Fact]
    public void Its_lines_are_told_to_the_last_and_with_their_stream()
    {
        Run(@"printf 'one\r\ntwo\rthree\n\nfour'; printf 'wrong' >&2");
        Assert.Equal(["one", "two", "three", "", "four"], Output());
        Assert.Contains(("wrong", true), _told);
    }

    [Fact]
    public void Much_that_it_prints_is_told()
    {
        Run("i=0; while [ $i -lt 20000 ]; do echo line; echo error >&2; i=$((i+1)); done");
        Assert.Equal((20000, 20000), (_told.Count(told => !told.IsError), _told.Count(told => told.IsError)));
    }

    [Fact]
    public async Task What_it_has_printed_at_once_does_not_hold_up_who_listens()
    {
        using var lines = new BlockingCollection<(string Line, bool IsError)>(10);
        using var reader = new StreamReader(new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("line\n", 100)))));
        var cancellation = TestContext.Current.CancellationToken;

        var calling = Task.Run(() => { _ = ChildProcess.Read(reader, isError: false, lines, cancellation); }, cancellation);

        await calling.WaitAsync(TimeSpan.FromSeconds(20), cancellation);
        for (var i = 0; i < 100; i++)
            Assert.Equal("line", lines.Take(cancellation).Line);
    }

    [Fact]
    public void Of_a_line_without_end_the_beginning_is_kept()
    {
        Run("head -c 3000000 /dev/zero | tr '\\0' x; echo; echo last");
        Assert.Equal([ChildProcess.LongestLine, 4], Output().Select(line => line.Length));
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("yes | tr -d '\\n'")]
    [InlineData("sleep 60")]
    [InlineData("trap '' TERM INT; while true; do sleep 1; done")]
    public void One_that_does_not_end_is_stopped(string script)
    {
        var watch = Stopwatch.StartNew();
        Assert.Throws<TimeoutException>(() => Run(script, TimeSpan.FromSeconds(0.5), keep: false));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task With_its_children()
    {
        var marker = Path.Combine(_folder, "marker");
        using var stop = new CancellationTokenSource();
        var start = Shell($"(echo begun; sleep 2; echo lives > '{marker}') & wait");
        Assert.ThrowsAny<OperationCanceledException>(() => ChildProcess.Run(start, TimeSpan.FromMinutes(1), stop.Token, (_, _) => stop.Cancel()));
        await Task.Delay(TimeSpan.FromSeconds(2.5), TestContext.Current.CancellationToken);
        Assert.False(File.Exists(marker));
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("sleep 60")]
    public void Whoever_waits_can_stop(string script)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        Assert.ThrowsAny<OperationCanceledException>(() => Run(script, TimeSpan.FromMinutes(1), keep: false, stop.Token));
    }

    [Fact]
    public void Who_has_stopped_already_starts_nothing()
    {
        var marker = Path.Combine(_folder, "marker");
        Assert.ThrowsAny<OperationCanceledException>(() => Run($"touch '{marker}'", cancellation: new CancellationToken(canceled: true)));
        Assert.False(File.Exists(marker));
    }

    [Fact]
    public void What_it_leaves_in_the_background_does_not_hold_it_up()
    {
        var watch = Stopwatch.StartNew();
        Assert.Equal(0, Run("echo begun; sleep 8 & exit 0"));
        Assert.Equal(["begun"], Output());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(7));
    }

    [Fact]
    public void What_asks_gets_no_answer() => Assert.Equal(3, Run("read answer || exit 3"));

    [Theory]
    [InlineData("gone")]
    [InlineData("plain")]
    public void What_cannot_be_started_is_said_so(string name)
    {
        File.WriteAllText(Path.Combine(_folder, "plain"), "not a program");
        var program = Path.Combine(_folder, name);
        var error = Assert.Throws<ProgramException>(() => ChildProcess.Run(new ProcessStartInfo(program), TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken, (_, _) => { }));
        Assert.Contains(program, error.Message);
    }

    public void Dispose() => Testing.TestHome.Remove(_folder);

    private ProcessStartInfo Shell(string script) => new("/bin/sh") { WorkingDirectory = _folder, ArgumentList = { "-c", script } };

    private int Run(string script, TimeSpan? timeout = null, bool keep = true, CancellationToken cancellation = default)
    {
        return ChildProcess.Run(Shell(script), timeout ?? TimeSpan.FromSeconds(60), cancellation, (line, isError) =>
        {
            if (keep)
                _told.Add((line, isError));
        });
    }

    private IEnumerable<string> Output() => _told.Where(told => !told.IsError).Select(told => told.Line);
}
