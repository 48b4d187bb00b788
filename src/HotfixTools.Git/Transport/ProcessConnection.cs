using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace HotfixTools.Git.Transport;

/// <summary>One conversation with a Git server that is a child process.</summary>
internal sealed class ProcessConnection : IDisposable
{
    private const int MaxErrorText = 8 * 1024;
    private const int BufferSize = 64 * 1024;

    private static readonly TimeSpan MostToEnd = TimeSpan.FromSeconds(10);

    // A hook of the server may be a deploy, and is not to be cut off in the middle.
    private static readonly TimeSpan MostToEndPush = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan MostToRead = TimeSpan.FromSeconds(2);

    // Who was told that nothing is wanted ends in a few milliseconds.
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(200);

    private const string PushService = "receive-pack";

    // After a push git looks whether the repository wants packing, and does it, while somebody waits who has production down.
    // And before it takes what was sent, it has another program list the refs that it has itself, as those of an alternate: it
    // knows them, and what is sent here grows from them. (A single word git would start as a program, without a shell.)
    private static readonly string[] PushSettings = ["-c", "receive.autogc=false", "-c", "core.alternateRefsCommand=exit 0"];

    // A packet without content.
    private static readonly byte[] Nothing = "0000"u8.ToArray();

    // libgit2 makes the transport itself, on the thread that called it, and can be handed nothing but a URL.
    [ThreadStatic]
    private static ProcessConnection? _current;

    private readonly Func<string, ProcessStartInfo> _describe;
    private readonly CancellationTokenSource _killing;
    private readonly StringBuilder _errorText = new();
    private Process? _process;
    private SidebandListener? _answer;
    private MemoryStream? _ahead;
    private Task _errorReader = Task.CompletedTask;

    private ProcessConnection(Func<string, ProcessStartInfo> describe, CancellationToken cancellation)
    {
        _describe = describe;
        _killing = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _killing.Token.Register(() => Kill(_process));
    }

    /// <summary>The conversation that a transport made on this thread joins; null for none.</summary>
    public static ProcessConnection? Current
    {
        get => _current;
        set => _current = value;
    }

    /// <summary>Told where history is cut off; null where nobody wants to know.</summary>
    public CutListener? Cuts { get; init; }

    /// <summary>Told which refs there are; null where nobody wants to know.</summary>
    public ListListener? Refs { get; init; }

    /// <summary>Changes the beginning of a request: what libgit2 asks for; null where that is as it should be.</summary>
    public Func<byte[], byte[]>? Rewrite { get; set; }

    /// <summary>Why the program could not be started.</summary>
    public HotfixException? StartFailure { get; private set; }

    /// <summary>What the server reads.</summary>
    public Stream Input => Running.StandardInput.BaseStream;

    /// <summary>What the server said on standard error.</summary>
    public string ErrorText
    {
        get
        {
            lock (_errorText)
                return _errorText.ToString().Trim();
        }
    }

    /// <summary>What the server and its hooks said beside their answer to a push.</summary>
    public string ServerWords => _answer?.Words ?? string.Empty;

    /// <summary>Why the server took nothing of a push; null where it did not say so.</summary>
    public string? UnpackFailure => _answer?.UnpackFailure;

    /// <summary>Over when all that was let go has ended, with its hooks.</summary>
    public Task Ending { get; private set; } = Task.CompletedTask;

    private Process Running => _process ?? throw new InvalidOperationException("The connection is not open.");

    /// <summary>Prepares a conversation with a repository; the transport opens it.</summary>
    /// <param name="url">A path or an SSH URL.</param>
    /// <param name="relativeTo">What a relative path starts from.</param>
    /// <param name="coreSshCommand">The setting <c>core.sshCommand</c>.</param>
    /// <param name="cuts">Told where history is cut off; null where nobody wants to know.</param>
    /// <param name="refs">Told which refs there are; null where nobody wants to know.</param>
    /// <param name="cancellation">Kills the child process.</param>
    public static ProcessConnection To(RemoteUrl url, string relativeTo, string? coreSshCommand, CutListener? cuts, ListListener? refs, CancellationToken cancellation) =>
        new(
            url.Kind == RemoteKind.Ssh
                ? service => SshCommand.For(url, service, coreSshCommand)
                : service => GitProgram.For([.. service == PushService ? PushSettings : [], service, GitProgram.LocalPath(url, relativeTo)]),
            cancellation)
        {
            Cuts = cuts,
            Refs = refs,
        };

    /// <summary>Starts the server, unless it was for <see cref="ReadList"/>.</summary>
    /// <param name="service"><c>upload-pack</c> or <c>receive-pack</c>.</param>
    public void Open(string service)
    {
        if (_ahead is { Position: 0 })
            return;
        _ahead = null;
        Start(service);
        Refs?.Begin();
    }

    /// <summary>Starts the server, and reads the list of refs that it begins with. A transport gets to read it again, and goes on from there.</summary>
    /// <param name="service"><c>upload-pack</c> or <c>receive-pack</c>.</param>
    /// <param name="shorten">What the transport gets to read of it.</param>
    public void ReadList(string service, Func<byte[], byte[]> shorten)
    {
        Open(service);
        var (ahead, buffer) = (new MemoryStream(), new byte[BufferSize]);
        while (Refs is { IsListening: true } && Read(buffer) is var read and > 0)
            ahead.Write(buffer, 0, read);
        _ahead = new MemoryStream(shorten(ahead.ToArray()));
    }

    /// <summary>Has the server end, whatever it does.</summary>
    public void GiveUp() => _killing.Cancel();

    /// <summary>Says that nothing of what was listed is wanted.</summary>
    public void Leave()
    {
        try
        {
            Input.Write(Nothing);
        }
        catch (IOException)
        {
            // It went first: all that was asked is answered.
        }

        LetGo();
    }

    /// <summary>Reads some of what the server writes; 0 at its end.</summary>
    /// <param name="buffer">Where to.</param>
    public int Read(Span<byte> buffer)
    {
        if (_ahead is { } ahead && ahead.Read(buffer) is > 0 and var again)
            return again;
        var read = Running.StandardOutput.BaseStream.Read(buffer);
        Refs?.Listen(buffer[..read]);
        _answer?.Listen(buffer[..read]);
        return read;
    }

    private void Start(string service)
    {
        LetGo();
        _answer = service == PushService ? new SidebandListener(isAfterList: true) : null;
        var program = string.Empty;
        try
        {
            var start = _describe(service);
            program = start.FileName;
            start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
            start.UseShellExecute = false;
            start.StandardErrorEncoding = Encoding.UTF8;
            _process = Process.Start(start)!;
        }
        catch (HotfixException missing)
        {
            StartFailure = missing;
            throw;
        }
        catch (Win32Exception error)
        {
            StartFailure = HotfixErrors.SshRequired(program, error);
            throw;
        }

        // A thread of its own: for reading beside, .NET has no code that was compiled ahead of time. Another thread starts it, because
        // who does waits until it runs.
        var errors = _process.StandardError;
        _errorReader = Task.Run(() => Task.Factory.StartNew(() => Collect(errors), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        if (_killing.IsCancellationRequested)
            Kill(_process);
    }

    /// <summary>Lets the server end, and waits for what it still says: something went wrong, and it may never end.</summary>
    public void Finish()
    {
        LetGo();
        if (Ending.Wait(MostToEnd))
            return;
        _killing.Cancel();
        Ending.Wait(MostToEnd);
    }

    /// <summary>Lets the server end while other work goes on: all that was asked is answered. See <see cref="Ending"/>.</summary>
    public void LetGo()
    {
        if (_process is not { } process)
            return;
        _process = null;
        var (errors, answer) = (_errorReader, _answer);
        Ending = Task.WhenAll(Ending, Task.Run(() => End(process, errors, answer)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        LetGo();
        Ending.ContinueWith(_ => _killing.Dispose(), TaskScheduler.Default);
    }

    private void End(Process process, Task errors, SidebandListener? answer)
    {
        using (process)
        using (_killing.Token.Register(() => Kill(process)))
        {
            CloseInput(process);
            // A hook that says much must not wait for somebody to read it; and a server that takes no pack says why before it was sent.
            var rest = answer is not null || !process.WaitForExit(AtOnce) ? Task.Run(() => ReadRest(process.StandardOutput.BaseStream, answer)) : Task.CompletedTask;
            // The pipes, which the process leaves open: each program that is started would have them to close.
            var closing = Task.WhenAll(CloseAfter(rest, process.StandardOutput), CloseAfter(errors, process.StandardError));
            if (!process.WaitForExit(answer is not null ? MostToEndPush : MostToEnd))
                Kill(process);
            closing.Wait(MostToRead);
        }
    }

    private static void ReadRest(Stream output, SidebandListener? answer)
    {
        var buffer = new byte[BufferSize];
        while (output.Read(buffer) is var read and > 0)
            answer?.Listen(buffer.AsSpan(0, read));
    }

    private static void CloseInput(Process process)
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It went first.
        }
    }

    private static Task CloseAfter(Task reading, StreamReader pipe) =>
        reading.ContinueWith(_ => pipe.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private static void Kill(Process? process)
    {
        try
        {
            process?.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself, or one of its children has.
        }
    }

    private void Collect(StreamReader reader)
    {
        var block = new char[1024];
        int read;
        while ((read = reader.Read(block, 0, block.Length)) > 0)
        {
            lock (_errorText)
            {
                if (_errorText.Length < MaxErrorText)
                    _errorText.Append(block, 0, read);
            }
        }
    }
}
