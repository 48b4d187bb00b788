using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace HotfixTools.Host.Tests.Running;

/// <summary>A started process, whose output can be waited for while it runs.</summary>
internal sealed class RunningProcess : IDisposable
{
    /// <summary>So long that only a host that hangs reaches it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task<string> _error;
    private readonly StringBuilder _output = new();
    private readonly CancellationTokenSource _deadline = CancellationTokenSource.CreateLinkedTokenSource(
        TestContext.Current.CancellationToken);

    public RunningProcess(ProcessStartInfo start)
    {
        _deadline.CancelAfter(Patience);
        _process = Process.Start(start)!;
        _error = _process.StandardError.ReadToEndAsync(_deadline.Token);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);

        _process.Dispose();
        _deadline.Dispose();
    }

    public void Write(string text)
    {
        _process.StandardInput.Write(text);
        _process.StandardInput.Flush();
    }

    public void EndInput() => _process.StandardInput.Close();

    /// <summary>Reads stdout until it has said this.</summary>
    public void WaitFor(string text)
    {
        var seen = 0;
        while (_output.ToString(seen, _output.Length - seen) is var unread && !unread.Contains(text, StringComparison.Ordinal))
        {
            seen = Math.Max(0, _output.Length - text.Length);
            if (!ReadSome())
                Assert.Fail($"The output ended before '{text}': {_output}{_error.GetAwaiter().GetResult()}");
        }
    }

    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits for the end.</summary>
    public HostResult Finish()
    {
        while (ReadSome())
        {
        }

        _process.WaitForExitAsync(_deadline.Token).GetAwaiter().GetResult();
        return new HostResult(_process.ExitCode, _output.ToString(), _error.GetAwaiter().GetResult());
    }

    private bool ReadSome()
    {
        var buffer = new char[1024];
        // The wait is what can be cancelled: a read of a pipe cannot.
        var count = _process.StandardOutput.ReadAsync(buffer, CancellationToken.None).AsTask().WaitAsync(_deadline.Token).GetAwaiter().GetResult();
        _output.Append(buffer, 0, count);
        return count > 0;
    }
}
