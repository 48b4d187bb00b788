namespace HotfixTools.Services;

/// <summary>A user name and a password that the user handed over.</summary>
/// <param name="credential">Them.</param>
public sealed class GivenCredential(RemoteCredential credential) : ICredentialSource
{
    /// <inheritdoc/>
    public RemoteCredential? Find(RemoteUrl url, string? userName) => credential;
}
