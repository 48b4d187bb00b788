using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace HotfixTools.Git.Signing;

/// <summary>A program that signs, or that knows which key to sign with. It may ask for a passphrase, so it gets its time.</summary>
/// <param name="name">Its name or path, as it is configured.</param>
/// <param name="folder">The folder that it runs in.</param>
/// <param name="patience">How long it may take.</param>
internal sealed class SigningProgram(string name, string folder, TimeSpan patience)
{
    // No signature is nearly as long, not even with all certificates in it.
    private const int MostKept = 256 * 1024;

    // ENOEXEC, on all systems that have it.
    private const int NoProgramFormat = 8;

    private const string Shell = "/bin/sh";

    // What a program leaves running in the background may keep its output open for good.
    private static readonly TimeSpan PatienceWithOutput = TimeSpan.FromSeconds(2);

    /// <summary>The program as it is configured.</summary>
    public string Name => name;

    /// <summary>Runs it to its end.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">What it reads; null: the terminal, if there is one.</param>
    /// <param name="cancellation">Ends it, with everything that it started.</param>
    /// <exception cref="SigningException">It is missing, or takes too long.</exception>
    public SigningAnswer Run(IEnumerable<string> arguments, byte[]? input, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        // Where no terminal is, ssh-keygen would read a passphrase from what this process reads: a script, or nothing, for ever.
        input ??= Console.IsInputRedirected ? [] : null;
        using var process = Start(arguments, withInput: input is not null);
        using var over = new CancellationTokenSource();
        try
        {
            // All three at once: a program that prints before it has read everything would wait for us, and we for it.
            var feeding = input is null ? Task.CompletedTask : Feed(process, input, over.Token);
            var output = Collect(process.StandardOutput.BaseStream, over.Token);
            var errors = Collect(process.StandardError.BaseStream, over.Token);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(patience);
            // The pool's, and not this thread's: what is waited for here must not need it.
            Task.Run(() => process.WaitForExitAsync(limit.Token), CancellationToken.None).GetAwaiter().GetResult();
            // Ctrl+C at a terminal reaches the program too, and what it says of that is of no interest.
            cancellation.ThrowIfCancellationRequested();
            Task.WaitAll([feeding, output.Done, errors.Done], PatienceWithOutput);
            return new SigningAnswer(process.ExitCode, output.Text, errors.Text);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SigningException($"'{name}' did not come to an end within {patience.TotalSeconds.ToString(CultureInfo.InvariantCulture)} seconds; it may have asked something that nobody saw");
        }
        finally
        {
            Kill(process);
            over.Cancel();
        }
    }

    private Process Start(IEnumerable<string> arguments, bool withInput)
    {
        var file = FindFile() ?? throw new SigningException($"the program '{name}' was not found");
        try
        {
            return Start(file, arguments, withInput);
        }
        catch (Win32Exception error) when (error.NativeErrorCode == NoProgramFormat && !OperatingSystem.IsWindows())
        {
            // A script that does not say what runs it: for git, as for any shell, that is sh.
            return Start(Shell, [file, .. arguments], withInput);
        }
        catch (Win32Exception error)
        {
            // .NET's own words name the program and the folder again.
            throw new SigningException($"the program '{name}' could not be started: {new Win32Exception(error.NativeErrorCode).Message}", error);
        }
    }

    private Process Start(string file, IEnumerable<string> arguments, bool withInput)
    {
        var start = new ProcessStartInfo(file)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = withInput,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        // No business of a program that signs, which may be anybody's.
        foreach (var secret in new[] { "HOTFIX_PASSWORD", "HOTFIX_TOKEN" })
            start.Environment.Remove(secret);
        return Process.Start(start)!;
    }

    // A path is relative to where git would run it, and a bare name is one of the PATH.
    private string? FindFile()
    {
        if (name.IndexOfAny([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar]) < 0)
            return ProgramPath.Find(name);
        var file = Path.GetFullPath(name, folder);
        string[] endings = OperatingSystem.IsWindows() && !Path.HasExtension(file) ? [".exe", ".cmd", ".bat", ".com"] : [string.Empty];
        return endings.Select(ending => file + ending).FirstOrDefault(ProgramPath.MayRun);
    }

    private static async Task Feed(Process process, byte[] input, CancellationToken over)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, over).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // It went without reading; what it says, and its exit status, count.
        }
    }

    private static Collected Collect(Stream stream, CancellationToken over)
    {
        var collected = new Collected();
        collected.Done = Task.Run(
            async () =>
            {
                var block = new byte[4096];
                try
                {
                    int read;
                    while ((read = await stream.ReadAsync(block, over).ConfigureAwait(false)) > 0)
                        collected.Add(block.AsSpan(0, read));
                }
                catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
                {
                    // What it left behind is not listened to any more.
                }
            },
            CancellationToken.None);
        return collected;
    }

    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit(PatienceWithOutput);
            }
        }
        catch (Exception error) when (error is InvalidOperationException or AggregateException or Win32Exception)
        {
            // It has ended by itself.
        }
    }

    /// <summary>What a program prints, as far as it is kept; a program may print without end.</summary>
    private sealed class Collected
    {
        private readonly MemoryStream _bytes = new();

        public Task Done { get; set; } = Task.CompletedTask;

        public string Text
        {
            get
            {
                lock (_bytes)
                    return Encoding.UTF8.GetString(_bytes.ToArray());
            }
        }

        public void Add(ReadOnlySpan<byte> block)
        {
            lock (_bytes)
                _bytes.Write(block[..Math.Min(block.Length, MostKept - (int)_bytes.Length)]);
        }
    }
}
