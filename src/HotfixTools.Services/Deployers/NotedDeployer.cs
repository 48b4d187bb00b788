namespace HotfixTools.Services;

/// <summary>
/// Notes at the forge what another deployer does, where people look for what is live. What cannot be noted is said, and
/// stops nothing.
/// </summary>
/// <param name="inner">What deploys.</param>
/// <param name="forge">Where it is noted.</param>
/// <param name="isLast">Whether the environment is the one that counts as live.</param>
/// <param name="warn">Told why something could not be noted, once for a deploy and on the thread that deploys.</param>
internal sealed class NotedDeployer(IDeployer inner, IForge forge, bool isLast, Action<HotfixException> warn) : IDeployer
{
    /// <inheritdoc/>
    public string Description => inner.Description;

    /// <inheritdoc/>
    public bool CanResume => inner.CanResume;

    /// <summary>How long noting may take, once before the deploy and once after it.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public void Deploy(DeployRequest request, CancellationToken cancellation)
    {
        var deploy = new DeployAnnouncement(request.Commit, request.Environment, request.Branch, request.Id, request.Run?.Url, isLast);
        var hasWarned = false;
        var known = Note(deploy, AnnouncedState.Running, null, ref hasWarned, cancellation);
        cancellation.ThrowIfCancellationRequested();
        var watched = request with
        {
            Started = run =>
            {
                deploy = deploy with { Url = run.Url };
                request.Started(run);
            },
        };
        try
        {
            inner.Deploy(watched, cancellation);
        }
        catch (HotfixException error) when (error.Id != nameof(HotfixErrors.DeployNotOver))
        {
            // Whoever stopped the command meanwhile is not kept waiting, and is told nothing wrong.
            Note(deploy, AnnouncedState.Failed, known, ref hasWarned, CancellationToken.None);
            throw;
        }

        Note(deploy, AnnouncedState.Succeeded, known, ref hasWarned, CancellationToken.None);
    }

    private string? Note(DeployAnnouncement deploy, AnnouncedState state, string? known, ref bool hasWarned, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        HotfixException why;
        try
        {
            return forge.NoteDeploy(deploy, state, known, patience.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            why = HotfixErrors.ForgeFailed(forge.Name, $"it did not note the deploy to {deploy.Environment} in time", error);
        }
        catch (HotfixException error)
        {
            why = error;
        }

        if (!hasWarned)
            warn(why);
        hasWarned = true;
        return known;
    }
}
