namespace HotfixTools;

/// <summary>A way to make a commit live.</summary>
public interface IDeployer
{
    /// <summary>How it deploys, for people who are asked to confirm it: <c>by ./deploy.sh</c>.</summary>
    string Description { get; }

    /// <summary>Whether it can go on waiting for a deploy that an earlier command began, instead of beginning another.</summary>
    bool CanResume => false;

    /// <summary>Makes a commit live, and waits until it is.</summary>
    /// <param name="request">What and where.</param>
    /// <param name="cancellation">Stops it, with everything that it started, or leaves that running, as the settings say.</param>
    /// <exception cref="HotfixException">
    /// <c>DeployFailed</c>, <c>DeployTimedOut</c>: it is over, and not live. <c>DeployNotOver</c>: it goes on elsewhere, or
    /// may; a later command waits for it.
    /// </exception>
    void Deploy(DeployRequest request, CancellationToken cancellation);
}
