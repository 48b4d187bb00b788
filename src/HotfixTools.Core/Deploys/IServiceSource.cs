namespace HotfixTools;

/// <summary>Knows what is live, outside of the repository. Several are asked side by side.</summary>
public interface IServiceSource
{
    /// <summary>What is live; null where it knows of no deploy.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="cancellation">Ends the asking.</param>
    /// <exception cref="HotfixException"><c>CannotVerify</c>: it did not answer, or not by a commit.</exception>
    Task<ServiceDeploy?> Find(EnvironmentName environment, CancellationToken cancellation);
}
