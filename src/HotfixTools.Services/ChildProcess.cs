using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace HotfixTools.Services;

/// <summary>Runs a program to its end, and stops it with everything that it started where it takes too long.</summary>
internal static class ChildProcess
{
    /// <summary>What is kept of a line; a program may print without end, and no line end.</summary>
    public const int LongestLine = 64 * 1024;

    private const int MostWaiting = 1000;

    // What a program leaves running in the background may keep its output open for good, and go on printing.
    private static readonly TimeSpan PatienceWithSilence = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PatienceWithOutput = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs it.</summary>
    /// <param name="start">What to start; its streams are taken care of.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="told">Told each line that it prints, and whether it printed it as an error, on the thread that called.</param>
    /// <returns>Its exit status.</returns>
    /// <exception cref="TimeoutException">It took too long, and was stopped.</exception>
    /// <exception cref="ProgramException">It could not be started.</exception>
    public static int Run(ProcessStartInfo start, TimeSpan timeout, CancellationToken cancellation, Action<string, bool> told)
    {
        cancellation.ThrowIfCancellationRequested();
        // Bounded: a program that prints faster than it is listened to waits, as it would for a pipe.
        var lines = new BlockingCollection<(string Line, bool IsError)>(MostWaiting);
        using var over = new CancellationTokenSource();
        using var process = Start(start);
        try
        {
            var reading = Task.WhenAll(Read(process.StandardOutput, isError: false, lines, over.Token), Read(process.StandardError, isError: true, lines, over.Token));
            var watch = Stopwatch.StartNew();
            while (!process.WaitForExit(TimeSpan.Zero))
            {
                Tell(lines, Pause, told);
                cancellation.ThrowIfCancellationRequested();
                if (watch.Elapsed > timeout)
                    throw new TimeoutException();
            }

            TellTheRest(reading, lines, told);
            return process.ExitCode;
        }
        finally
        {
            // Its children with it: half a deploy that goes on by itself is worse than none.
            if (!process.HasExited)
                Kill(process);
            over.Cancel();
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        start.UseShellExecute = false;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException)
        {
            process.Dispose();
            throw new ProgramException($"'{start.FileName}' could not be started: {error.Message}", error);
        }

        // Nobody is there to answer it.
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Reads the lines that a program prints, away from the thread that calls, which has to take them.</summary>
    /// <param name="reader">What it prints.</param>
    /// <param name="isError">Whether it prints it as an error.</param>
    /// <param name="lines">Where the lines go; where these are enough, it waits.</param>
    /// <param name="over">Ends it.</param>
    internal static async Task Read(StreamReader reader, bool isError, BlockingCollection<(string Line, bool IsError)> lines, CancellationToken over)
    {
        // What a program has printed already is read without waiting: the caller would wait here for itself to take it.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var buffer = new char[4096];
        var line = new StringBuilder();
        var last = '\n';
        try
        {
            int read;
            while ((read = await reader.ReadAsync(buffer, over).ConfigureAwait(false)) > 0)
            {
                for (var i = 0; i < read; i++)
                {
                    var letter = buffer[i];
                    if (letter == '\r' || (letter == '\n' && last != '\r'))
                        Take();
                    else if (letter != '\n' && line.Length < LongestLine)
                        line.Append(letter);
                    last = letter;
                }
            }

            if (line.Length > 0)
                Take();
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It was stopped, or what it left behind is not listened to any more.
        }

        void Take()
        {
            lines.Add((line.ToString(), isError), over);
            line.Clear();
        }
    }

    // No more at a time than may wait: between, somebody must look at the clock.
    private static int Tell(BlockingCollection<(string Line, bool IsError)> lines, TimeSpan patience, Action<string, bool> told)
    {
        var count = 0;
        while (count < MostWaiting && lines.TryTake(out var line, count == 0 ? patience : TimeSpan.Zero))
        {
            told(line.Line, line.IsError);
            count++;
        }

        return count;
    }

    // It has ended, and nobody can stop it any more: its exit status counts.
    private static void TellTheRest(Task reading, BlockingCollection<(string Line, bool IsError)> lines, Action<string, bool> told)
    {
        var (watch, silence) = (Stopwatch.StartNew(), Stopwatch.StartNew());
        while (!reading.IsCompleted && watch.Elapsed < PatienceWithOutput && silence.Elapsed < PatienceWithSilence)
        {
            if (Tell(lines, Pause, told) > 0)
                silence.Restart();
        }

        Tell(lines, TimeSpan.Zero, told);
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(PatienceWithSilence);
        }
        catch (Exception error) when (error is InvalidOperationException or AggregateException or Win32Exception)
        {
            // It has ended by itself.
        }
    }
}
