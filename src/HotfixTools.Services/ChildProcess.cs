using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace HotfixTools.Services;

/// <summary>Runs a program to its end, and stops it with everything that it started where it takes too long.</summary>
internal static class ChildProcess
{
    // What a program leaves running in the background may keep its output open for good.
    private static readonly TimeSpan PatienceWithOutput = TimeSpan.FromSeconds(2);
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
        var lines = new BlockingCollection<(string Line, bool IsError)>();
        using var process = Start(start, lines);
        try
        {
            var watch = Stopwatch.StartNew();
            while (!process.WaitForExit(TimeSpan.Zero))
            {
                Tell(lines, Pause, told);
                cancellation.ThrowIfCancellationRequested();
                if (watch.Elapsed > timeout)
                    throw new TimeoutException();
            }
        }
        finally
        {
            // Its children with it: half a deploy that goes on by itself is worse than none.
            if (!process.HasExited)
                Kill(process);
        }

        WaitForOutput(process);
        Tell(lines, TimeSpan.Zero, told);
        return process.ExitCode;
    }

    private static Process Start(ProcessStartInfo start, BlockingCollection<(string, bool)> lines)
    {
        start.UseShellExecute = false;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        var process = new Process { StartInfo = start };
        void Take(DataReceivedEventArgs line, bool isError)
        {
            if (line.Data is not null)
                lines.Add((line.Data, isError));
        }

        process.OutputDataReceived += (_, line) => Take(line, isError: false);
        process.ErrorDataReceived += (_, line) => Take(line, isError: true);
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
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static void Tell(BlockingCollection<(string Line, bool IsError)> lines, TimeSpan patience, Action<string, bool> told)
    {
        while (lines.TryTake(out var line, patience))
        {
            told(line.Line, line.IsError);
            patience = TimeSpan.Zero;
        }
    }

    private static void WaitForOutput(Process process)
    {
        using var patience = new CancellationTokenSource(PatienceWithOutput);
        try
        {
            process.WaitForExitAsync(patience.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            // It has ended; what it left behind holds its output open.
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(PatienceWithOutput);
        }
        catch (Exception error) when (error is InvalidOperationException or AggregateException or Win32Exception)
        {
            // It has ended by itself.
        }
    }
}
