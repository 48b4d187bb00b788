using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace HotfixTools.Services;

/// <summary>
/// Deploys by a program, started as it is and never through a shell: what a placeholder stands for is an argument, or a
/// part of one, whatever letters are in it.
/// </summary>
/// <param name="command">The program and how to call it.</param>
/// <param name="output">Told what it prints, line by line, on the thread that deploys.</param>
public sealed class CommandDeployer(DeployCommand command, IProgress<string> output) : IDeployer
{
    // What a program leaves running in the background may keep its output open for good.
    private static readonly TimeSpan PatienceWithOutput = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc/>
    public string Description => $"by {DisplayText.Clean(command.Program)}";

    /// <inheritdoc/>
    public void Deploy(DeployRequest request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var lines = new BlockingCollection<string>();
        using var process = Start(request, lines);
        var lastWords = string.Empty;
        try
        {
            var watch = Stopwatch.StartNew();
            while (!process.WaitForExit(TimeSpan.Zero))
            {
                Tell(lines, Pause, ref lastWords);
                if (cancellation.IsCancellationRequested)
                    throw new OperationCanceledException(cancellation);
                if (watch.Elapsed > command.Timeout)
                    throw HotfixErrors.DeployTimedOut(request.Environment, request.Commit, command.Timeout);
            }
        }
        finally
        {
            // Its children with it: half a deploy that goes on by itself is worse than none.
            if (!process.HasExited)
                Kill(process);
        }

        WaitForOutput(process);
        Tell(lines, TimeSpan.Zero, ref lastWords);
        if (process.ExitCode != 0)
            throw HotfixErrors.DeployFailed(request.Environment, request.Commit, $"'{command.Program}' ended with exit status {process.ExitCode}{(lastWords.Length > 0 ? $": {lastWords}" : string.Empty)}");
    }

    private Process Start(DeployRequest request, BlockingCollection<string> lines)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["commit"] = request.Commit.ToString(),
            ["environment"] = request.Environment.ToString(),
            ["branch"] = request.Branch.ToString(),
            ["repository"] = request.Repository,
        };
        var start = new ProcessStartInfo(command.Program)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = command.WorkingDirectory is { } folder ? Placeholders.Replace(folder, values) : request.Repository,
        };
        foreach (var argument in command.Arguments)
            start.ArgumentList.Add(Placeholders.Replace(argument, values));
        foreach (var (name, value) in values)
            start.Environment["HOTFIX_" + name.ToUpperInvariant()] = value;

        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Take(line, lines);
        process.ErrorDataReceived += (_, line) => Take(line, lines);
        try
        {
            process.Start();
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException)
        {
            process.Dispose();
            throw HotfixErrors.DeployFailed(request.Environment, request.Commit, $"'{command.Program}' could not be started: {error.Message}", error);
        }

        // Nobody is there to answer it.
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static void Take(DataReceivedEventArgs line, BlockingCollection<string> lines)
    {
        if (line.Data is not null)
            lines.Add(line.Data);
    }

    private void Tell(BlockingCollection<string> lines, TimeSpan patience, ref string lastWords)
    {
        while (lines.TryTake(out var line, patience))
        {
            var clean = RemoteUrl.Redact(line);
            if (clean.Length > 0)
                lastWords = clean;
            output.Report(clean);
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
