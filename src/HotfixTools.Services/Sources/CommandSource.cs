using System.Diagnostics;
using System.Text;

namespace HotfixTools.Services;

/// <summary>A program prints which commit is live, and nothing else. It is started as it is, never through a shell.</summary>
/// <param name="source">The program.</param>
/// <param name="start">How it is started, for an environment.</param>
/// <param name="time">The clock.</param>
internal sealed class CommandSource(CommandSourceSettings source, Func<EnvironmentName, ProcessStartInfo> start, TimeProvider time) : IServiceSource
{
    private const int LongestOutput = 4096;

    /// <inheritdoc/>
    public Task<ServiceDeploy?> Find(EnvironmentName environment, CancellationToken cancellation) => Task.FromResult<ServiceDeploy?>(Ask(environment, cancellation));

    private ServiceDeploy Ask(EnvironmentName environment, CancellationToken cancellation)
    {
        var output = new StringBuilder();
        var lastWords = string.Empty;
        try
        {
            var status = ChildProcess.Run(start(environment), source.Timeout, cancellation, (line, isError) =>
            {
                if (isError)
                    lastWords = line.Trim().Length > 0 ? line : lastWords;
                else if (output.Length <= LongestOutput)
                    output.Append(line).Append('\n');
            });
            if (status != 0)
                throw HotfixErrors.SourceSilent(source.Name, $"'{source.Command.Program}' ended with exit status {status}{(lastWords.Length > 0 ? $": {lastWords}" : string.Empty)}");
        }
        catch (TimeoutException error)
        {
            throw HotfixErrors.SourceSilent(source.Name, $"'{source.Command.Program}' did not end within {SettingsDuration.Text(source.Timeout)}, and was stopped", error);
        }
        catch (ProgramException error)
        {
            throw HotfixErrors.SourceSilent(source.Name, error.Message, error);
        }

        if (output.Length > LongestOutput)
            throw HotfixErrors.SourceSilent(source.Name, $"'{source.Command.Program}' printed far more than one commit id");
        var text = output.ToString().Trim();
        return CommitId.TryParse(text, out var commit) && !commit.IsZero
            ? new ServiceDeploy(commit, time.GetUtcNow())
            : throw HotfixErrors.SourceSilent(source.Name, $"what '{source.Command.Program}' printed, '{DisplayText.Cut(text, CommitId.Length)}', is not exactly one commit id");
    }
}
