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
    /// <inheritdoc/>
    public string Description => $"by {DisplayText.Clean(command.Program)}";

    /// <inheritdoc/>
    public void Deploy(DeployRequest request, CancellationToken cancellation)
    {
        var lastWords = string.Empty;
        int status;
        try
        {
            status = ChildProcess.Run(StartInfo(request), command.Timeout, cancellation, (line, _) =>
            {
                var clean = RemoteUrl.Redact(line);
                if (clean.Length > 0)
                    lastWords = clean;
                output.Report(clean);
            });
        }
        catch (TimeoutException)
        {
            throw HotfixErrors.DeployTimedOut(request.Environment, request.Commit, command.Timeout);
        }
        catch (ProgramException error)
        {
            throw HotfixErrors.DeployFailed(request.Environment, request.Commit, error.Message, error);
        }

        if (status != 0)
            throw HotfixErrors.DeployFailed(request.Environment, request.Commit, $"'{command.Program}' ended with exit status {status}{(lastWords.Length > 0 ? $": {lastWords}" : string.Empty)}");
    }

    private ProcessStartInfo StartInfo(DeployRequest request)
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
            WorkingDirectory = command.WorkingDirectory is { } folder ? Placeholders.Replace(folder, values) : request.Repository,
        };
        foreach (var argument in command.Arguments)
            start.ArgumentList.Add(Placeholders.Replace(argument, values));
        foreach (var (name, value) in values)
            start.Environment["HOTFIX_" + name.ToUpperInvariant()] = value;
        return start;
    }
}
