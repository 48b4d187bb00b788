namespace HotfixTools;

/// <summary>How to reach remotes.</summary>
/// <param name="Credentials">Who to be, for servers that ask.</param>
/// <param name="Cancellation">Ends what is under way.</param>
/// <param name="Progress">Told what is under way; null for nobody.</param>
public sealed record RemoteAccess(ICredentialSource Credentials, CancellationToken Cancellation, IProgress<WorkProgress>? Progress = null)
{
    /// <summary>What is not Git: sources of deploys and notices; null for none.</summary>
    public IHotfixServices? Services { get; init; }
}
