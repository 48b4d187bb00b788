namespace HotfixTools.Services;

/// <summary>Asks several sources in turn; the first that knows wins.</summary>
/// <param name="sources">The sources.</param>
public sealed class CredentialChain(params ICredentialSource[] sources) : ICredentialSource
{
    /// <inheritdoc/>
    public RemoteCredential? Find(RemoteUrl url, string? userName) =>
        sources.Select(source => source.Find(url, userName)).FirstOrDefault(found => found is not null);
}
