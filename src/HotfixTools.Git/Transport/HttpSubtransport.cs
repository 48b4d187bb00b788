using LibGit2Sharp;

namespace HotfixTools.Git.Transport;

/// <summary>
/// Speaks Git's protocol over HTTP by .NET. libgit2's own waits in <c>recv</c> for a server that says nothing, for as
/// long as that takes, and knows nothing of Ctrl+C.
/// </summary>
public sealed class HttpSubtransport : RpcSmartSubtransport
{
    /// <inheritdoc/>
    protected override SmartSubtransportStream Action(string url, GitSmartSubtransportAction action) => new HttpStream(
        this,
        HttpConnection.Current ?? throw new InvalidOperationException("No connection was prepared."),
        url,
        action is GitSmartSubtransportAction.UploadPackList or GitSmartSubtransportAction.UploadPack ? "git-upload-pack" : "git-receive-pack",
        action is GitSmartSubtransportAction.UploadPackList or GitSmartSubtransportAction.ReceivePackList);
}
