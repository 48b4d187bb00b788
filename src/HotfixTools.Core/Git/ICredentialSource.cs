namespace HotfixTools;

/// <summary>Knows user names and passwords.</summary>
public interface ICredentialSource
{
    /// <summary>Who to be at a server; null where nothing is known.</summary>
    /// <param name="url">The server.</param>
    /// <param name="userName">The user whom the URL names, where it does.</param>
    RemoteCredential? Find(RemoteUrl url, string? userName);
}
