namespace HotfixTools;

/// <summary>Knows nobody: for what connects to nothing.</summary>
internal sealed class NoCredential : ICredentialSource
{
    private NoCredential()
    {
    }

    /// <summary>The only one.</summary>
    public static NoCredential Instance { get; } = new();

    /// <inheritdoc/>
    public RemoteCredential? Find(RemoteUrl url, string? userName) => null;
}
