namespace HotfixTools.Git.Tests;

/// <summary>Knows nobody.</summary>
internal sealed class NoCredentials : ICredentialSource
{
    public RemoteCredential? Find(RemoteUrl url, string? userName) => null;
}
