namespace HotfixTools.Services;

/// <summary>A source that is asked over the web.</summary>
/// <param name="name">Its name.</param>
/// <param name="timeout">How long it may take, in all tries together.</param>
/// <param name="client">What asks.</param>
internal abstract class WebSource(string name, TimeSpan timeout, ServiceClient client) : IServiceSource
{
    /// <inheritdoc/>
    public async Task<ServiceDeploy?> Find(EnvironmentName environment, CancellationToken cancellation)
    {
        // The whole, however many questions it takes.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(timeout);
        try
        {
            return await Ask(environment, patience.Token).ConfigureAwait(false);
        }
        catch (ServiceException error)
        {
            throw HotfixErrors.SourceSilent(name, error.Message, error);
        }
        catch (Exception error) when (error is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw HotfixErrors.SourceSilent(name, "its answer is of a shape that is not known", error);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw HotfixErrors.SourceSilent(name, $"it did not answer within {SettingsDuration.Text(timeout)}", error);
        }
    }

    /// <summary>What is live; null where it knows of no deploy.</summary>
    private protected abstract Task<ServiceDeploy?> Ask(EnvironmentName environment, CancellationToken cancellation);

    /// <summary>Sends a request within the time that there is.</summary>
    private protected Task<ServiceAnswer> Send(ServiceRequest request, CancellationToken cancellation) =>
        client.Send(request with { Timeout = timeout }, cancellation);

    /// <summary>The commit that a text is, and nothing else.</summary>
    /// <exception cref="ServiceException">It is none.</exception>
    private protected static CommitId Commit(string? text, string what) =>
        CommitId.TryParse(text, out var commit) && !commit.IsZero ? commit : throw new ServiceException($"{what} is not exactly one commit id");

    /// <summary>Refuses the deploys of another environment than the one that was asked for.</summary>
    /// <exception cref="ServiceException">It is another.</exception>
    private protected static void RequireSame(string asked, string? answered)
    {
        if (answered is not null && !string.Equals(asked, answered, StringComparison.OrdinalIgnoreCase))
            throw new ServiceException($"it was asked for the environment '{DisplayText.Clean(asked)}', and answered with one of '{DisplayText.Clean(answered)}'");
    }
}
