namespace HotfixTools;

/// <summary>A way to make a commit live.</summary>
public interface IDeployer
{
    /// <summary>How it deploys, for people who are asked to confirm it: <c>by ./deploy.sh</c>.</summary>
    string Description { get; }

    /// <summary>Makes a commit live, and waits until it is.</summary>
    /// <param name="request">What and where.</param>
    /// <param name="cancellation">Stops it, with everything that it started.</param>
    /// <exception cref="HotfixException"><c>DeployFailed</c>, <c>DeployTimedOut</c>.</exception>
    void Deploy(DeployRequest request, CancellationToken cancellation);
}
