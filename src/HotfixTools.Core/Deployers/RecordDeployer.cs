namespace HotfixTools;

/// <summary>Somebody else deploys. What is confirmed is taken to be live.</summary>
public sealed class RecordDeployer : IDeployer
{
    /// <inheritdoc/>
    public string Description => "by your usual procedure (answer when it is live)";

    /// <inheritdoc/>
    public void Deploy(DeployRequest request, CancellationToken cancellation) => cancellation.ThrowIfCancellationRequested();
}
